import "./setting-row.css";
import { RotateCcw } from "lucide-react";
import { useId, useState } from "react";
import type { Problem } from "#engine/flow/problem.ts";
import { explainLine } from "../document/explain.ts";
import type { Field } from "../document/field-kind.ts";
import { useLanguage, useText } from "../texts/texts.ts";
import { Control } from "./controls/control.tsx";
import type { TuningState } from "./live-tuning.ts";
import { rangeText } from "./range-text.ts";
import { SettingMark } from "./setting-mark.tsx";

/** One setting: its name, its control, what it is, and what is wrong with it. */
export function SettingRow(props: {
  readonly field: Field;
  /** Tells the setting from all others of the page. */
  readonly place: string;
  readonly value: unknown;
  readonly isDefault: boolean;
  readonly problem: Problem | undefined;
  readonly tuning: TuningState | undefined;
  /** Live sessions run the node with another value, and only a deploy changes that. */
  readonly isWaiting: boolean;
  readonly isHelpShown: boolean;
  preview(value: unknown): void;
  commit(value: unknown): void;
}) {
  const { field, place, value, problem, tuning, isHelpShown, preview, commit } = props;
  const t = useText();
  const language = useLanguage();
  const id = useId();
  const [complaint, complain] = useState<string>();
  const { schema, kind, name } = field;
  const title = schema.title ?? name;
  const refused = tuning?.kind === "failed" ? tuning.message : undefined;
  const error = complaint ?? (problem === undefined ? refused : explainLine(problem));
  const range = rangeText(field, t, language);
  const help = [schema.description, range].filter((each) => each !== undefined && each !== "").join(" ");
  return (
    <div className="setting-row" data-kind={kind} data-field={name}>
      <div className="setting-row-head">
        <label id={`${id}-label`} htmlFor={id} title={isHelpShown ? undefined : help}>
          {title}
        </label>
        <SettingMark isLive={schema.live === true} isWaiting={props.isWaiting} tuning={tuning} />
        <button
          type="button"
          className="setting-row-reset"
          aria-label={t("inspector.reset", { field: title })}
          title={t("inspector.reset", { field: title })}
          hidden={props.isDefault}
          onClick={() => commit(undefined)}
        >
          <RotateCcw size={13} aria-hidden />
        </button>
      </div>
      <Control
        field={field}
        place={place}
        value={value}
        aria={{ id, "aria-describedby": `${id}-error ${id}-help`, "aria-invalid": error !== undefined }}
        labelId={`${id}-label`}
        preview={preview}
        commit={commit}
        complain={complain}
      />
      <p className="setting-row-error" id={`${id}-error`}>
        {error}
      </p>
      <p className={isHelpShown ? "setting-row-help" : "visually-hidden"} id={`${id}-help`}>
        {schema.description} <span>{range}</span>
      </p>
    </div>
  );
}
