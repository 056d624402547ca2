import "./model-card.css";
import { ChevronDown, X } from "lucide-react";
import { useState } from "react";
import type { CatalogueEntry } from "#engine/protocol/rest/models.ts";
import { cancelPull } from "../../api/models.ts";
import { wordsOf } from "../../api/use-polled.ts";
import { explainLine } from "../../document/explain.ts";
import { useLanguage, useText } from "../../texts/texts.ts";
import { Button } from "../../ui/button.tsx";
import { PullProgress } from "../../ui/pull-progress.tsx";
import { describeModel } from "../model-offers.ts";

interface CardProps {
  readonly model: CatalogueEntry;
  /** The node asks for it already. */
  readonly isSelected: boolean;
  /** Begins the pull. @throws {Error} why it does not begin */
  pull(variant: string | undefined): Promise<void>;
  /** What the server says of it may have changed. */
  changed(): void;
  close(): void;
}

/** A model that is not on the server: what it is, how to have it, how far its pull is, and why that failed. */
export function ModelCard(props: CardProps) {
  const { model, isSelected, pull, changed, close } = props;
  const t = useText();
  const language = useLanguage();
  const [variant, setVariant] = useState(model.pull?.variant ?? model.variants[0]);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isPulling = model.state === "pulling";
  const run = async (action: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    await action().catch((reason: unknown) => setProblem(wordsOf(reason)));
    setBusy(false);
    changed();
  };
  const failure = model.error && explainLine(model.error);
  const said = problem ?? (isBusy ? undefined : failure);
  return (
    <section className="model-card" aria-label={t("inspector.model.card", { model: model.id })}>
      <div className="model-card-head">
        <strong>{model.id}</strong>
        {!isSelected && !isPulling && (
          <button
            type="button"
            className="inspector-icon"
            aria-label={t("inspector.model.close", { model: model.id })}
            onClick={close}
          >
            <X size={13} aria-hidden />
          </button>
        )}
      </div>
      <p>{describeModel(model, t, language)}</p>
      <p className="model-card-note">{t(isSelected ? "inspector.model.missing" : "inspector.model.then")}</p>
      {isPulling && <Progress model={model} />}
      <p className="setting-row-error" role="alert">
        {said}
      </p>
      <div className="model-card-actions">
        {model.variants.length > 1 && !isPulling && (
          <VariantSelect model={model} value={variant} choose={setVariant} />
        )}
        <Button
          size="small"
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) void run(() => (isPulling ? cancelPull(model.id) : pull(variant)));
          }}
        >
          {t(actionOf(model))}
        </Button>
      </div>
    </section>
  );
}

function actionOf({ state }: CatalogueEntry) {
  if (state === "pulling") return "inspector.model.cancel";
  return state === "failed" ? "inspector.model.again" : "inspector.model.pull";
}

function VariantSelect(props: {
  readonly model: CatalogueEntry;
  readonly value: string | undefined;
  choose(variant: string): void;
}) {
  const { model, value, choose } = props;
  const t = useText();
  return (
    <span className="control-select">
      <select
        className="control-box"
        aria-label={t("inspector.model.variant", { model: model.id })}
        value={value}
        onChange={(event) => choose(event.target.value)}
      >
        {model.variants.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden />
    </span>
  );
}

function Progress({ model }: { readonly model: CatalogueEntry }) {
  const t = useText();
  return (
    <PullProgress
      pull={model.pull}
      label={t("inspector.model.progress", { model: model.id })}
      asking={t("inspector.model.asking")}
      of={(doneBytes, totalBytes) => t("inspector.model.of", { done: doneBytes, total: totalBytes })}
    />
  );
}
