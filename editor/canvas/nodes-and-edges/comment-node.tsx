import "./comment-node.css";
import type { NodeProps } from "@xyflow/react";
import { memo } from "react";
import { useStore } from "zustand";
import { useEditor } from "../../document/editor-context.tsx";
import { setComment } from "../../document/structure.ts";
import { useText } from "../../texts/texts.ts";
import { useCanvasModel } from "./canvas-model.ts";
import { InlineText } from "./inline-text.tsx";
import type { CommentOnCanvas } from "./to-react-flow.ts";

/** A sticky note. A double click or Enter edits it; left empty, it goes. */
export const CommentNode = memo(
  function CommentNode({ id, data: { comment } }: NodeProps<CommentOnCanvas>) {
    const editor = useEditor();
    const model = useCanvasModel();
    const t = useText();
    const isEditing = useStore(model.store, ({ editing }) => editing === id);
    return (
      <div className="comment-node">
        {isEditing ? (
          <InlineText
            label={t("canvas.comment")}
            text={comment.text}
            isLong
            onCommit={(text) => editor.change((flow) => setComment(flow, comment.id, text))}
            onEnd={() => model.edit(undefined)}
          />
        ) : (
          <p>{comment.text === "" ? t("canvas.comment.empty") : comment.text}</p>
        )}
      </div>
    );
  },
  (before, after) => before.data === after.data,
);
