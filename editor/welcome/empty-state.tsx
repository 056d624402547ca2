import "./empty-state.css";
import { FilePlus2, FolderInput, Mic } from "lucide-react";
import { useState } from "react";
import type { Editor } from "../document/editor.ts";
import { useEditor } from "../document/editor-context.tsx";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { ExampleCard } from "./example-card.tsx";
import { examples, openExample } from "./examples.ts";
import { newFlow } from "./new-flow.ts";
import { RecentFlows } from "./recent-flows.tsx";
import { TourOffer } from "./tour-offer.tsx";

/** Ways to begin, shown while no flow is open: speak (into the flow in front), begin anew, import, an example, a flow of the server. */
export function EmptyState({ speak }: { speak(): Promise<void> }) {
  const editor = useEditor();
  const t = useText();
  const [isBusy, setBusy] = useState(false);
  const run = (start: () => Promise<void>) => {
    setBusy(true);
    start()
      .catch((error: unknown) => editor.fail(error))
      .finally(() => setBusy(false));
  };
  return (
    <div className="empty-state">
      <div className="empty-state-column">
        <TourOffer />
        <h1>{t("transfer.empty.title")}</h1>
        <div className="empty-state-starts">
          <Button look="primary" disabled={isBusy} onClick={() => run(() => speakNow(editor, speak))}>
            <Mic size={17} aria-hidden />
            {t("transfer.empty.speak")}
          </Button>
          <Button disabled={isBusy} onClick={() => run(() => newFlow(editor))}>
            <FilePlus2 size={17} aria-hidden />
            {t("transfer.new")}
          </Button>
          <Button onClick={() => editor.openDialog({ kind: "import" })}>
            <FolderInput size={17} aria-hidden />
            {t("transfer.import.command")}
          </Button>
        </div>
        <h2>{t("transfer.empty.examples")}</h2>
        <ul className="empty-state-examples">
          {examples.map((flow) => (
            <li key={flow.id}>
              <ExampleCard
                flow={flow}
                disabled={isBusy}
                onOpen={() => run(() => openExample(editor, flow))}
              />
            </li>
          ))}
        </ul>
        <RecentFlows onOpen={(id) => run(() => editor.open(id))} />
        <p className="muted">{t("transfer.empty.drop")}</p>
      </div>
    </div>
  );
}

/** The first example with this page's microphone. @throws {ApiError} where it cannot be opened */
async function speakNow(editor: Editor, speak: () => Promise<void>): Promise<void> {
  const [example] = examples;
  if (example === undefined) return;
  await openExample(editor, example);
  await speak();
}
