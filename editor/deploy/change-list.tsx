import "./change-list.css";
import { ArrowRight, Minus, Pencil, Plus } from "lucide-react";
import { useText } from "../texts/texts.ts";
import type { ChangeKind, Changes, Effect, FieldChange, NodeChangeRow } from "./changes.ts";

const icons = { added: Plus, removed: Minus, changed: Pencil } as const;

/** What differs, line by line: nodes with their fields, wires, and the rest of the document. */
export function ChangeList(props: {
  readonly changes: Changes;
  /** What happens to each node in live sessions. */
  readonly effects?: ReadonlyMap<string, Effect> | undefined;
  /** Node ids that the other side changed, too. */
  readonly marked?: ReadonlySet<string> | undefined;
  /** Shows a node on the canvas. Default: names lead nowhere. */
  readonly onJump?: ((nodeId: string) => void) | undefined;
}) {
  const { changes, effects, marked, onJump } = props;
  const t = useText();
  const { nodes, wires, others } = changes;
  if (nodes.length + wires.length + others.length === 0)
    return <p className="muted">{t("deploy.noChanges")}</p>;
  return (
    <ul className="change-list">
      {nodes.map((row) => (
        <NodeLine
          key={row.nodeId}
          row={row}
          effect={effects?.get(row.nodeId)}
          isMarked={marked?.has(row.nodeId) === true}
          onJump={row.kind === "removed" ? undefined : onJump}
        />
      ))}
      {wires.map(({ label, kind }) => (
        <li key={label} data-kind={kind}>
          <Sign kind={kind} />
          <span className="change-list-wire">
            {label.replace(" -> ", " → ")}
            {kind === "changed" && <span className="muted"> {t("deploy.queue")}</span>}
          </span>
        </li>
      ))}
      {others.map((part) => (
        <li key={part} data-kind="changed">
          <Sign kind="changed" />
          <span className="muted">{t(`deploy.part.${part}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function NodeLine(props: {
  readonly row: NodeChangeRow;
  readonly effect: Effect | undefined;
  readonly isMarked: boolean;
  readonly onJump: ((nodeId: string) => void) | undefined;
}) {
  const { row, effect, isMarked, onJump } = props;
  const { nodeId, kind, name, fields } = row;
  const t = useText();
  return (
    <li data-kind={kind}>
      <Sign kind={kind} />
      <div className="change-list-node">
        <div className="change-list-head">
          {onJump === undefined ? (
            <strong>{name}</strong>
          ) : (
            <button type="button" className="change-list-jump" onClick={() => onJump(nodeId)}>
              {name}
            </button>
          )}
          {name !== nodeId && <span className="muted">{nodeId}</span>}
          {isMarked && <span className="change-list-mark">{t("deploy.conflict")}</span>}
          {effect !== undefined && <EffectTag effect={effect} />}
        </div>
        {fields.length > 0 && (
          <dl>
            {fields.map((field) => (
              <FieldLine key={field.field} change={field} />
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

function FieldLine({ change: { field, title, before, after } }: { readonly change: FieldChange }) {
  const t = useText();
  return (
    <div>
      <dt>{title ?? t(fieldKey(field))}</dt>
      <dd>
        {field === "position" ? (
          t("deploy.moved")
        ) : (
          <>
            <del>{before ?? t("deploy.unset")}</del>
            <ArrowRight size={12} role="img" aria-label={t("deploy.becomes")} />
            <ins>{after ?? t("deploy.unset")}</ins>
          </>
        )}
      </dd>
    </div>
  );
}

/** What a deploy does to a node in live sessions. */
export function EffectTag({ effect }: { readonly effect: Effect }) {
  const t = useText();
  return (
    <span className="change-list-effect" data-effect={effect}>
      {t(`deploy.effect.${effect}`)}
    </span>
  );
}

function Sign({ kind }: { readonly kind: ChangeKind }) {
  const t = useText();
  const Icon = icons[kind];
  return <Icon size={14} className="change-list-sign" role="img" aria-label={t(`deploy.kind.${kind}`)} />;
}

/** Text key of a field that every node has. */
export function fieldKey(field: string) {
  const known = ["type", "version", "name", "position", "devices", "disabled"] as const;
  return `deploy.field.${known.find((each) => each === field) ?? "other"}` as const;
}
