import { useState } from "react";
import { startPull } from "../../api/models.ts";
import { useLanguage, useText } from "../../texts/texts.ts";
import { useInspectorParts } from "../inspector-context.ts";
import { useModels } from "../machine.ts";
import { modelOffers, modelsFor } from "../model-offers.ts";
import { ComboBox } from "./combo-box.tsx";
import type { ControlProps } from "./control-props.ts";
import { ModelCard } from "./model-card.tsx";

const nothing = { models: [], catalogue: [] };

/**
 * A model by name: those of the server of the setting's kind, or any other name. One that only the catalogue has is shown
 * with what it takes to pull it, and is selected once it is there.
 */
export function ModelControl(props: ControlProps) {
  const { value, aria } = props;
  const t = useText();
  const language = useLanguage();
  const { suitable, shown, arrived, choose, pull, reload, close } = useModelChoice(props);
  return (
    <>
      <ComboBox
        aria={aria}
        value={String(value ?? "")}
        offers={modelOffers(suitable, t, language)}
        placeholder={t("inspector.model.pick")}
        commit={choose}
      />
      {shown !== undefined && (
        <ModelCard
          key={shown.id}
          model={shown}
          isSelected={shown.id === value}
          pull={(variant) => pull(shown.id, variant)}
          changed={reload}
          close={close}
        />
      )}
      <p className="visually-hidden" role="status">
        {arrived !== undefined && t("inspector.model.arrived", { model: arrived })}
      </p>
    </>
  );
}

/** What somebody picks becomes the setting's value at once where it is there, else when its pull is done. */
function useModelChoice({ field, place, value, commit }: ControlProps) {
  const { awaitedModels } = useInspectorParts();
  const { data = nothing, reload } = useModels();
  const [picked, setPicked] = useState<string>();
  const [arrived, setArrived] = useState<string>();
  const suitable = modelsFor(field.schema.modelKind, data);
  const toPull = (name: unknown) => suitable.toPull.find(({ id }) => id === name);
  const wait = (id: string) =>
    awaitedModels.wait(place, id, () => {
      setArrived(id);
      setPicked(undefined);
      commit(id);
      reload();
    });
  const choose = (name: string) => {
    awaitedModels.forget(place);
    setArrived(undefined);
    const model = toPull(name);
    setPicked(model?.id);
    if (model === undefined) commit(name);
    else if (model.state === "pulling") wait(name);
  };
  const pull = async (id: string, variant: string | undefined) => {
    await startPull(id, variant);
    wait(id);
  };
  return {
    // what somebody picked, else what the node waits for, else its own where that is not there
    shown: toPull(picked) ?? toPull(awaitedModels.at(place)) ?? toPull(value),
    ...{ suitable, arrived, choose, pull, reload },
    close: () => setPicked(undefined),
  };
}
