import type { live as en } from "../en/live.ts";

export const live: Readonly<Record<keyof typeof en, string>> = {
  "live.document": "Live-Untertitel – Patchbay",
  "live.title": "Live-Untertitel",
  "live.setup.title": "Untertitel, während Sie sprechen",
  "live.setup.lead":
    "Starten Sie und sprechen Sie: Was Sie sagen, erscheint hier in Echtzeit, mit den Übersetzungen daneben.",
  "live.microphone.waiting": "Wartet auf Ihre Erlaubnis…",
  "live.microphone.test": "Mikrofon testen",
  "live.language": "Gesprochene Sprache",
  "live.language.auto": "Erkennen",
  "live.targets": "Übersetzen in",
  "live.start": "Starten",
  "live.stop": "Stopp",
  "live.space": "Leertaste",
  "live.finishing": "Wird beendet…",
  "live.connecting": "Verbinden…",
  "live.reconnecting": "Neu verbinden",
  "live.recording": "{seconds} s, nimmt weiter auf",
  "live.over": "Die Untertitel bleiben hier, bis Sie neu beginnen.",
  "live.new": "Neue Sitzung",
  "live.empty.silent": "Es wurde nichts gesagt.",
  "live.empty.speak": "Sprechen Sie: Was Sie sagen, erscheint hier.",
  "live.empty.translated": "Sprechen Sie: Was Sie sagen, erscheint hier, auch auf {languages}.",
  "live.flow.title": "Der Flow {flow} ist nicht bereitgestellt",
  "live.flow.hint":
    "Stellen Sie ihn im Editor bereit und laden Sie diese Seite neu. Jetzt bereitgestellt: {names}.",
  "live.flow.hint.none":
    "Stellen Sie ihn im Editor bereit und laden Sie diese Seite neu. Kein anderer Flow ist bereitgestellt.",
  "live.flow.open": "Editor öffnen",
  "live.copyAll": "Alle Untertitel kopieren",
  "live.format.txt": "Text",
  "live.share": "Teilen",
  "live.share.title": "Mit Zuhörern teilen",
  "live.share.code": "QR-Code des Links",
  "live.share.link": "Link",
  "live.share.about": "Wer den Link öffnet, liest mit: nur die Untertitel, in der Sprache der eigenen Wahl.",
  "live.share.local":
    "Diese Adresse gilt nur auf diesem Rechner. Für Telefone starten Sie den Server mit HOST=0.0.0.0 und einem PATCHBAY_TOKEN und setzen die Adresse des Rechners an die Stelle von {host}. Über http ist sie nur für Zuhörer: Browser geben das Mikrofon nur über https und auf localhost frei.",
};
