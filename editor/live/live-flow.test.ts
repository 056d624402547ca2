import { expect, test } from "vitest";
import { findOtherFlows } from "./live-flow.ts";

const flow = (id: string, revision: number, name = "") => ({ id, name, revision });
const server =
  (flows: readonly object[], status = 200) =>
  async () =>
    Response.json({ flows }, { status });

test("as long as the flow of live sessions is deployed there is nothing to tell", async () => {
  expect(await findOtherFlows(server([flow("live-translate", 3), flow("captions", 1)]))).toBeUndefined();
});

test("when it is not, or is gone, the flows that are deployed are named", async () => {
  const others = [flow("captions", 1, "Captions"), flow("draft", 0), flow("meeting", 2)];
  expect(await findOtherFlows(server([...others, flow("live-translate", 0)]))).toEqual([
    "Captions",
    "meeting",
  ]);
  expect(await findOtherFlows(server(others))).toEqual(["Captions", "meeting"]);
  expect(await findOtherFlows(server([]))).toEqual([]);
});

test("a server that does not tell raises no alarm", async () => {
  expect(await findOtherFlows(server([], 503))).toBeUndefined();
  expect(await findOtherFlows(() => Promise.reject(new TypeError("offline")))).toBeUndefined();
});
