import type { captions as en } from "../en/captions.ts";

export const captions: Readonly<Record<keyof typeof en, string>> = {
  "captions.title": "Sous-titres",
  "captions.state.live": "En direct",
  "captions.state.waiting": "Orateur absent",
  "captions.state.ended": "Terminée",
  "captions.state.failed": "Échec",
  "captions.download": "Télécharger",
  "captions.download.all": "Toutes les langues",
  "captions.download.spoken": "Tel que dit",
  "captions.jump": "Aller au direct",
  "captions.spoken": "Original",
  "captions.speaking": "Parle…",
  "captions.someone": "Quelqu’un",
  "captions.rename": "Renommer",
  "captions.speaker": "Locuteur {number}",
  "captions.nameOf": "Nom du locuteur {number}",
};
