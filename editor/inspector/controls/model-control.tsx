import { useText } from "../../texts/texts.ts";
import { useModels } from "../machine.ts";
import { ComboBox } from "./combo-box.tsx";
import type { ControlProps } from "./control-props.ts";

/** Kinds of models that node types take; another type is offered all. */
const kindOf: Readonly<Record<string, string>> = {
  transcribe: "asr",
  translate: "translation",
  diarize: "speaker-embedding",
  vad: "vad",
};

/** A model by name: those of the server that suit the node, or any other name. */
export function ModelControl({ nodeType, value, aria, commit }: ControlProps) {
  const t = useText();
  const wanted = kindOf[nodeType];
  const offers = useModels()
    .filter(({ kind }) => kind === undefined || wanted === undefined || kind === wanted)
    .map(({ name, origin, isPresent }) => ({
      value: name,
      label: name,
      note: t(isPresent ? `inspector.model.${origin}` : "inspector.model.absent"),
    }));
  return (
    <ComboBox
      aria={aria}
      value={String(value ?? "")}
      offers={offers}
      placeholder={t("inspector.model.pick")}
      commit={commit}
    />
  );
}
