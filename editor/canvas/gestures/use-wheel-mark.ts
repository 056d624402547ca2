import { type RefObject, useEffect } from "react";

/** The wheel counts as turning for so long after its last event, in ms. */
const turningMs = 120;

/**
 * Says on the canvas element, as `data-wheeling`, that the wheel is turning. CSS then lays the pane over nodes and
 * wires: to find what is under the pointer among hundreds of wires takes as long as to draw them. The pointer's next
 * move ends it.
 */
export function useWheelMark(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const listening = new AbortController();
    const options = { passive: true, capture: true, signal: listening.signal };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => {
      clearTimeout(timer);
      element.removeAttribute("data-wheeling");
    };
    const turn = () => {
      clearTimeout(timer);
      if (!element.hasAttribute("data-wheeling")) element.setAttribute("data-wheeling", "");
      timer = setTimeout(rest, turningMs);
    };
    element.addEventListener("wheel", turn, options);
    element.addEventListener("pointermove", rest, options);
    return () => {
      listening.abort();
      rest();
    };
  }, [root]);
}
