import "./pull-progress.css";
import { formatSize } from "./format.ts";

/** Bytes that have come; the total is absent until it is known. */
interface Pull {
  readonly doneBytes: number;
  readonly totalBytes?: number;
}

/** How far a pull is, in bytes of all its files. The words are those of the page. */
export function PullProgress(props: {
  readonly pull: Pull | undefined;
  /** What the bar is called. */
  readonly label: string;
  /** Said until the size is known. */
  readonly asking: string;
  of(doneBytes: string, totalBytes: string): string;
}) {
  const { pull, label, asking, of } = props;
  const { doneBytes = 0, totalBytes } = pull ?? {};
  const isKnown = totalBytes !== undefined;
  return (
    <div className="pull-progress figures">
      <progress aria-label={label} {...(isKnown ? { value: doneBytes, max: totalBytes } : {})} />
      <span>{isKnown ? of(formatSize(doneBytes), formatSize(totalBytes)) : asking}</span>
    </div>
  );
}
