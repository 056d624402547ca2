import type { debug as en } from "../en/debug.ts";

export const debug: Readonly<Record<keyof typeof en, string>> = {
  "debug.lines": "Was Knoten zeigen",
  "debug.none":
    "Setzen Sie einen Knoten „Paketanzeige“ in ein Kabel, stellen Sie bereit und starten Sie: Was durchläuft, steht dann hier.",
  "debug.time": "Zeit (s)",
  "debug.node": "Knoten",
  "debug.port": "Anschluss",
  "debug.text": "Was er zeigt",
};
