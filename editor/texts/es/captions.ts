import type { captions as en } from "../en/captions.ts";

export const captions: Readonly<Record<keyof typeof en, string>> = {
  "captions.title": "Subtítulos",
  "captions.state.live": "En directo",
  "captions.state.waiting": "Falta el orador",
  "captions.state.ended": "Terminada",
  "captions.state.failed": "Fallida",
  "captions.download": "Descargar",
  "captions.download.all": "Todos los idiomas",
  "captions.download.spoken": "Como se habló",
  "captions.jump": "Ir al presente",
  "captions.spoken": "Original",
  "captions.speaking": "Hablando…",
  "captions.someone": "Alguien",
  "captions.rename": "Renombrar",
  "captions.speaker": "Hablante {number}",
  "captions.nameOf": "Nombre del hablante {number}",
};
