import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/** This near to the end counts as at the end, in px. */
const nearPx = 64;

/**
 * Keeps a scroller at its end while its content grows, until the reader scrolls up; back at the end it follows again.
 *
 * @param scroller has one child, the content
 */
export function useFollow(scroller: RefObject<HTMLElement | null>) {
  const [isFollowing, setFollowing] = useState(true);
  const following = useRef(true);
  const follow = useCallback((value: boolean) => {
    following.current = value;
    setFollowing(value);
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (element?.firstElementChild == null) return;
    let lastTop = element.scrollTop;
    const toEnd = () => {
      if (following.current) element.scrollTop = element.scrollHeight;
    };
    const scrolled = () => {
      const isNear = element.scrollHeight - element.clientHeight - element.scrollTop < nearPx;
      // Growing content does not move the scroller up: only the reader does.
      if (isNear) follow(true);
      else if (element.scrollTop < lastTop) follow(false);
      lastTop = element.scrollTop;
    };
    const observer = new ResizeObserver(toEnd);
    observer.observe(element);
    observer.observe(element.firstElementChild);
    element.addEventListener("scroll", scrolled, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", scrolled);
    };
  }, [scroller, follow]);

  const jump = useCallback(() => {
    follow(true);
    const element = scroller.current;
    element?.scrollTo({ top: element.scrollHeight });
  }, [scroller, follow]);
  return { isFollowing, jump };
}
