import "./status-pill.css";
import type { ReactNode } from "react";

/** How things stand: a word and a lamp. */
export function StatusPill(props: {
  readonly tone: "live" | "warn" | "danger" | "calm";
  readonly children: ReactNode;
}) {
  return (
    <span className="status-pill" data-tone={props.tone} role="status">
      <span className="status-pill-lamp" aria-hidden />
      {props.children}
    </span>
  );
}
