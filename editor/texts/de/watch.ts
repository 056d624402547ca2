import type { watch as en } from "../en/watch.ts";

export const watch: Readonly<Record<keyof typeof en, string>> = {
  "watch.document": "Untertitel – Patchbay",
  "watch.show": "Anzeigen",
  "watch.all": "Alle",
  "watch.original": "Nur Original",
  "watch.missing": "Nicht gefunden",
  "watch.connecting": "Verbinden…",
  "watch.empty.missing": "Diese Sitzung gibt es nicht. Bitten Sie um einen neuen Link.",
  "watch.empty.looking": "Die Sitzung wird gesucht…",
  "watch.empty.silent": "Es wurde nichts gesagt.",
  "watch.empty.waiting": "Untertitel erscheinen hier, sobald jemand spricht.",
  "watch.fullscreen.enter": "Vollbild",
  "watch.fullscreen.leave": "Vollbild verlassen",
};
