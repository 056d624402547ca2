import { type Building, joinHeads, linear, project, splitHeads } from "./layers.ts";
import { headWidth } from "./sizes.ts";

/** Keys and values of an attention, [batch, heads, tokens, head width]. */
export interface Memory {
  readonly key: string;
  readonly value: string;
}

/** Keys and values of `x`, [batch, tokens, width]. @param outputs their names, where others have to know them */
export function remember(building: Building, name: string, x: string, outputs?: Memory): Memory {
  const part = (of: "key" | "value", projection: string) =>
    splitHeads(building, project(building, `${name}.${projection}`, x), undefined, outputs?.[of]);
  return { key: part("key", "k_proj"), value: part("value", "v_proj") };
}

/** Further settings of an attention. */
export interface AttentionOptions {
  /** Added to the scores. */
  readonly mask?: string | undefined;
  /** Name of the weights [batch, heads, tokens, keys], where they are an output. */
  readonly weightsOutput?: string | undefined;
}

/**
 * What `x` finds in a memory, [batch, tokens, width].
 * Source: huggingface/transformers, WhisperAttention (eager): the queries are scaled, the keys are not.
 */
export function attend(
  building: Building,
  name: string,
  x: string,
  { key, value }: Memory,
  { mask, weightsOutput }: AttentionOptions = {},
): string {
  const { graph, size } = building;
  const scale = graph.scalar(headWidth(size) ** -0.5);
  const query = splitHeads(building, graph.node("Mul", [project(building, `${name}.q_proj`, x), scale]));
  const turned = graph.node("Transpose", [key], { perm: [0, 1, 3, 2] });
  const scores = graph.node("MatMul", [query, turned]);
  const masked = mask === undefined ? scores : graph.node("Add", [scores, mask]);
  const weights = graph.node("Softmax", [masked], { axis: 3 }, weightsOutput);
  const found = joinHeads(building, graph.node("MatMul", [weights, value]));
  return linear(building, `${name}.out_proj`, found, { from: size.width, to: size.width });
}
