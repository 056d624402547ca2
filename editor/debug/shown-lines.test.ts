import { expect, test } from "vitest";
import { linesOf, ShownLines } from "./shown-lines.ts";

const line = (nodeId: string, at: number) => ({
  ...{ nodeId, port: "in", startMs: at, endMs: at + 1 },
  text: `line ${at}`,
});
const message = (sessionId: string, ...lines: ReturnType<typeof line>[]) =>
  ({ type: "shown", sessionId, flowId: "f", lines }) as const;

function textsOf(shown: ShownLines, sessionId?: string): string[] {
  return linesOf(shown.store.getState().sessions, "f", sessionId).map(({ text }) => text);
}

test("lines of a session stand in the order in which they came, each with an id of its own", () => {
  const shown = new ShownLines();
  shown.receive(message("s", line("a", 1), line("b", 2)));
  shown.receive(message("s", line("a", 3)));
  expect(textsOf(shown, "s")).toEqual(["line 1", "line 2", "line 3"]);
  const { sessions } = shown.store.getState();
  expect(new Set(linesOf(sessions, "f", "s").map(({ id }) => id)).size).toBe(3);
});

test("of each node the last 200 lines stay, so that a loud node drives no other one out", () => {
  const shown = new ShownLines();
  shown.receive(message("s", line("quiet", 0)));
  for (let at = 1; at <= 500; at++) shown.receive(message("s", line("loud", at)));
  const texts = textsOf(shown, "s");
  expect(texts).toHaveLength(201);
  expect(texts.slice(0, 2)).toEqual(["line 0", "line 301"]);
});

test("without a session that is watched the flow's last one counts; another flow's never does", () => {
  const shown = new ShownLines();
  shown.receive(message("one", line("a", 1)));
  shown.receive(message("two", line("a", 2)));
  shown.receive({ ...message("elsewhere", line("a", 3)), flowId: "g" });
  expect(textsOf(shown)).toEqual(["line 2"]);
  expect(textsOf(shown, "one")).toEqual(["line 1"]);
  expect(textsOf(shown, "silent")).toEqual([]);
});

test("sessions that showed nothing for longest are forgotten, and a lost connection forgets none", () => {
  const shown = new ShownLines();
  for (let session = 1; session <= 9; session++) shown.receive(message(`s${session}`, line("a", session)));
  shown.setConnection();
  expect(textsOf(shown, "s1")).toEqual([]);
  expect(textsOf(shown, "s2")).toEqual(["line 2"]);
});
