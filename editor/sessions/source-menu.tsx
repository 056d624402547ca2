import "../ui/menu-box.css";
import { Check, ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useEditor, useTabState } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import { isRunning } from "../links/is-running.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { chooseAudioFile } from "./audio-drop.ts";
import { feedProblem } from "./feed-problem.ts";
import { useOwnSession } from "./own-session-context.ts";
import type { OwnState } from "./own-state.ts";

/** Where the sound comes from: which microphone, or a file. */
export function SourceMenu({ tab, own }: { readonly tab: FlowTab; readonly own: OwnState }) {
  const editor = useEditor();
  const ownSession = useOwnSession();
  const t = useText();
  const problem = useTabState(tab, feedProblem);
  const look = () => void ownSession.listDevices().catch((error: unknown) => editor.fail(error));
  return (
    <DropdownMenu.Root onOpenChange={(isOpen) => isOpen && look()} modal={false}>
      <DropdownMenu.Trigger asChild>
        <Button
          look="quiet"
          size="small"
          iconOnly
          aria-label={t("sessions.options")}
          title={t("sessions.options")}
        >
          <ChevronDown size={16} aria-hidden />
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu-box" align="end" sideOffset={4} loop>
          <Microphones own={own} />
          <DropdownMenu.Separator className="menu-box-line" />
          <DropdownMenu.Item
            className="menu-box-item"
            disabled={isRunning(own) || problem !== undefined}
            onSelect={() => chooseAudioFile(ownSession)}
          >
            <span className="menu-box-tick" />
            {t("sessions.playFile")}
          </DropdownMenu.Item>
          <DropdownMenu.CheckboxItem
            className="menu-box-item"
            checked={own.isAudible}
            onSelect={() => ownSession.toggleAudible()}
          >
            <span className="menu-box-tick">{own.isAudible && <Check size={14} aria-hidden />}</span>
            {t("sessions.audible")}
          </DropdownMenu.CheckboxItem>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Microphones({ own }: { readonly own: OwnState }) {
  const editor = useEditor();
  const ownSession = useOwnSession();
  const t = useText();
  const has = (deviceId: string) => own.devices.some((device) => device.deviceId === deviceId);
  const systemId = has("default") ? "default" : "";
  const chosen = has(own.deviceId) ? own.deviceId : systemId;
  const system = systemId === "" ? [{ deviceId: "", label: t("microphone.default") }] : [];
  const choose = (deviceId: string) =>
    void ownSession.chooseDevice(deviceId).catch((error: unknown) => editor.fail(error));
  return (
    <>
      <DropdownMenu.Label className="watched-menu-label">{t("microphone.title")}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={chosen} onValueChange={choose}>
        {[...system, ...own.devices].map(({ deviceId, label }) => (
          <DropdownMenu.RadioItem key={deviceId} className="menu-box-item" value={deviceId}>
            <span className="menu-box-tick">{deviceId === chosen && <Check size={14} aria-hidden />}</span>
            {label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}
