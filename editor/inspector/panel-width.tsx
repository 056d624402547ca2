import "./panel-width.css";
import { type KeyboardEvent, type PointerEvent, type RefObject, useState } from "react";
import { useText } from "../texts/texts.ts";
import { readStored, writeStored } from "../ui/storage.ts";

const key = "patchbay.inspector.width";
/** Widths of the inspector in px. */
const widths = { least: 260, usual: 296, most: 560, step: 20 };

/** The width that this browser remembers. */
export function usePanelWidth() {
  const [width, show] = useState(() => clamp(readStored<number>("localStorage", key) ?? widths.usual));
  const setWidth = (next: number) => {
    writeStored("localStorage", key, clamp(next));
    show(clamp(next));
  };
  return { width, setWidth };
}

/** The left edge of the inspector: drag it, or use the arrow keys; a double click goes back to the usual width. */
export function PanelEdge(props: {
  readonly panel: RefObject<HTMLElement | null>;
  readonly width: number;
  setWidth(width: number): void;
}) {
  const { panel, width, setWidth } = props;
  const t = useText();
  const dragged = ({ clientX, currentTarget, pointerId }: PointerEvent) => {
    if (!currentTarget.hasPointerCapture(pointerId) || panel.current === null) return;
    panel.current.style.width = `${clamp(panel.current.getBoundingClientRect().right - clientX)}px`;
  };
  const pressed = (event: KeyboardEvent) => {
    const by = { ArrowLeft: widths.step, ArrowRight: -widths.step }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    setWidth(width + by);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>
    <div
      className="panel-width-edge"
      role="separator"
      aria-orientation="vertical"
      aria-label={t("inspector.width")}
      aria-valuemin={widths.least}
      aria-valuemax={widths.most}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        event.preventDefault();
      }}
      onPointerMove={dragged}
      onLostPointerCapture={() => setWidth(panel.current?.getBoundingClientRect().width ?? width)}
      onDoubleClick={() => setWidth(widths.usual)}
      onKeyDown={pressed}
    />
  );
}

function clamp(width: number): number {
  return Math.round(Math.max(widths.least, Math.min(widths.most, width)));
}
