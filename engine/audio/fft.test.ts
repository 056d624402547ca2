import { expect, test } from "vitest";
import { RealFft } from "./fft.ts";

const frameOf = (size: number) =>
  Float64Array.from({ length: size }, (_, at) => Math.sin(at * at * 0.37) + 0.2);

/** The definition of the DFT, term by term. */
function slowPower(frame: Float64Array): number[] {
  return Array.from({ length: frame.length / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    frame.forEach((value, at) => {
      const angle = (2 * Math.PI * ((k * at) % frame.length)) / frame.length;
      re += value * Math.cos(angle);
      im -= value * Math.sin(angle);
    });
    return re * re + im * im;
  });
}

test.each([2, 4, 6, 8, 10, 12, 30, 90, 150, 240, 320, 400, 480, 512, 1024])(
  "the power of a frame of %i is that of the definition",
  (size) => {
    const frame = frameOf(size);
    const out = new Float64Array(size / 2 + 1);
    new RealFft(size).power(frame, out);
    slowPower(frame).forEach((power, k) => {
      expect(Math.abs((out[k] as number) - power)).toBeLessThan(1e-9 * size * size);
    });
  },
);

test("a frame leaves no trace in the next one, and is not written to", () => {
  const fft = new RealFft(400);
  const frame = frameOf(400);
  const copy = frame.slice();
  const first = new Float64Array(201);
  const second = new Float64Array(201);
  fft.power(frame, first);
  fft.power(new Float32Array(400).fill(1), new Float32Array(201));
  fft.power(frame, second);
  expect(second).toEqual(first);
  expect(frame).toEqual(copy);
});

test.each([0, 1, 7, 15, 14, 401, 2.5])("the size %d is refused", (size) => {
  expect(() => new RealFft(size)).toThrow(RangeError);
});
