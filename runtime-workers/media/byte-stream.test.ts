import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteStream } from "./byte-stream.ts";

test("reads, peeks and skips give the bytes in order, however the source cuts them", () => {
  const cuts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 });
  const step = fc.record({ kind: fc.constantFrom("read", "peek", "skip"), length: fc.nat(60) });
  const property = fc.asyncProperty(cuts, fc.array(step, { maxLength: 20 }), async (parts, steps) => {
    const whole = Buffer.concat(parts);
    const rest = [...parts];
    const stream = new ByteStream(async () => rest.shift());
    let at = 0;
    for (const { kind, length } of steps) {
      const expected = whole.subarray(at, at + length);
      if (kind === "read") expect(Buffer.from(await stream.read(length))).toEqual(expected);
      else if (kind === "peek") expect(Buffer.from(await stream.peek(length))).toEqual(expected);
      else await stream.skipTo(at + length);
      if (kind !== "peek") at += expected.length;
      expect(stream.offsetBytes).toBe(at);
    }
  });
  return fc.assert(property);
});
