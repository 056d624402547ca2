import type { app as en } from "../en/app.ts";

export const app: Readonly<Record<keyof typeof en, string>> = {
  "app.title": "Patchbay-Editor",
  "app.dismiss": "Ausblenden",
  "app.dock": "Bereiche",
  "app.dock.panel.captions": "Untertitel",
  "app.dock.panel.problems": "Probleme",
  "app.dock.panel.outline": "Gliederung",
  "app.dock.panel.debug": "Debug",
  "app.dock.close": "Bereich schließen",
  "app.hint.severalSources": "Schalten Sie alle Quellen bis auf eine aus, oder löschen Sie sie.",
  "app.hint.unknownFlow": "Öffnen Sie einen Flow aus der Liste; vielleicht hat jemand diesen gelöscht.",
  "app.close": "Schließen",
  "app.cancel": "Abbrechen",
};
