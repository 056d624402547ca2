import "./page-bar.css";
import type { ReactNode } from "react";
import mark from "./mark.svg";

/** The top of a page: whose it is, how things stand, and what can be done. */
export function PageBar(props: {
  readonly title: string;
  readonly status?: ReactNode;
  readonly actions: ReactNode;
}) {
  return (
    <header className="page-bar">
      <img src={mark} width={28} height={28} alt="Patchbay" />
      <h1>{props.title}</h1>
      {props.status}
      <div className="page-bar-actions">{props.actions}</div>
    </header>
  );
}
