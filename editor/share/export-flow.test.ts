import { expect, test } from "vitest";
import { flowText } from "#engine/flow/flow-text.ts";
import { importText } from "#engine/flow/import-text.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { validateFlow } from "#engine/flow/validate.ts";
import { catalogue } from "../document/catalogue.ts";
import { examples } from "../welcome/examples.ts";
import { selectedFlow } from "./export-flow.ts";

const options = { catalogue, existingIds: new Set<string>(), onClash: "copy" as const };

test.each(examples.map((flow) => [flow.id, flow] as const))("%s comes back as it was", (_id, flow) => {
  const text = flowText(flow);
  const { flows } = importText(text, options);
  expect(flows).toEqual([flow]);
  expect(flowText(flows[0] as Flow)).toBe(text);
});

test("keys stand in the order of the schema, nodes in that of the document", () => {
  const [flow] = examples as [Flow];
  const text = flowText(flow);
  expect([...text.matchAll(/^ {2}"(\w+)":/gm)].map(([, key]) => key)).toEqual(
    ["format", "id", "name", "description", "nodes", "edges", "groups", "comments"].filter(
      (key) => key in flow,
    ),
  );
  const ids = (JSON.parse(text) as Flow).nodes.map(({ id }) => id);
  expect(ids).toEqual(flow.nodes.map(({ id }) => id));
});

test("a selection becomes a flow of its own, with the wires among its nodes and whole groups only", () => {
  const flow = examples.find(({ id }) => id === "live-translate") as Flow;
  const part = selectedFlow(
    flow,
    { nodes: ["source", "resample", "vad"], edges: [], comments: ["partials"] },
    "Part",
  );
  expect(validateFlow(part, catalogue)).toMatchObject({ ok: true });
  expect(part.nodes.map(({ id }) => id)).toEqual(["source", "resample", "vad"]);
  expect(part.edges).toHaveLength(2);
  expect(part.groups).toBeUndefined();
  expect(part.comments).toHaveLength(1);
  expect(part.id).toBe("live-translate-part");
});

test("the longest id is still an id with -part behind it", () => {
  const [flow] = examples as [Flow];
  const part = selectedFlow(
    { ...flow, id: "x".repeat(128) },
    { nodes: ["source"], edges: [], comments: [] },
    "P",
  );
  expect(validateFlow(part, catalogue)).toMatchObject({ ok: true });
});
