import { secretNamePattern } from "#engine/graph/setting.ts";
import { loadSecretNames } from "../../api/secrets.ts";
import { usePolled } from "../../api/use-polled.ts";
import { useText } from "../../texts/texts.ts";
import { ComboBox } from "./combo-box.tsx";
import type { ControlProps } from "./control-props.ts";

/** How often the server is asked for its secrets, in ms: they change with a restart only. */
const secretsEveryMs = 30_000;

/**
 * A secret by its name: one that the server has, or any other name, for a server that will have it. What is no name may
 * be the secret itself, so it does not reach the document.
 */
export function SecretControl({ field, value, aria, commit, complain }: ControlProps) {
  const t = useText();
  const { data: names = [] } = usePolled(loadSecretNames, secretsEveryMs);
  const choose = (name: string) => {
    const isName = name === "" || secretNamePattern.test(name);
    complain(isName ? undefined : t("inspector.secret.noName"));
    if (isName) commit(name === "" && field.isOptional ? undefined : name);
  };
  return (
    <ComboBox
      aria={aria}
      value={String(value ?? "")}
      offers={names.map((name) => ({ value: name, label: name }))}
      placeholder={t("inspector.secret.pick")}
      commit={choose}
    />
  );
}
