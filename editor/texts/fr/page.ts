import type { page as en } from "../en/page.ts";

export const page: Readonly<Record<keyof typeof en, string>> = {
  "page.language": "Langue",
  "page.theme.dark": "Utiliser des couleurs sombres",
  "page.theme.light": "Utiliser des couleurs claires",
  "page.textSize": "Taille du texte",
  "page.textSize.smaller": "Texte plus petit",
  "page.textSize.larger": "Texte plus grand",
  "page.close": "Fermer",
  "page.copy": "Copier",
  "page.copied": "Copié",
  "page.copy.refused": "Non copié",
  "page.server.slow": "Le serveur met trop de temps à répondre.",
  "page.server.unreached": "Le serveur n’a pas pu être joint.",
  "page.server.status": "Le serveur a répondu {status}.",
};
