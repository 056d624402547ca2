import { expect, test, vi } from "vitest";
import { metricsMessage, sessionFigures } from "../../links/testing.ts";
import { OpsStore } from "./ops-store.ts";

const line = { type: "log", timeMs: 1, level: "info", message: "started" } as const;

test("charts get every message, tables of one a second", () => {
  const store = new OpsStore();
  const charts = vi.fn();
  const tables = vi.fn();
  store.subscribe("samples", charts);
  store.subscribe("tables", tables);
  for (let index = 0; index < 12; index++) {
    store.receive(metricsMessage(1000 + index * 250, sessionFigures("a", index)));
  }
  expect(charts).toHaveBeenCalledTimes(12);
  expect(tables).toHaveBeenCalledTimes(3);
});

test("rates are over a second, so that single packets don't make them jump", () => {
  const store = new OpsStore();
  for (const [index, packets] of [0, 10, 10, 20, 20, 30, 30, 40, 40].entries()) {
    store.receive(metricsMessage(1000 + index * 250, sessionFigures("a", packets)));
  }
  expect(store.samples.columns("packetsPerSecond")[1].slice(-4)).toEqual([20, 20, 20, 20]);
});

test("a session that comes, goes or changes its state is shown at once", () => {
  const store = new OpsStore();
  store.receive(metricsMessage(1000, sessionFigures("a", 1)));
  store.receive(metricsMessage(1250, sessionFigures("a", 2), sessionFigures("b", 1)));
  expect(store.tables()?.sessions).toHaveLength(2);
  store.receive(
    metricsMessage(1500, { ...sessionFigures("a", 2), state: "waiting" }, sessionFigures("b", 1)),
  );
  expect(store.tables()?.sessions[0]?.state).toBe("waiting");
});

test("between two changes React gets the same object", () => {
  const store = new OpsStore();
  store.receive(metricsMessage(1000, sessionFigures("a", 1)));
  const before = store.tables();
  store.receive(metricsMessage(1250, sessionFigures("a", 2)));
  expect(store.tables()).toBe(before);
});

test("the log is bounded, and lines that come again with a new connection are not doubled", () => {
  const store = new OpsStore();
  store.setConnection("open");
  for (let index = 1; index <= 600; index++) store.receive({ ...line, timeMs: index });
  expect(store.logs()).toHaveLength(500);
  expect(new Set(store.logs().map(({ number }) => number)).size).toBe(500);
  store.setConnection("lost");
  store.setConnection("open");
  for (const timeMs of [599, 600, 601]) store.receive({ ...line, timeMs });
  expect(store.logs().slice(-2)).toMatchObject([{ timeMs: 600 }, { timeMs: 601 }]);
});

test("who has unsubscribed gets nothing", () => {
  const store = new OpsStore();
  const listener = vi.fn();
  store.subscribe("logs", listener)();
  store.receive(line);
  expect(listener).not.toHaveBeenCalled();
});
