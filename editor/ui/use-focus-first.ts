import { type RefObject, useEffect, useRef } from "react";

/** For the control of a dialog that one wants first: the dialog itself has put the focus on its first one. */
export function useFocusFirst<T extends HTMLElement>(): RefObject<T | null> {
  const control = useRef<T>(null);
  useEffect(() => control.current?.focus(), []);
  return control;
}
