import type { app as en } from "../en/app.ts";

export const app: Readonly<Record<keyof typeof en, string>> = {
  "app.title": "Éditeur Patchbay",
  "app.dismiss": "Masquer",
  "app.dock": "Panneaux",
  "app.dock.panel.captions": "Sous-titres",
  "app.dock.panel.problems": "Problèmes",
  "app.dock.panel.outline": "Plan",
  "app.dock.panel.debug": "Débogage",
  "app.dock.close": "Fermer le panneau",
  "app.hint.severalSources": "Désactivez ou supprimez toutes les sources sauf une.",
  "app.hint.unknownFlow": "Ouvrez un flux de la liste ; quelqu’un a peut-être supprimé celui-ci.",
  "app.close": "Fermer",
  "app.cancel": "Annuler",
};
