import "./tooltip.css";
import { Tooltip as Parts } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

/** How long the pointer has to rest before a tooltip comes, in ms; focus brings it at once. */
const restMs = 450;

/** Tooltips inside follow each other without a wait: once one is open, the next opens at once. */
export function TooltipGroup({ children }: { readonly children: ReactNode }) {
  return <Parts.Provider delayDuration={restMs}>{children}</Parts.Provider>;
}

/** More about a control, on hover and on focus. Its child takes a ref and attributes; needs a `TooltipGroup` above. */
export function Tooltip(props: {
  readonly content: ReactNode;
  readonly side?: "top" | "right" | "bottom" | "left";
  readonly children: ReactElement;
}) {
  return (
    <Parts.Root>
      <Parts.Trigger asChild>{props.children}</Parts.Trigger>
      <Parts.Portal>
        <Parts.Content className="tooltip" side={props.side ?? "bottom"} sideOffset={6} collisionPadding={8}>
          {props.content}
        </Parts.Content>
      </Parts.Portal>
    </Parts.Root>
  );
}
