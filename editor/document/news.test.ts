import { expect, test, vi } from "vitest";
import { LiveFigures } from "../figures/live-figures.ts";
import { metricsMessage, sessionFigures } from "../links/testing.ts";
import { allSinks, EditorNews } from "./news.ts";
import { initials, personColour } from "./person.ts";

const editor = (editorId: string) => ({ editorId, flowId: "f", name: editorId, dirty: false });

test("the others are all but oneself, and nobody is known while the connection is lost", () => {
  const news = new EditorNews();
  news.setConnection("open", { editorId: "me" });
  news.receive({ type: "editors", editors: [editor("me"), editor("ana")] });
  expect(news.store.getState().editors.map(({ name }) => name)).toEqual(["ana"]);
  news.setConnection("lost", { retryAtMs: 5 });
  expect(news.store.getState()).toEqual({ connection: "lost", retryAtMs: 5, editors: [] });
});

test("news of flows reach who listens, until they do not want it any more", () => {
  const news = new EditorNews();
  const listener = vi.fn();
  const stop = news.onFlowChange(listener);
  const change = { type: "flow-changed", flowId: "f", reason: "deployed", revision: 2 } as const;
  news.receive(change);
  stop();
  news.receive(change);
  expect(listener.mock.calls).toEqual([[change]]);
});

test("figures and news come over one connection", () => {
  const [figures, news] = [new LiveFigures(), new EditorNews()];
  const sink = allSinks(figures, news);
  sink.setConnection("open", { editorId: "me" });
  figures.watchFlow("live-translate");
  sink.receive(metricsMessage(1000, sessionFigures("a", 1), sessionFigures("b", 1)));
  expect([figures.connection(), figures.sessions().length]).toEqual(["open", 2]);
  expect([news.sessionCount("live-translate"), news.sessionCount("other")]).toEqual([2, 0]);
});

test.each([
  ["Ana Ruiz", "AR"],
  ["ana maria de la ruiz", "AR"],
  ["Bo", "B"],
  ["  ", "?"],
  ["😀 Smile", "😀S"],
])("the initials of %j are %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test("a person keeps one of six colours", () => {
  const colours = Array.from({ length: 200 }, (_, at) => personColour(`editor-${at}`));
  expect(new Set(colours)).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  expect(personColour("x")).toBe(personColour("x"));
});
