import type { watch as en } from "../en/watch.ts";

export const watch: Readonly<Record<keyof typeof en, string>> = {
  "watch.document": "Sous-titres – Patchbay",
  "watch.show": "Afficher",
  "watch.all": "Toutes",
  "watch.original": "Original seul",
  "watch.missing": "Introuvable",
  "watch.connecting": "Connexion…",
  "watch.empty.missing": "Cette session n’existe pas. Demandez un nouveau lien.",
  "watch.empty.looking": "Recherche de la session…",
  "watch.empty.silent": "Rien n’a été dit.",
  "watch.empty.waiting": "Les sous-titres apparaissent ici dès que quelqu’un parle.",
  "watch.fullscreen.enter": "Plein écran",
  "watch.fullscreen.leave": "Quitter le plein écran",
};
