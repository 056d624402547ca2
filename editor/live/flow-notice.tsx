import { defaultFlowId } from "#engine/protocol/audio-stream.ts";
import { buttonLook } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** Why no session can start: the flow that it would run is not deployed. */
export function FlowNotice({ otherFlows }: { readonly otherFlows: readonly string[] | undefined }) {
  if (otherFlows === undefined) return null;
  const names = new Intl.ListFormat("en").format(otherFlows);
  const deployed = names === "" ? "No other flow is deployed." : `Deployed now: ${names}.`;
  return (
    <Notice
      title={`The flow ${defaultFlowId} is not deployed`}
      hint={`Deploy it in the editor, then load this page again. ${deployed}`}
    >
      <a href="/editor" {...buttonLook({ size: "small" })}>
        Open the editor
      </a>
    </Notice>
  );
}
