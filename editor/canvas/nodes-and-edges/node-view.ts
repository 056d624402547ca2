import type { Problem } from "#engine/flow/problem.ts";
import type { Flow, FlowNode } from "#engine/flow/schema.ts";
import type { NodeDefinition } from "#engine/graph/definition.ts";
import type { PortType } from "#engine/graph/port-types.ts";
import { catalogue } from "../../document/catalogue.ts";
import { portsOf } from "../../document/connect-rules.ts";
import { problemsOf } from "../../document/problems.ts";
import type { PortEnd } from "../../document/view.ts";

/** A port as the canvas draws it. */
export type PortView = {
  readonly name: string;
  readonly type: PortType;
  readonly isRequired: boolean;
  readonly isWired: boolean;
};

/** A node as the canvas draws it. */
export type NodeView = {
  readonly node: FlowNode;
  /** Undefined: there is no such node type. */
  readonly definition: NodeDefinition | undefined;
  readonly inputs: readonly PortView[];
  /** The declared outputs, then `error`. */
  readonly outputs: readonly PortView[];
  readonly problems: readonly Problem[];
};

const known = new WeakMap<FlowNode, { readonly key: string; readonly view: NodeView }>();

/** How the nodes of a flow are drawn, by id. A node that is drawn as before has the same object as before. */
export function nodeViews(flow: Flow): ReadonlyMap<string, NodeView> {
  const wired = { input: new Map<string, Set<string>>(), output: new Map<string, Set<string>>() };
  for (const { from, to } of flow.edges) {
    add(wired.output, from.node, from.port);
    add(wired.input, to.node, to.port);
  }
  const problems = new Map<string | undefined, Problem[]>();
  for (const problem of problemsOf(flow)) {
    problems.set(problem.nodeId, [...(problems.get(problem.nodeId) ?? []), problem]);
  }
  return new Map(
    flow.nodes.map((node) => {
      const into = wired.input.get(node.id) ?? new Set();
      const outOf = wired.output.get(node.id) ?? new Set();
      return [node.id, viewOf(node, into, outOf, problems.get(node.id) ?? [])];
    }),
  );
}

function viewOf(
  node: FlowNode,
  into: ReadonlySet<string>,
  outOf: ReadonlySet<string>,
  problems: readonly Problem[],
): NodeView {
  const key = JSON.stringify([[...into], [...outOf], problems]);
  const before = known.get(node);
  if (before?.key === key) return before.view;
  const view: NodeView = {
    node,
    definition: catalogue.get(node.type),
    inputs: portViews(node, "input", into),
    outputs: portViews(node, "output", outOf),
    problems,
  };
  known.set(node, { key, view });
  return view;
}

/** The type's ports, and those that only a wire knows of: a wire to nowhere has to be seen to be removed. */
function portViews(node: FlowNode, side: PortEnd["side"], wired: ReadonlySet<string>): PortView[] {
  const ports = portsOf(node.type, side);
  const declared = Object.entries(ports).map(([name, { type, required = false }]) => {
    return { name, type, isRequired: required, isWired: wired.has(name) };
  });
  const strays = [...wired].filter((name) => ports[name] === undefined);
  const unknown = strays.map((name): PortView => {
    return { name, type: "any", isRequired: false, isWired: true };
  });
  return [...unknown, ...declared];
}

function add(map: Map<string, Set<string>>, nodeId: string, port: string): void {
  const ports = map.get(nodeId);
  if (ports === undefined) map.set(nodeId, new Set([port]));
  else ports.add(port);
}
