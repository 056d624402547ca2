import "./time-axis.css";
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from "react";
import {
  type MediaRange,
  msAt,
  notch,
  panned,
  shareAt,
  spanOf,
  viewAfterKey,
  zoomed,
} from "./media-range.ts";
import { tickLabel, tickStep, ticksIn } from "./ticks.ts";

/** Room of a tick with its label, in px. */
const tickRoomPx = 84;

/**
 * An axis in media time under the lanes that lie on it. The wheel zooms at the pointer, dragging and the arrow keys
 * move the view, + and - zoom, 0 shows everything. Who places something in a lane does it by `placeIn`.
 */
export function TimeAxis(props: {
  /** What it is a timeline of, for screen readers. */
  readonly label: string;
  /** What there is. */
  readonly bounds: MediaRange;
  /** What is in view. */
  readonly view: MediaRange;
  onView(view: MediaRange): void;
  readonly children: ReactNode;
}) {
  const { label, bounds, view, onView, children } = props;
  const lanes = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(lanes);
  useWheelZoom(lanes, (factor, share) => onView(zoomed(view, factor, msAt(view, share), bounds)));
  const drag = useDrag((byPx) => onView(panned(view, (-byPx / Math.max(1, widthPx)) * spanOf(view), bounds)));
  const pressed = (event: KeyboardEvent) => {
    const next = viewAfterKey(event.key, view, bounds);
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    onView(next);
  };
  const stepMs = tickStep(view, widthPx, tickRoomPx);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is of a form
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys move the view
    <div className="time-axis" role="group" aria-label={label} tabIndex={0} onKeyDown={pressed} {...drag}>
      <div className="time-axis-lanes" ref={lanes}>
        {children}
      </div>
      <div className="time-axis-ticks figures" aria-hidden>
        {ticksIn(view, stepMs).map((ms) => (
          <span key={ms} style={{ insetInlineStart: `${100 * shareAt(view, ms)}%` }}>
            {tickLabel(ms, stepMs)}
          </span>
        ))}
      </div>
    </div>
  );
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [widthPx, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return;
    const watch = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [element]);
  return widthPx;
}

/** React listens to the wheel passively: the page would scroll as well. */
function useWheelZoom(
  element: RefObject<HTMLElement | null>,
  zoom: (factor: number, share: number) => void,
): void {
  const latest = useRef(zoom);
  useEffect(() => {
    latest.current = zoom;
  });
  useEffect(() => {
    const lanes = element.current;
    const turned = (event: WheelEvent) => {
      if (lanes === null || event.deltaY === 0) return;
      event.preventDefault();
      const { left, width } = lanes.getBoundingClientRect();
      latest.current(event.deltaY > 0 ? notch : 1 / notch, (event.clientX - left) / Math.max(1, width));
    };
    lanes?.addEventListener("wheel", turned, { passive: false });
    return () => lanes?.removeEventListener("wheel", turned);
  }, [element]);
}

/** Handlers that report how far the pointer was dragged since the last report, in px. */
function useDrag(dragged: (byPx: number) => void) {
  const lastPx = useRef<number>(undefined);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      lastPx.current = event.clientX;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (lastPx.current === undefined || event.clientX === lastPx.current) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      dragged(event.clientX - lastPx.current);
      lastPx.current = event.clientX;
    },
    onPointerUp: () => {
      lastPx.current = undefined;
    },
    onPointerCancel: () => {
      lastPx.current = undefined;
    },
  };
}
