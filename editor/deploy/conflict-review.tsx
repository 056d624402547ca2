import "./conflict-review.css";
import { useEffect, useMemo, useState } from "react";
import { type MergeConflict, mergeFlows, type Side } from "#engine/flow/merge.ts";
import type { Flow } from "#engine/flow/schema.ts";
import { baseOf, takeMerge, takeMine, takeTheirs } from "../document/conflict.ts";
import { useEditor, useFlow, useSync, useTabState } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { nameOf } from "../document/node-name.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { useFocusFirst } from "../ui/use-focus-first.ts";
import { ChangeList, fieldKey } from "./change-list.tsx";
import { changesOf, fieldTitle, valueText } from "./changes.ts";

/** Somebody else deployed since the draft was begun: what both did, and the ways to go on. */
export function ConflictReview({ tab }: { readonly tab: FlowTab }) {
  const t = useText();
  const base = useBase(tab);
  const deployed = useTabState(tab, (state) => state.deployed);
  if (base === undefined || deployed === undefined) return <p className="muted">{t("deploy.loading")}</p>;
  return <Review tab={tab} base={base} theirs={deployed.flow} revision={deployed.revision} />;
}

function useBase(tab: FlowTab): Flow | undefined {
  const editor = useEditor();
  const [base, setBase] = useState<Flow>();
  useEffect(() => {
    let isWanted = true;
    baseOf(tab).then(
      (flow) => isWanted && setBase(flow),
      (error: unknown) => {
        if (!isWanted) return;
        editor.closeDialog();
        editor.fail(error);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [editor, tab]);
  return base;
}

function Review(props: {
  readonly tab: FlowTab;
  readonly base: Flow;
  readonly theirs: Flow;
  readonly revision: number;
}) {
  const { tab, base, theirs, revision } = props;
  const editor = useEditor();
  const first = useFocusFirst<HTMLButtonElement>();
  const t = useText();
  const mine = useFlow(tab);
  const who = useSync(tab, ({ deployedBy }) => deployedBy) ?? t("deploy.somebody");
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const { conflicts } = useMemo(() => mergeFlows(base, mine, theirs), [base, mine, theirs]);
  const marked = new Set(conflicts.map(({ id }) => id));
  const choose = (key: string, side: Side) => setChosen(new Map(chosen).set(key, side));
  return (
    <div className="deploy-dialog">
      <p>{t("deploy.conflict.what", { who, revision })}</p>
      <div className="conflict-review-sides">
        <section>
          <h3>{t("deploy.conflict.theirs", { who, revision })}</h3>
          <ChangeList changes={changesOf(base, theirs)} marked={marked} />
        </section>
        <section>
          <h3>{t("deploy.conflict.mine")}</h3>
          <ChangeList changes={changesOf(base, mine)} marked={marked} />
        </section>
      </div>
      {conflicts.length === 0 ? (
        <p className="conflict-review-none">{t("deploy.conflict.none")}</p>
      ) : (
        <fieldset className="conflict-review-choices">
          <legend>{t("deploy.conflict.choose")}</legend>
          {conflicts.map((conflict) => (
            <ConflictLine
              key={conflict.key}
              conflict={conflict}
              flows={[mine, theirs]}
              side={chosen.get(conflict.key) ?? "mine"}
              onChoose={(side) => choose(conflict.key, side)}
            />
          ))}
        </fieldset>
      )}
      <div className="deploy-dialog-actions">
        <Button
          size="small"
          onClick={() => {
            takeTheirs(tab);
            editor.closeDialog();
            editor.notify("info", t("deploy.conflict.tookTheirs"));
          }}
        >
          {t("deploy.conflict.takeTheirs")}
        </Button>
        <Button size="small" onClick={() => takeMine(tab)}>
          {t("deploy.conflict.overwrite")}
        </Button>
        <Button look="primary" size="small" ref={first} onClick={() => takeMerge(tab, base, chosen)}>
          {t("deploy.conflict.merge")}
        </Button>
      </div>
    </div>
  );
}

/** One field that both changed: whose value holds. */
function ConflictLine(props: {
  readonly conflict: MergeConflict;
  readonly flows: readonly [mine: Flow, theirs: Flow];
  readonly side: Side;
  onChoose(side: Side): void;
}) {
  const { conflict, flows, side, onChoose } = props;
  const t = useText();
  const node = flows.flatMap(({ nodes }) => nodes).find(({ id }) => id === conflict.id);
  const what = describe(conflict, node?.type ?? "", t);
  const name = node !== undefined && conflict.kind === "node" ? nameOf(node) : conflict.id;
  return (
    <div className="conflict-review-line" role="radiogroup" aria-label={`${name} ${what}`}>
      <span>
        <strong>{name}</strong> {what}
      </span>
      {(["mine", "theirs"] as const).map((each) => (
        <label key={each} className="conflict-review-choice">
          <input type="radio" name={conflict.key} checked={side === each} onChange={() => onChoose(each)} />
          {t(`deploy.side.${each}`)}: <code>{sideText(conflict, each, node?.type ?? "", t)}</code>
        </label>
      ))}
    </div>
  );
}

function describe({ field, kind }: MergeConflict, type: string, t: ReturnType<typeof useText>): string {
  if (field === undefined) return "";
  if (kind !== "node") return field === "queue" ? t("deploy.queue") : field;
  return fieldTitle(type, field) ?? t(fieldKey(field));
}

function sideText(
  { field, ...sides }: MergeConflict,
  side: Side,
  type: string,
  t: ReturnType<typeof useText>,
): string {
  const value = sides[side];
  if (field === undefined) return t(value === undefined ? "deploy.kind.removed" : "deploy.kind.changed");
  return valueText(type, field, value) ?? t("deploy.unset");
}
