import "./models-panel.css";
import { useState } from "react";
import type { CatalogueEntry } from "#engine/protocol/rest/models.ts";
import { loadModels } from "../../api/models.ts";
import { usePolled } from "../../api/use-polled.ts";
import { useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { Notice, Panel } from "../panel.tsx";
import { ModelRow } from "./model-row.tsx";
import { RemoveModelDialog } from "./remove-model-dialog.tsx";

const everyMs = 2_000;

/** The models that were pulled or are on their way, and behind a button those that can be. */
export function ModelsPanel() {
  const t = useText();
  const { data, error, reload } = usePolled(loadModels, everyMs);
  const models = data?.catalogue;
  const [isOpen, setOpen] = useState(false);
  const [removing, setRemoving] = useState<CatalogueEntry>();
  const ours = models?.filter(({ state }) => state !== "available") ?? [];
  const others = models?.filter(({ state }) => state === "available") ?? [];
  return (
    <Panel
      title={t("ops.models")}
      aside={<span className="ops-panel-count figures">{models === undefined ? "–" : ours.length}</span>}
    >
      {error !== undefined && <Notice isError>{error}</Notice>}
      {models === undefined && error === undefined && <Notice>{t("ops.models.asking")}</Notice>}
      {models !== undefined && ours.length === 0 && <Notice>{t("ops.models.none")}</Notice>}
      <ul className="ops-panel-rows models">
        {[...ours, ...(isOpen ? others : [])].map((model) => (
          <ModelRow key={model.id} model={model} onChange={reload} onRemove={() => setRemoving(model)} />
        ))}
      </ul>
      {others.length > 0 && (
        <Button look="quiet" size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("ops.models.fewer") : t("ops.models.more", { count: others.length })}
        </Button>
      )}
      {removing !== undefined && (
        <RemoveModelDialog model={removing} onClose={() => setRemoving(undefined)} onRemoved={reload} />
      )}
    </Panel>
  );
}
