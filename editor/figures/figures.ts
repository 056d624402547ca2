import { edgeLabel } from "#engine/flow/edge-label.ts";
import { increase, type NodeFigures, type SessionFigures } from "../links/figures.ts";

/** A session's figures at one moment; wall time in ms since 1970. */
export interface Moment {
  readonly timeMs: number;
  readonly session: SessionFigures;
}

/** Packets in the queues of wires, and how many they hold at most. */
export interface QueueFill {
  readonly depth: number;
  readonly capacity: number;
}

/** A wire now. Rates are NaN while there is no earlier moment to compare with. */
export interface EdgeNow {
  readonly packetsPerSecond: number;
  readonly dropsPerSecond: number;
  /** Its queue keeps the newest only: a packet that a newer one takes the place of is no loss. */
  readonly isLatestOnly: boolean;
}

/** A node now. Rates are NaN while there is no earlier moment to compare with. */
export interface NodeNow {
  readonly figures: NodeFigures;
  /** Packets that it took; of a source: that it sent. */
  readonly packetsPerSecond: number;
  /** Packets lost on the wires into it, so far. */
  readonly dropped: number;
  /** Packets that newer ones took the place of, on wires that keep the latest only, so far. */
  readonly replaced: number;
  /** Of both kinds. */
  readonly dropsPerSecond: number;
  /** Of all wires into it together; undefined where none has a queue. */
  readonly queue: QueueFill | undefined;
  /** A queue of several packets is full: the next one waits or is lost. */
  readonly isFull: boolean;
}

/** What crossed every wire, by label. */
export function edgeFigures(now: Moment, before: Moment | undefined): Map<string, EdgeNow> {
  const earlier = new Map(before?.session.edges.map((edge) => [edgeLabel(edge), edge]));
  const perSecond = rateOver(now, before);
  return new Map(
    now.session.edges.map((figures) => {
      const { packets, dropped, queue } = figures;
      const label = edgeLabel(figures);
      const last = earlier.get(label);
      const edge: EdgeNow = {
        packetsPerSecond: perSecond(last?.packets, packets),
        dropsPerSecond: perSecond(last?.dropped, dropped),
        isLatestOnly: queue?.policy === "latest",
      };
      return [label, edge];
    }),
  );
}

/** What every node did, by id. */
export function nodeFigures(now: Moment, before: Moment | undefined): Map<string, NodeNow> {
  const earlier = new Map(before?.session.nodes.map((node) => [node.nodeId, node]));
  const inputs = inputsOf(now.session);
  const inputsBefore = before === undefined ? undefined : inputsOf(before.session);
  const perSecond = rateOver(now, before);
  return new Map(
    now.session.nodes.map((figures) => {
      const { nodeId } = figures;
      const last = earlier.get(nodeId);
      const input = inputs.get(nodeId) ?? noInput;
      const { dropped, replaced, depth, capacity, isFull } = input;
      const node: NodeNow = {
        figures,
        packetsPerSecond: perSecond(last && packetsOf(last), packetsOf(figures)),
        dropped,
        replaced,
        dropsPerSecond: perSecond(last && dropsInto(inputsBefore?.get(nodeId)), dropsInto(input)),
        queue: capacity === 0 ? undefined : { depth, capacity },
        isFull,
      };
      return [nodeId, node];
    }),
  );
}

interface InputFigures {
  dropped: number;
  replaced: number;
  depth: number;
  capacity: number;
  isFull: boolean;
}

const noInput: InputFigures = { dropped: 0, replaced: 0, depth: 0, capacity: 0, isFull: false };

/** The wires into every node, put together. */
function inputsOf({ edges }: SessionFigures): Map<string, InputFigures> {
  const inputs = new Map<string, InputFigures>();
  for (const { to, dropped, queue } of edges) {
    const input = inputs.get(to.node) ?? { ...noInput };
    inputs.set(to.node, input);
    if (queue?.policy === "latest") input.replaced += dropped;
    else input.dropped += dropped;
    if (queue === undefined) continue;
    input.depth += queue.depth;
    input.capacity += queue.capacity;
    // a queue of one or two is full whenever its node works
    if (queue.capacity > 2 && queue.depth >= queue.capacity) input.isFull = true;
  }
  return inputs;
}

function dropsInto(input: InputFigures = noInput): number {
  return input.dropped + input.replaced;
}

function packetsOf({ packetsIn, packetsOut }: NodeFigures): number {
  return packetsIn === 0 ? packetsOut : packetsIn;
}

/** Increase a second since an earlier moment; what is new since then counts from now on. */
function rateOver(now: Moment, before: Moment | undefined) {
  const elapsedMs = before === undefined ? 0 : now.timeMs - before.timeMs;
  return (last: number | undefined, count: number): number => {
    if (elapsedMs <= 0) return Number.NaN;
    return last === undefined ? 0 : (increase(last, count) * 1000) / elapsedMs;
  };
}
