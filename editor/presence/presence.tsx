import "./presence.css";
import { Popover } from "radix-ui";
import { type FormEvent, useState } from "react";
import { useEditor, useNews } from "../document/editor-context.tsx";
import type { FlowTab } from "../document/flow-tab.ts";
import type { OtherEditor } from "../document/news.ts";
import { chooseName, givenName, initials, personColour } from "../document/person.ts";
import { useText } from "../texts/texts.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";

/** So many people are shown one by one. */
const shownAtMost = 3;

/** Who else has this flow open; nothing while one is alone. */
export function Presence({ tab }: { readonly tab: FlowTab }) {
  const t = useText();
  const editors = useNews((news) => news.editors);
  const others = editors.filter(({ flowId }) => flowId === tab.id);
  if (others.length === 0) return null;
  const more = others.length - shownAtMost;
  const names = others.map((other) => describe(other, t)).join(", ");
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" className="presence" title={names}>
          <span className="visually-hidden">{t("deploy.presence", { names })}</span>
          {others.slice(0, shownAtMost).map((other) => (
            <Person key={other.editorId} other={other} />
          ))}
          {more > 0 && (
            <span className="presence-more" aria-hidden>
              +{more}
            </span>
          )}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="presence-list"
          aria-label={t("deploy.presence.title")}
          align="end"
          sideOffset={6}
          collisionPadding={8}
        >
          <strong>{t("deploy.presence.title")}</strong>
          <ul>
            {others.map((other) => (
              <li key={other.editorId}>
                <Person other={other} />
                {describe(other, t)}
              </li>
            ))}
          </ul>
          <OwnName />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function describe({ name, dirty }: OtherEditor, t: ReturnType<typeof useText>): string {
  return dirty ? t("deploy.presence.dirty", { name }) : name;
}

function Person({ other: { editorId, name, dirty } }: { readonly other: OtherEditor }) {
  return (
    <span
      className="presence-chip"
      data-dirty={dirty ? "" : undefined}
      style={{ background: `var(--speaker-${personColour(editorId)})` }}
      aria-hidden
    >
      {initials(name)}
    </span>
  );
}

/** The name that the others see. */
function OwnName() {
  const editor = useEditor();
  const t = useText();
  const [name, setName] = useState(givenName);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    chooseName(name);
    editor.notify("good", t("deploy.presence.named"));
  };
  return (
    <form onSubmit={submit}>
      <TextField
        label={t("deploy.presence.me")}
        placeholder={t("deploy.someone")}
        maxLength={64}
        autoComplete="name"
        value={name}
        onChange={setName}
      />
      <Button type="submit" size="small">
        {t("deploy.presence.save")}
      </Button>
    </form>
  );
}
