import type { Tensor } from "./session.ts";

/** Where a tensor's values lie in a larger one: its row along the axis at which rows were laid side by side. */
interface Place {
  readonly whole: Tensor;
  readonly row: number;
}

type Values = Tensor["data"];

/**
 * Lays tensors side by side and takes them apart, and remembers what belongs together: rows that come out of one run
 * and go into the next one in the same order are not copied, since the whole that they were cut from goes in.
 */
export class JoinedTensors {
  readonly #places = new WeakMap<Tensor, Place>();

  /** Tensors of the same size as one, whose axis counts them. @param axis at which each has the size 1 */
  join(rows: readonly Tensor[], axis: number): Tensor {
    const whole = this.#wholeOf(rows, axis) ?? concatenate(rows, axis);
    for (const [row, tensor] of rows.entries()) this.#places.set(tensor, { whole, row });
    return whole;
  }

  /** The rows of a tensor along an axis, each with the size 1 there; views where the axis is the first. */
  split(whole: Tensor, axis: number): Tensor[] {
    const rows = cut(whole, axis);
    for (const [row, tensor] of rows.entries()) this.#places.set(tensor, { whole, row });
    return rows;
  }

  #wholeOf(rows: readonly Tensor[], axis: number): Tensor | undefined {
    const whole = this.#places.get(rows[0] as Tensor)?.whole;
    if (whole === undefined || whole.dims[axis] !== rows.length) return undefined;
    const isInPlace = (tensor: Tensor, row: number) => {
      const place = this.#places.get(tensor);
      return place?.whole === whole && place.row === row;
    };
    return rows.every(isInPlace) ? whole : undefined;
  }
}

function concatenate(rows: readonly Tensor[], axis: number): Tensor {
  const { type, dims, data: first } = rows[0] as Tensor;
  const block = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  const blocks = first.length / Math.max(1, block);
  const data = emptyLike(first, first.length * rows.length);
  for (const [row, tensor] of rows.entries()) {
    for (let at = 0; at < blocks; at++) {
      const part = tensor.data.subarray(at * block, (at + 1) * block);
      data.set(part as never, (at * rows.length + row) * block);
    }
  }
  return { type, data, dims: dims.with(axis, rows.length) };
}

function cut({ type, dims, data }: Tensor, axis: number): Tensor[] {
  const count = dims[axis] as number;
  const block = dims.slice(axis + 1).reduce((product, size) => product * size, 1);
  const blocks = data.length / Math.max(1, block * count);
  const cutDims = dims.with(axis, 1);
  return Array.from({ length: count }, (_, row) => {
    if (axis === 0) return { type, data: data.subarray(row * block, (row + 1) * block), dims: cutDims };
    const part = emptyLike(data, blocks * block);
    for (let at = 0; at < blocks; at++) {
      const from = (at * count + row) * block;
      part.set(data.subarray(from, from + block) as never, at * block);
    }
    return { type, data: part, dims: cutDims };
  });
}

/** Engines give halves as Float16Array where the platform has it: a copy is of the same class. */
function emptyLike(values: Values, length: number): Values {
  return new (values.constructor as new (length: number) => Values)(length);
}
