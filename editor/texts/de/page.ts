import type { page as en } from "../en/page.ts";

export const page: Readonly<Record<keyof typeof en, string>> = {
  "page.language": "Sprache",
  "page.theme.dark": "Dunkle Farben verwenden",
  "page.theme.light": "Helle Farben verwenden",
  "page.textSize": "Textgröße",
  "page.textSize.smaller": "Kleinerer Text",
  "page.textSize.larger": "Größerer Text",
  "page.close": "Schließen",
  "page.copy": "Kopieren",
  "page.copied": "Kopiert",
  "page.copy.refused": "Nicht kopiert",
  "page.server.slow": "Der Server braucht zu lange für eine Antwort.",
  "page.server.unreached": "Der Server wurde nicht erreicht.",
  "page.server.status": "Der Server antwortete mit {status}.",
};
