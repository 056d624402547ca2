import "./markdown-view.css";
import { Fragment } from "react";
import { type Block, parseMarkdown, type Span } from "./markdown.ts";

/** Shows Markdown of a node type; see {@link parseMarkdown} for what it knows. */
export function MarkdownView({ text }: { readonly text: string }) {
  return (
    <div className="markdown-view">
      {parseMarkdown(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text never move
        <BlockView key={index} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  if (block.kind === "paragraph") {
    return (
      <p>
        <Spans spans={block.spans} />
      </p>
    );
  }
  const items = block.items.map((spans, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the items of a text never move
    <li key={index}>
      <Spans spans={spans} />
    </li>
  ));
  return block.isNumbered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

/** Text only: React escapes it. */
function Spans({ spans }: { readonly spans: readonly Span[] }) {
  return spans.map(({ look, text }, index) => {
    const key = `${index} ${look}`;
    if (look === "code") return <code key={key}>{text}</code>;
    if (look === "bold") return <strong key={key}>{text}</strong>;
    return <Fragment key={key}>{text}</Fragment>;
  });
}
