import type { microphone as en } from "../en/microphone.ts";

export const microphone: Readonly<Record<keyof typeof en, string>> = {
  "microphone.title": "Mikrofon",
  "microphone.default": "Standardmikrofon",
  "microphone.numbered": "Mikrofon {number}",
  "microphone.level": "Mikrofonpegel",
  "microphone.clip": "CLIP",
  "microphone.again": "Noch einmal versuchen",
  "microphone.problem.denied": "Das Mikrofon ist gesperrt",
  "microphone.problem.missing": "Kein Mikrofon gefunden",
  "microphone.problem.busy": "Das Mikrofon ist belegt",
  "microphone.problem.lost": "Das Mikrofon ist weg",
  "microphone.problem.unsupported": "Diese Seite kann kein Mikrofon benutzen",
  "microphone.hint.denied":
    "Klicken Sie auf das Symbol links neben der Adresse, erlauben Sie das Mikrofon für diese Seite und versuchen Sie es noch einmal.",
  "microphone.hint.missing":
    "Schließen Sie eines an oder schalten Sie es ein und versuchen Sie es noch einmal.",
  "microphone.hint.busy":
    "Schließen Sie das andere Programm, das es benutzt, und versuchen Sie es noch einmal.",
  "microphone.hint.lost": "Schließen Sie es wieder an oder wählen Sie ein anderes.",
  "microphone.hint.unsupported":
    "Öffnen Sie sie über https oder auf diesem Rechner als http://localhost, in einem aktuellen Browser.",
};
