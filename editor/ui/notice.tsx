import "./notice.css";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** What went wrong and what to do about it, with a way on. */
export function Notice(props: {
  readonly title: string;
  readonly hint: string;
  /** The facts in English, where the page speaks another language. */
  readonly detail?: string | undefined;
  /** A button. */
  readonly children?: ReactNode;
}) {
  return (
    <div className="notice" role="alert">
      <TriangleAlert size={20} aria-hidden />
      <div>
        <strong>{props.title}</strong>
        <p>{props.hint}</p>
        {props.detail !== undefined && (
          <p lang="en">
            <small>{props.detail}</small>
          </p>
        )}
      </div>
      {props.children}
    </div>
  );
}
