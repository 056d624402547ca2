import { afterEach, expect, test, vi } from "vitest";
import { noSelection } from "./selection.ts";
import { createViewStore, type ViewStore } from "./view.ts";

/** A window of this width in px, as far as queries of `width < Nrem` go; a rem has 16 px. */
function pageOf(widthPx: number): ViewStore {
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: widthPx < 16 * Number(/\d+/.exec(query)?.[0]),
    addEventListener: () => {},
  }));
  return createViewStore();
}
afterEach(() => vi.unstubAllGlobals());

const panelsOf = (view: ViewStore) => {
  const { isPaletteOpen, isInspectorOpen } = view.getState();
  return { isPaletteOpen, isInspectorOpen };
};
const node = { ...noSelection, nodes: ["vad"] };

test("panels are open at first where there is room beside the canvas", () => {
  expect(panelsOf(pageOf(1104))).toEqual({ isPaletteOpen: true, isInspectorOpen: true });
  expect(panelsOf(pageOf(1103))).toEqual({ isPaletteOpen: true, isInspectorOpen: false });
  expect(panelsOf(pageOf(703))).toEqual({ isPaletteOpen: false, isInspectorOpen: false });
});

test("on a phone one panel goes for the other", () => {
  const view = pageOf(390);
  view.setState({ isPaletteOpen: true });
  view.setState({ isInspectorOpen: true });
  expect(panelsOf(view)).toEqual({ isPaletteOpen: false, isInspectorOpen: true });
  view.setState({ isPaletteOpen: true });
  expect(panelsOf(view)).toEqual({ isPaletteOpen: true, isInspectorOpen: false });
});

test("an inspector over the canvas goes with the selection, one beside it stays", () => {
  for (const [widthPx, isInspectorOpen] of [
    [900, false],
    [1440, true],
  ] as const) {
    const view = pageOf(widthPx);
    view.setState({ selection: node });
    view.setState({ isInspectorOpen: true });
    view.setState({ selection: noSelection });
    expect(panelsOf(view)).toMatchObject({ isInspectorOpen });
  }
});
