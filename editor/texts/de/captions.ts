import type { captions as en } from "../en/captions.ts";

export const captions: Readonly<Record<keyof typeof en, string>> = {
  "captions.title": "Untertitel",
  "captions.state.live": "Live",
  "captions.state.waiting": "Sprecher ist weg",
  "captions.state.ended": "Beendet",
  "captions.state.failed": "Fehlgeschlagen",
  "captions.download": "Herunterladen",
  "captions.download.all": "Alle Sprachen",
  "captions.download.spoken": "Wie gesprochen",
  "captions.jump": "Zum Neuesten",
  "captions.spoken": "Gesprochen",
  "captions.speaking": "Spricht…",
  "captions.someone": "Jemand",
  "captions.rename": "Umbenennen",
  "captions.speaker": "Sprecher {number}",
  "captions.nameOf": "Name von Sprecher {number}",
};
