import "./panel.css";
import { type ReactNode, useId } from "react";

/** A card with a heading, and beside it a word or a control. */
export function Panel(props: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className="ops-panel" aria-labelledby={id}>
      <div className="ops-panel-head">
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}

/** How something is: a dot and a word, never the colour alone. */
export function Status(props: {
  readonly tone: "good" | "warn" | "bad" | "idle";
  readonly children: ReactNode;
}) {
  return (
    <span className="ops-panel-status" data-tone={props.tone}>
      {props.children}
    </span>
  );
}

/** What is said instead of a list: that it is empty, that it loads, or why it does not. */
export function Notice(props: { readonly isError?: boolean; readonly children: ReactNode }) {
  return (
    <p className="ops-panel-notice" {...(props.isError ? { role: "alert", "data-error": "" } : {})}>
      {props.children}
    </p>
  );
}
