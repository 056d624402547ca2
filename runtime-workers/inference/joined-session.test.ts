import { expect, test } from "vitest";
import { JoinedSession } from "./joined-session.ts";
import { float32, type InferenceSession, int64, type Tensor } from "./session.ts";

type Tensors = Readonly<Record<string, Tensor>>;

/** A model that adds one to each value of `x`, row by row, and keeps what it was given. */
function adder() {
  const given: Tensors[] = [];
  const session: InferenceSession = {
    inputNames: ["x"],
    outputNames: ["y"],
    async run(feeds) {
      given.push(feeds);
      const { data, dims } = feeds["x"] as Tensor;
      if (dims.includes(13)) throw new RangeError("thirteen");
      return {
        y: float32(
          (data as Float32Array).map((value) => value + 1),
          dims,
        ),
      };
    },
    release: async () => {},
  };
  return { session, given };
}

const row = (...values: number[]) => float32(Float32Array.from(values), [1, values.length]);
const valuesOf = (tensor: Tensor | undefined) => Array.from(tensor?.data ?? [], Number);

test("runs that are wanted at the same time are one run, and each gets its own row", async () => {
  const { session, given } = adder();
  const joined = new JoinedSession(session, {});
  const outputs = await Promise.all([1, 10, 100].map((value) => joined.run({ x: row(value, value + 1) })));
  expect(outputs.map(({ y }) => valuesOf(y))).toEqual([
    [2, 3],
    [11, 12],
    [101, 102],
  ]);
  expect(outputs.map(({ y }) => y?.dims)).toEqual([
    [1, 2],
    [1, 2],
    [1, 2],
  ]);
  expect(given.map(({ x }) => x?.dims)).toEqual([[3, 2]]);
});

test("tasks in step with one another share every step, and rows that stay together are not copied", async () => {
  const { session, given } = adder();
  const joined = new JoinedSession(session, {});
  const decode = async (start: number, steps: number) => {
    let state = row(start);
    for (let step = 0; step < steps; step++) {
      await null; // as much work as a task likes between two runs, as long as it waits for nothing else
      state = (await joined.run({ x: state }))["y"] as Tensor;
    }
    return valuesOf(state);
  };
  expect(await Promise.all([decode(0, 4), decode(10, 4), decode(20, 2)])).toEqual([[4], [14], [22]]);
  expect(given.map(({ x }) => x?.dims[0])).toEqual([3, 3, 2, 2]);
  const outputs = await Promise.all([joined.run({ x: row(1) }), joined.run({ x: row(2) })]);
  await Promise.all(outputs.map(({ y }) => joined.run({ x: y as Tensor })));
  expect(given.at(-1)?.["x"]?.data.buffer).toBe(outputs[0]?.["y"]?.data.buffer);
});

test("what is the same for a row in every run is copied once, when the rows change", async () => {
  const { session, given } = adder();
  const joined = new JoinedSession(session, {});
  const memory = [row(1), row(2), row(3)];
  const runOf = (rows: readonly number[]) =>
    Promise.all(rows.map((at) => joined.run({ x: row(at), memory: memory[at] as Tensor })));
  for (const rows of [
    [0, 1, 2],
    [0, 1, 2],
    [0, 2],
    [0, 2],
  ])
    await runOf(rows);
  const buffers = given.map((feeds) => feeds["memory"]?.data.buffer);
  expect(buffers[1]).toBe(buffers[0]);
  expect(buffers[2]).not.toBe(buffers[0]);
  expect(buffers[3]).toBe(buffers[2]);
  expect(valuesOf(given[3]?.["memory"])).toEqual([1, 3]);
});

test("runs of other sizes are run by themselves, and none waits for ever", async () => {
  const { session, given } = adder();
  const joined = new JoinedSession(session, {});
  const outputs = await Promise.all([row(1), row(1, 2), row(3), row(3, 4, 5)].map((x) => joined.run({ x })));
  expect(outputs.map(({ y }) => valuesOf(y))).toEqual([[2], [2, 3], [4], [4, 5, 6]]);
  expect(given.map(({ x }) => x?.dims)).toEqual([
    [2, 1],
    [1, 2],
    [1, 3],
  ]);
});

test("rows may lie along another axis, and what is shared stays one", async () => {
  const { session, given } = adder();
  const joined = new JoinedSession(session, { axes: { x: 1, y: 1 }, shared: ["rate"] });
  const states = [1, 2].map((value) => float32(Float32Array.of(value, value * 10), [2, 1, 1]));
  const outputs = await Promise.all(states.map((x) => joined.run({ x, rate: int64([16000], []) })));
  expect(given[0]?.["x"]?.dims).toEqual([2, 2, 1]);
  expect(valuesOf(given[0]?.["x"])).toEqual([1, 2, 10, 20]);
  expect(given[0]?.["rate"]?.dims).toEqual([]);
  expect(outputs.map(({ y }) => valuesOf(y))).toEqual([
    [2, 11],
    [3, 21],
  ]);
});

test("a run that fails fails for those in it, and the next one works", async () => {
  const { session } = adder();
  const joined = new JoinedSession(session, {});
  const thirteen = () => joined.run({ x: float32(new Float32Array(13), [1, 13]) });
  const results = await Promise.allSettled([thirteen(), thirteen(), joined.run({ x: row(1) })]);
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "fulfilled"]);
  expect(valuesOf((await joined.run({ x: row(5) }))["y"])).toEqual([6]);
});
