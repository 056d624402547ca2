import "./model-row.css";
import { useState } from "react";
import type { CatalogueEntry } from "#engine/protocol/rest/models.ts";
import { cancelPull, startPull, verifyModel } from "../../api/models.ts";
import { wordsOf } from "../../api/use-polled.ts";
import { errorLine } from "../../texts/error-texts.ts";
import { text, useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { formatSize } from "../../ui/format.ts";
import { PullProgress } from "../../ui/pull-progress.tsx";
import { Notice } from "../panel.tsx";

interface RowProps {
  readonly model: CatalogueEntry;
  /** Something was asked for: the list may have changed. */
  onChange(): void;
  onRemove(): void;
}

/** A model with what can be done to it now, and what the last thing done came to. */
export function ModelRow({ model, onChange, onRemove }: RowProps) {
  const t = useText();
  const [said, setSaid] = useState<{ readonly text: string; readonly isBad: boolean }>();
  const [isBusy, setBusy] = useState(false);
  const run = async (action: () => Promise<string | undefined>) => {
    setBusy(true);
    setSaid(undefined);
    try {
      const text = await action();
      if (text !== undefined) setSaid({ text, isBad: false });
    } catch (reason) {
      setSaid({ text: wordsOf(reason), isBad: true });
    }
    setBusy(false);
    onChange();
  };
  const failure = model.error && errorLine(model.error);
  return (
    <li className="model-row">
      <div>
        <p className="ops-panel-row-name ops-panel-mono">{model.id}</p>
        <p className="ops-panel-row-detail">{detailOf(model)}</p>
      </div>
      <Actions model={model} isBusy={isBusy} run={run} onRemove={onRemove} />
      {model.state === "pulling" && (
        <PullProgress
          pull={model.pull}
          label={t("ops.model.progress", { model: model.id })}
          asking={t("ops.model.asking")}
          of={(done, total) => t("ops.model.of", { done, total })}
        />
      )}
      {failure !== undefined && <Notice isError>{failure}</Notice>}
      {said !== undefined && <Notice isError={said.isBad}>{said.text}</Notice>}
    </li>
  );
}

interface ActionsProps {
  readonly model: CatalogueEntry;
  readonly isBusy: boolean;
  run(action: () => Promise<string | undefined>): Promise<void>;
}

function Actions({ model, isBusy, run, onRemove }: ActionsProps & { onRemove(): void }) {
  const t = useText();
  const { id, state } = model;
  const button = { look: "quiet", size: "small", disabled: isBusy } as const;
  if (state === "pulling") {
    const cancel = () => cancelPull(id).then(() => undefined);
    return (
      <Button
        {...button}
        aria-label={t("ops.model.cancelOf", { model: id })}
        onClick={() => void run(cancel)}
      >
        {t("ops.model.cancel")}
      </Button>
    );
  }
  if (state !== "installed") return <PullControls model={model} isBusy={isBusy} run={run} />;
  return (
    <div className="model-row-actions">
      <Button
        {...button}
        aria-label={t("ops.model.verifyOf", { model: id })}
        onClick={() => void run(() => verify(id))}
      >
        {t(isBusy ? "ops.model.verifying" : "ops.model.verify")}
      </Button>
      <Button {...button} aria-label={t("ops.model.removeOf", { model: id })} onClick={onRemove}>
        {t("ops.model.remove")}
      </Button>
    </div>
  );
}

function PullControls({ model: { id, variants }, isBusy, run }: ActionsProps) {
  const t = useText();
  const [variant, setVariant] = useState(variants[0]);
  const pull = () => startPull(id, variant).then(() => undefined);
  return (
    <div className="model-row-actions">
      {variants.length > 1 && (
        <select
          aria-label={t("ops.model.variant", { model: id })}
          value={variant}
          onChange={(event) => setVariant(event.target.value)}
        >
          {variants.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      <Button
        look="quiet"
        size="small"
        disabled={isBusy}
        aria-label={t("ops.model.pullOf", { model: id })}
        onClick={() => void run(pull)}
      >
        {t("ops.model.pull")}
      </Button>
    </div>
  );
}

async function verify(id: string): Promise<string> {
  const { isSound, damage } = await verifyModel(id);
  if (isSound) return text("ops.model.sound");
  const list = damage.map(({ file, reason }) => `${file} ${reason}`).join(", ");
  throw new Error(text("ops.model.damaged", { damage: list }));
}

/** Kind, variant, size and licence, as far as they are known. */
function detailOf({ title, kind, variant, pull, sizeBytes, licence }: CatalogueEntry): string {
  const size = sizeBytes === undefined ? undefined : formatSize(sizeBytes);
  return [title, kind, pull?.variant ?? variant, size, licence]
    .filter((part) => part !== undefined)
    .join(" · ");
}
