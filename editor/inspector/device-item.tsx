import "./device-item.css";
import { ArrowDown, ArrowUp, TriangleAlert, X } from "lucide-react";
import { useText } from "../texts/texts.ts";
import type { PreferenceView } from "./device-preferences.ts";

/** A preference in its place among the others: what it comes to, and why where it comes to nothing. */
export function DeviceItem(props: {
  readonly view: PreferenceView;
  readonly rank: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  move(by: -1 | 1): void;
  remove(): void;
}) {
  const { view, rank, isFirst, isLast, move, remove } = props;
  const t = useText();
  const { preference, state } = view;
  const isOnly = isFirst && isLast;
  return (
    <li data-state={state}>
      <div className="device-item-line">
        <span className="device-item-rank">{rank}</span>
        <span className="device-item-name">{preference}</span>
        <button
          type="button"
          className="inspector-icon"
          aria-label={t("inspector.up", { item: preference })}
          aria-disabled={isFirst}
          onClick={() => move(-1)}
        >
          <ArrowUp size={13} aria-hidden />
        </button>
        <button
          type="button"
          className="inspector-icon"
          aria-label={t("inspector.down", { item: preference })}
          aria-disabled={isLast}
          onClick={() => move(1)}
        >
          <ArrowDown size={13} aria-hidden />
        </button>
        <button
          type="button"
          className="inspector-icon"
          aria-label={t("inspector.removeItem", { item: preference })}
          disabled={isOnly}
          onClick={remove}
        >
          <X size={13} aria-hidden />
        </button>
      </div>
      <PreferenceState view={view} />
    </li>
  );
}

function PreferenceState({ view }: { readonly view: PreferenceView }) {
  const t = useText();
  const { state, devices, explanation, breakers } = view;
  if (state === "unknown") return null;
  const isHere = devices.length > 0;
  return (
    <div className="device-item-state">
      {isHere && <p>{devices.join(", ")}</p>}
      {!isHere && (
        <p>
          <strong>{t(`inspector.device.${state}`)}.</strong> {explanation}
        </p>
      )}
      {breakers.map(({ device, model, state: breaker, reason }) => (
        <p key={`${device} ${model}`} className="device-item-breaker">
          <TriangleAlert size={12} aria-hidden />
          <span>
            {t(breaker === "open" ? "inspector.device.open" : "inspector.device.halfOpen", { device, model })}{" "}
            {reason}
          </span>
        </p>
      ))}
    </div>
  );
}
