import "./open-flow-dialog.css";
import { Search, Trash2 } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { flowFormat } from "#engine/flow/schema.ts";
import type { FlowSummary } from "#engine/protocol/rest/flows.ts";
import { flowApi } from "../api/flow-api.ts";
import { type Draft, listDrafts } from "../document/drafts.ts";
import { useEditor } from "../document/editor-context.tsx";
import { freeId } from "../document/edits.ts";
import { idFromName } from "../document/flow-id.ts";
import { useLanguage, useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { formatDateTime } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useFocusFirst } from "../ui/use-focus-first.ts";
import { DeleteFlow, type Doomed } from "./delete-flow.tsx";

/** The flows of the server and the drafts of this browser, to open or delete; and a new one. */
export function OpenFlowDialog() {
  const editor = useEditor();
  const first = useFocusFirst<HTMLInputElement>();
  const t = useText();
  const [query, setQuery] = useState("");
  const [doomed, setDoomed] = useState<Doomed>();
  const { flows, isAway, load } = useFlows();
  const onServer = new Set((flows ?? []).map(({ id }) => id));
  const drafts = listDrafts();
  const local = drafts.filter(({ flow }) => !onServer.has(flow.id));
  const drafted = new Set(drafts.map(({ flow }) => flow.id));
  const fits = (name: string, id: string) =>
    `${name} ${id}`.toLowerCase().includes(query.trim().toLowerCase());
  const open = (flowId: string) => {
    editor.closeDialog();
    editor.open(flowId).catch((error: unknown) => editor.fail(error));
  };
  const taken = new Set([...onServer, ...drafted, ...editor.workspace.getState().tabs.map(({ id }) => id)]);
  return (
    <Dialog
      look="wide"
      title={t(doomed === undefined ? "deploy.open" : "deploy.delete.title", { name: doomed?.name ?? "" })}
      closeLabel={t("app.close")}
      onClose={() => editor.closeDialog()}
    >
      {doomed !== undefined ? (
        <DeleteFlow
          doomed={doomed}
          onDone={() => {
            setDoomed(undefined);
            load();
          }}
        />
      ) : (
        <div className="open-flow">
          <TextField
            label={t("deploy.open.search")}
            hideLabel
            placeholder={t("deploy.open.search")}
            before={<Search size={15} aria-hidden />}
            ref={first}
            value={query}
            onChange={setQuery}
          />
          {isAway && <Notice title={t("deploy.why.away")} hint={t("deploy.open.away")} />}
          <ul className="open-flow-list">
            {local
              .filter(({ flow }) => fits(flow.name, flow.id))
              .map((draft) => (
                <DraftLine key={draft.flow.id} draft={draft} onOpen={open} onDelete={setDoomed} />
              ))}
            {(flows ?? [])
              .filter(({ name, id }) => fits(name, id))
              .map((flow) => (
                <FlowLine
                  key={flow.id}
                  flow={flow}
                  hasDraft={drafted.has(flow.id)}
                  onOpen={open}
                  onDelete={setDoomed}
                />
              ))}
          </ul>
          <NewFlow taken={taken} />
        </div>
      )}
    </Dialog>
  );
}

function useFlows() {
  const editor = useEditor();
  const [flows, setFlows] = useState<readonly FlowSummary[]>();
  const [isAway, setAway] = useState(false);
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: counts up to load again
  useEffect(() => {
    let isWanted = true;
    flowApi.list().then(
      (list) => {
        if (isWanted) setFlows(list);
      },
      () => isWanted && setAway(true),
    );
    return () => {
      isWanted = false;
    };
  }, [editor, times]);
  return { flows, isAway, load: () => setTimes(times + 1) };
}

function FlowLine(props: {
  readonly flow: FlowSummary;
  readonly hasDraft: boolean;
  onOpen(flowId: string): void;
  onDelete(doomed: Doomed): void;
}) {
  const { flow, hasDraft, onOpen, onDelete } = props;
  const { id, name, description, nodeCount, revision, hasChanges } = flow;
  const t = useText();
  const standing = revision === 0 ? t("deploy.open.draft") : t("deploy.revision", { revision });
  return (
    <li>
      <button type="button" className="open-flow-item" onClick={() => onOpen(id)}>
        <span className="open-flow-name">
          <strong>{name}</strong>
          {name !== id && <code>{id}</code>}
        </span>
        <span className="open-flow-facts">
          <span>{t("deploy.nodes", { count: nodeCount })}</span>
          <span className="open-flow-tag" data-tone={revision === 0 ? "draft" : "deployed"}>
            {standing}
          </span>
          {(hasDraft || (hasChanges && revision > 0)) && (
            <span className="open-flow-tag" data-tone="draft">
              {t(hasDraft ? "deploy.open.draftHere" : "deploy.open.draftThere")}
            </span>
          )}
        </span>
        {description !== undefined && <span className="open-flow-about muted">{description}</span>}
      </button>
      <DeleteButton name={name} onDelete={() => onDelete({ id, name, revision, isLocal: false })} />
    </li>
  );
}

function DraftLine(props: {
  readonly draft: Draft;
  onOpen(flowId: string): void;
  onDelete(doomed: Doomed): void;
}) {
  const { draft, onOpen, onDelete } = props;
  const { id, name, nodes } = draft.flow;
  const t = useText();
  const language = useLanguage();
  const count = nodes.length;
  return (
    <li>
      <button type="button" className="open-flow-item" onClick={() => onOpen(id)}>
        <span className="open-flow-name">
          <strong>{name}</strong>
          {name !== id && <code>{id}</code>}
        </span>
        <span className="open-flow-facts">
          <span>{t("deploy.nodes", { count })}</span>
          <span className="open-flow-tag" data-tone="draft">
            {t("deploy.open.onlyHere")}
          </span>
        </span>
        <span className="open-flow-about muted">{formatDateTime(draft.savedMs, language)}</span>
      </button>
      <DeleteButton name={name} onDelete={() => onDelete({ id, name, revision: 0, isLocal: true })} />
    </li>
  );
}

function DeleteButton({ name, onDelete }: { readonly name: string; onDelete(): void }) {
  const t = useText();
  return (
    <Button
      look="quiet"
      size="small"
      iconOnly
      aria-label={t("deploy.delete.title", { name })}
      onClick={onDelete}
    >
      <Trash2 size={15} aria-hidden />
    </Button>
  );
}

/** A new, empty flow; its id comes from its name. */
function NewFlow({ taken }: { readonly taken: ReadonlySet<string> }) {
  const editor = useEditor();
  const t = useText();
  const [name, setName] = useState("");
  const create = (event: FormEvent) => {
    event.preventDefault();
    const shown = name.trim() || t("deploy.new.name");
    editor.closeDialog();
    editor.openNew({
      format: flowFormat,
      id: freeId(idFromName(shown), taken),
      name: shown,
      nodes: [],
      edges: [],
    });
  };
  return (
    <form className="open-flow-new" onSubmit={create}>
      <TextField
        label={t("deploy.new")}
        placeholder={t("deploy.new.name")}
        maxLength={100}
        value={name}
        onChange={setName}
      />
      <Button type="submit" look="primary" size="small">
        {t("deploy.new.create")}
      </Button>
    </form>
  );
}
