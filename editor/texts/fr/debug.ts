import type { debug as en } from "../en/debug.ts";

export const debug: Readonly<Record<keyof typeof en, string>> = {
  "debug.lines": "Ce que montrent les nœuds",
  "debug.none": "Placez un nœud « Débogage » sur un fil, déployez et démarrez : ce qui passe s’affiche ici.",
  "debug.time": "Temps (s)",
  "debug.node": "Nœud",
  "debug.port": "Port",
  "debug.text": "Ce qu’il montre",
};
