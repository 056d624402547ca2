import { expect, test } from "vitest";
import { chain } from "../document/testing.ts";
import { connectEnds } from "./connect-ends.ts";

const groups = (flow: typeof chain, nodeId: string) => connectEnds(flow, nodeId).map(({ group }) => group);

test("inputs that need a wire come first, then outputs, other inputs, and the error output last", () => {
  const unwired = groups({ ...chain, edges: [] }, "vad");
  expect(unwired[0]).toBe("needed");
  expect(unwired[1]).toBe("outputs");
  expect(unwired.at(-1)).toBe("error");
  const wired = groups(chain, "vad");
  expect(wired[0]).toBe("outputs");
  expect(wired.slice(-2)).toEqual(["inputs", "error"]);
});
