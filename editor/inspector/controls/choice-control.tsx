import "./choice-control.css";
import { ChevronDown } from "lucide-react";
import { optionText } from "../../texts/node-texts.ts";
import { useText } from "../../texts/texts.ts";
import type { ControlProps } from "./control-props.ts";
import { Switch } from "./switch.tsx";

/** Yes or no. */
export function SwitchControl({ value, aria, commit }: ControlProps) {
  return <Switch {...aria} checked={value === true} onChange={(event) => commit(event.target.checked)} />;
}

/** One of a few short words, side by side. */
export function SegmentsControl({ field, value, aria, labelId, commit }: ControlProps) {
  const { id, ...described } = aria;
  return (
    <div className="choice-control-segments" role="radiogroup" aria-labelledby={labelId} {...described}>
      {(field.schema.enum ?? []).map((choice, index) => (
        <label key={String(choice)}>
          <input
            id={index === 0 ? id : undefined}
            type="radio"
            name={id}
            checked={value === choice}
            onChange={() => commit(choice)}
          />
          <span>{optionText(field.nodeType, field.name, choice)}</span>
        </label>
      ))}
    </div>
  );
}

/** One of many words. */
export function ChoiceControl({ field, value, aria, commit }: ControlProps) {
  const t = useText();
  const choices = field.schema.enum ?? [];
  const isKnown = choices.includes(value);
  return (
    <div className="control-select">
      <select
        {...aria}
        className="control-box"
        value={isKnown ? String(value) : ""}
        onChange={(event) => commit(choices.find((choice) => String(choice) === event.target.value))}
      >
        {(field.isOptional || !isKnown) && (
          <option value="">
            {value === undefined || isKnown ? t("inspector.notSet") : JSON.stringify(value)}
          </option>
        )}
        {choices.map((choice) => (
          <option key={String(choice)} value={String(choice)}>
            {optionText(field.nodeType, field.name, choice)}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden />
    </div>
  );
}

/** Any of some words: chips that are pressed or not. They keep the order of the schema. */
export function ChoicesControl({ field, value, aria, labelId, commit }: ControlProps) {
  const { id, "aria-describedby": describedBy } = aria;
  const choices = field.schema.items?.enum ?? [];
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const toggle = (choice: unknown) =>
    commit(choices.filter((each) => chosen.includes(each) !== (each === choice)));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a form's look
    <div
      className="choice-control-chips"
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
    >
      {choices.map((choice, index) => (
        <button
          key={String(choice)}
          id={index === 0 ? id : undefined}
          type="button"
          className="choice-control-chip"
          aria-pressed={chosen.includes(choice)}
          onClick={() => toggle(choice)}
        >
          {optionText(field.nodeType, field.name, choice)}
        </button>
      ))}
    </div>
  );
}

/** What no other control knows, to be read. */
export function JsonControl({ value, aria, labelId }: ControlProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it
    // biome-ignore lint/a11y/useSemanticElements: a named region that scrolls
    <pre id={aria.id} className="choice-control-json" role="group" aria-labelledby={labelId} tabIndex={0}>
      {JSON.stringify(value, undefined, 2) ?? ""}
    </pre>
  );
}
