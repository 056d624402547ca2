import "./control.css";
import type { ComponentType } from "react";
import type { FieldKind } from "../../document/field-kind.ts";
import {
  ChoiceControl,
  ChoicesControl,
  JsonControl,
  SegmentsControl,
  SwitchControl,
} from "./choice-control.tsx";
import type { ControlProps } from "./control-props.ts";
import { LanguageControl } from "./language-control.tsx";
import { LanguagesControl, ListControl } from "./list-control.tsx";
import { ModelControl } from "./model-control.tsx";
import { SliderControl, StepperControl } from "./number-control.tsx";
import { SecretControl } from "./secret-control.tsx";
import { LongTextControl, TextControl } from "./text-control.tsx";

const controls: Readonly<Record<FieldKind, ComponentType<ControlProps>>> = {
  slider: SliderControl,
  number: StepperControl,
  toggle: SwitchControl,
  segments: SegmentsControl,
  choice: ChoiceControl,
  choices: ChoicesControl,
  list: ListControl,
  languages: LanguagesControl,
  language: LanguageControl,
  model: ModelControl,
  secret: SecretControl,
  "long-text": LongTextControl,
  text: TextControl,
  json: JsonControl,
};

/** The control that suits a setting. */
export function Control(props: ControlProps) {
  const Kind = controls[props.field.kind];
  return <Kind {...props} />;
}
