import { floatsOf } from "#runtime-workers/inference/halves.ts";
import { elementTypes, toNode, toTensor } from "./encode-model.ts";
import { at, encode, fieldsOf, integer, join, rebuild, string, text } from "./protobuf.ts";
import { int8, microsoft, q4, type Scheme, type Weight } from "./schemes.ts";

/**
 * Rewrites an ONNX model so that every MatMul by a constant matrix, in subgraphs too, has the quantised operators that
 * the hub's exports of that precision have. Convolutions and embeddings stay. A weight is taken to be read by MatMuls
 * only, and to be an initializer of the outer graph, of floats or of halves behind a Cast.
 */
export function quantised(model: Uint8Array, precision: "int8" | "q4"): Uint8Array {
  const scheme = precision === "int8" ? int8 : q4;
  const graph = at(model, 7);
  const weights = readWeights(graph);
  const used = new Set<Weight>();
  const isGone = new Set<string>();
  const rewritten = quantiseGraph(graph, scheme, (name) => {
    const weight = weights.get(name);
    if (weight === undefined || !scheme.fits(weight)) return undefined;
    used.add(weight);
    isGone.add(weight.name).add(weight.stored);
    return weight;
  });
  const remaining = rebuild(rewritten, (field, bytes) => {
    const made = field === 1 ? at(bytes, 2) : field === 5 ? at(bytes, 8) : bytes.subarray(0, 0);
    return isGone.has(text(made)) ? [] : [[field, bytes]];
  });
  const constants = [...used].flatMap(scheme.constants).map((constant) => encode(5, toTensor(constant)));
  const whole = join([remaining, ...constants]);
  const imports = encode(8, join([string(1, microsoft), integer(2, 1)]));
  const rest = rebuild(model, (field, bytes) => [[field, field === 7 ? whole : bytes]]);
  return precision === "q4" ? join([rest, imports]) : rest;
}

/** GraphProto with the weights' MatMuls replaced. NodeProto: output 2, op_type 4, attribute 5 {g 6}. */
function quantiseGraph(
  graph: Uint8Array,
  scheme: Scheme,
  weightOf: (name: string) => Weight | undefined,
): Uint8Array {
  const lefts = new Set<string>();
  const replace = (node: Uint8Array): readonly Uint8Array[] => {
    const [left, right] = textsOf(node, 1) as [string, string];
    const weight = text(at(node, 4)) === "MatMul" ? weightOf(right) : undefined;
    if (weight === undefined) return [withSubgraphs(node, (inner) => quantiseGraph(inner, scheme, weightOf))];
    const isNew = !lefts.has(left);
    lefts.add(left);
    return scheme.nodes(left, weight, text(at(node, 2)), isNew).map(toNode);
  };
  return rebuild(graph, (field, bytes) =>
    field === 1 ? replace(bytes).map((node) => [1, node] as const) : [[field, bytes]],
  );
}

function withSubgraphs(node: Uint8Array, change: (graph: Uint8Array) => Uint8Array): Uint8Array {
  const within = (attribute: Uint8Array) =>
    rebuild(attribute, (field, bytes) => [[field, field === 6 ? change(bytes) : bytes]]);
  return rebuild(node, (field, bytes) => [[field, field === 5 ? within(bytes) : bytes]]);
}

/** The matrices of a graph, by the name that nodes read. TensorProto: dims 1, data_type 2, name 8, raw_data 9. */
function readWeights(graph: Uint8Array): ReadonlyMap<string, Weight> {
  const weights = new Map<string, Weight>();
  for (const { field, bytes } of fieldsOf(graph)) {
    if (field !== 5 || bytes === undefined) continue;
    const integers = (wanted: number) =>
      [...fieldsOf(bytes)].flatMap(({ field, integer }) => (field === wanted ? [integer as number] : []));
    const [[rows, columns, more], [type]] = [integers(1), integers(2)];
    if (rows === undefined || columns === undefined || more !== undefined) continue;
    if (type !== float && type !== half) continue;
    const { buffer } = new Uint8Array(at(bytes, 9));
    const halves = { type: "float16", data: new Uint16Array(buffer), dims: [] } as const;
    const values = type === float ? new Float32Array(buffer) : floatsOf(halves);
    const name = text(at(bytes, 8));
    weights.set(name, { name, stored: name, rows, columns, values });
  }
  for (const { field, bytes } of fieldsOf(graph)) {
    if (field !== 1 || bytes === undefined || text(at(bytes, 4)) !== "Cast") continue;
    const [weight, name] = [weights.get(text(at(bytes, 1))), text(at(bytes, 2))];
    if (weight !== undefined) weights.set(name, { ...weight, name });
  }
  return weights;
}

const { float, float16: half } = elementTypes;

function textsOf(message: Uint8Array, wanted: number): string[] {
  const isWanted = ({ field }: { field: number }) => field === wanted;
  return [...fieldsOf(message)].filter(isWanted).map(({ bytes }) => text(bytes as Uint8Array));
}

/** How many nodes of each operator a model has, those of subgraphs among them. */
export function countOperators(model: Uint8Array): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const count = (graph: Uint8Array): Uint8Array =>
    rebuild(graph, (field, bytes) => {
      if (field !== 1) return [];
      const operator = text(at(bytes, 4));
      counts[operator] = (counts[operator] ?? 0) + 1;
      withSubgraphs(bytes, count);
      return [];
    });
  count(at(model, 7));
  return counts;
}
