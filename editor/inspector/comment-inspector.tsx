import type { FlowTab } from "../document/flow-tab.ts";
import { setComment } from "../document/structure.ts";
import { useText } from "../texts/texts.ts";
import { TextArea } from "./controls/text-area.tsx";
import { useEdit } from "./use-inspected.ts";

/** A comment: its text. */
export function CommentInspector(props: {
  readonly tab: FlowTab;
  readonly comment: { readonly id: string; readonly text: string };
}) {
  const { tab, comment } = props;
  const t = useText();
  const edit = useEdit(tab);
  return (
    <header className="inspector-head">
      <h2>{t("inspector.comment")}</h2>
      <TextArea
        name="text"
        label={t("inspector.comment.text")}
        value={comment.text}
        rows={8}
        commit={(text) => edit((flow) => setComment(flow, comment.id, text))}
      />
    </header>
  );
}
