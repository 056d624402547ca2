import { defaultFlowId } from "#engine/protocol/audio-stream.ts";
import { useLanguage, useText } from "../texts/texts.ts";
import { buttonLook } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** Why no session can start: the flow that it would run is not deployed. */
export function FlowNotice({ otherFlows }: { readonly otherFlows: readonly string[] | undefined }) {
  const t = useText();
  const language = useLanguage();
  if (otherFlows === undefined) return null;
  const names = new Intl.ListFormat(language).format(otherFlows);
  return (
    <Notice
      title={t("live.flow.title", { flow: defaultFlowId })}
      hint={names === "" ? t("live.flow.hint.none") : t("live.flow.hint", { names })}
    >
      <a href="/editor" {...buttonLook({ size: "small" })}>
        {t("live.flow.open")}
      </a>
    </Notice>
  );
}
