import type {
  Attribute,
  GraphData,
  NodeData,
  TensorData,
  ValueInfo,
} from "#runtime-workers/testing/onnx/encode-model.ts";

/** Builds a graph node by node; values are known by their names. */
export class Graph {
  readonly name: string;
  readonly #outer: Graph | undefined;
  readonly #nodes: NodeData[] = [];
  readonly #constants = new Map<string, TensorData>();
  readonly #inputs: ValueInfo[] = [];
  readonly #outputs: ValueInfo[] = [];

  /** @param outer the graph of which this one is a branch: it holds the constants of both */
  constructor(name: string, outer?: Graph) {
    this.name = name;
    this.#outer = outer;
  }

  /** Adds a node with one output. @param output its name, where others have to know it */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `${this.name}/${operator}_${this.#nodes.length}`,
  ): string {
    this.#nodes.push({ operator, inputs, outputs: [output], attributes });
    return output;
  }

  /** Adds a node with several outputs, once for these inputs; answers their names. */
  sharedNode(operator: string, inputs: readonly string[], outputs: readonly string[]): readonly string[] {
    const names = outputs.map((output) => `${inputs[0]}/${output}`);
    const isThere = this.#nodes.some((node) => node.outputs[0] === names[0]);
    if (!isThere) this.#nodes.push({ operator, inputs, outputs: names, attributes: {} });
    return names;
  }

  /** Adds an If over a boolean; both branches give the same outputs. */
  branch(condition: string, then: Graph, otherwise: Graph): void {
    const outputs = then.#outputs.map(({ name }) => name);
    const attributes = { then_branch: { graph: then.data() }, else_branch: { graph: otherwise.data() } };
    this.#nodes.push({ operator: "If", inputs: [condition], outputs, attributes });
  }

  /** Makes a constant known, once; answers its name. */
  constant(tensor: TensorData): string {
    if (this.#outer !== undefined) return this.#outer.constant(tensor);
    this.#constants.set(tensor.name, tensor);
    return tensor.name;
  }

  /** A constant of integers; a list unless `dims` says otherwise. */
  integers(values: readonly number[], dims: readonly number[] = [values.length]): string {
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.constant({ name: `i64_${values}_${dims}`, type: "int64", dims, values: bytes });
  }

  /** A constant of one byte without an axis. */
  byte(value: number): string {
    return this.constant({ name: `i8_${value}`, type: "int8", dims: [], values: Uint8Array.of(value) });
  }

  /** A constant of one float without an axis. */
  scalar(value: number): string {
    const bytes = new Uint8Array(Float32Array.of(value).buffer);
    return this.constant({ name: `f32_${value}`, type: "float", dims: [], values: bytes });
  }

  input(info: ValueInfo): string {
    this.#inputs.push(info);
    return info.name;
  }

  output(info: ValueInfo): void {
    this.#outputs.push(info);
  }

  data(): GraphData {
    const constants = [...this.#constants.values()];
    return { name: this.name, nodes: this.#nodes, constants, inputs: this.#inputs, outputs: this.#outputs };
  }
}
