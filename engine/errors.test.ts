import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { errorTable, FlowError, formatProblem, toFlowError } from "./errors.ts";

const codes = Object.keys(errorTable);

test("ERRORS.md holds each code of the table once, in its order, with the same text", () => {
  const document = readFileSync(join(import.meta.dirname, "ERRORS.md"), "utf8");
  const rows = document.split("\n").filter((line) => line.startsWith("| `"));
  const cells = rows.map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|")));
  const documented = cells.map(([, code, what, hint]) => [code, what, hint]);
  const known = Object.entries(errorTable).map(([code, { what, hint }]) => [`\`${code}\``, what, hint]);
  expect(documented).toEqual(known);
});

test("a code is kebab-case in two parts, its texts are sentences of one line", () => {
  for (const [code, { what, hint }] of Object.entries(errorTable)) {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    for (const text of [what, hint]) expect(text).toMatch(/^[^\n]+\.$/);
  }
  expect(codes.length).toBeGreaterThan(0);
});

test("a problem is one line with node, field, message, hint and code", () => {
  const error = new FlowError("config.invalid", {
    nodeId: "vad",
    field: "threshold",
    message: "2 is\n  not allowed.",
    hint: "Give a number from 0 to 1.",
  });
  expect(formatProblem(error)).toBe(
    'node "vad", field "threshold": 2 is not allowed. Give a number from 0 to 1. [config.invalid]',
  );
});

test("a problem without node or field leaves them out, and the table speaks where nothing else does", () => {
  const { what, hint } = errorTable["flow.not-json"];
  expect(formatProblem(new FlowError("flow.not-json"))).toBe(`${what} ${hint} [flow.not-json]`);
  expect(formatProblem(new FlowError("flow.not-json", { field: "/" }))).toMatch(/^field "\/": /);
});

test("an error keeps the first node that it was said of, with code, field, hint and cause", () => {
  const cause = new Error("cause");
  const error = new FlowError("port.in-use", { field: "port", hint: "Use 0.", cause }).atNode("out");
  expect(error.atNode("other")).toBe(error);
  expect(error).toMatchObject({ code: "port.in-use", nodeId: "out", field: "port", hint: "Use 0.", cause });
});

test("anything thrown becomes a FlowError, and a FlowError keeps its own code", () => {
  const cause = new Error("no such file");
  expect(toFlowError(cause, "node.failed", { nodeId: "in" })).toMatchObject({
    code: "node.failed",
    nodeId: "in",
    message: `${errorTable["node.failed"].what} no such file`,
    cause,
  });
  expect(toFlowError("text", "node.failed").message).toContain("text");
  const own = new FlowError("model.missing");
  expect(toFlowError(own, "node.failed")).toBe(own);
  expect(toFlowError(own, "node.failed", { nodeId: "asr" })).toMatchObject({
    code: "model.missing",
    nodeId: "asr",
  });
});
