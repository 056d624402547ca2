import type { Command } from "../../document/command.ts";
import { hasFlow, hasNodes } from "./edit-commands.ts";

/** Commands that change what part of the flow is seen. Keys by their place: digits are shifted on French keyboards. */
export const viewCommands: readonly Command[] = [
  {
    id: "view.fit",
    section: "view",
    title: "canvas.do.fit",
    keys: ["Digit1"],
    isEnabled: hasFlow,
    run: ({ canvas }) => canvas?.fit(),
  },
  {
    id: "view.reveal",
    section: "view",
    title: "canvas.do.reveal",
    keys: ["Digit2"],
    isEnabled: hasNodes,
    run: ({ canvas, selection }) => canvas?.reveal(selection.nodes),
  },
  {
    id: "view.zoom-in",
    section: "view",
    title: "canvas.do.zoom-in",
    keys: ["Equal", "NumpadAdd"],
    isEnabled: hasFlow,
    run: ({ canvas }) => canvas?.zoomIn(),
  },
  {
    id: "view.zoom-out",
    section: "view",
    title: "canvas.do.zoom-out",
    keys: ["Minus", "NumpadSubtract"],
    isEnabled: hasFlow,
    run: ({ canvas }) => canvas?.zoomOut(),
  },
  {
    id: "view.zoom-reset",
    section: "view",
    title: "canvas.do.zoom-reset",
    keys: ["$mod+Digit0"],
    isEnabled: hasFlow,
    run: ({ canvas }) => canvas?.zoomReset(),
  },
];
