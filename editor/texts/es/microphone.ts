import type { microphone as en } from "../en/microphone.ts";

export const microphone: Readonly<Record<keyof typeof en, string>> = {
  "microphone.title": "Micrófono",
  "microphone.default": "Micrófono predeterminado",
  "microphone.numbered": "Micrófono {number}",
  "microphone.level": "Nivel del micrófono",
  "microphone.clip": "CLIP",
  "microphone.again": "Intentar de nuevo",
  "microphone.problem.denied": "El micrófono está bloqueado",
  "microphone.problem.missing": "No se encontró ningún micrófono",
  "microphone.problem.busy": "El micrófono está en uso",
  "microphone.problem.lost": "El micrófono ha desaparecido",
  "microphone.problem.unsupported": "Esta página no puede usar un micrófono",
  "microphone.hint.denied":
    "Haga clic en el icono a la izquierda de la dirección, permita el micrófono para esta página e inténtelo de nuevo.",
  "microphone.hint.missing": "Conecte uno o enciéndalo e inténtelo de nuevo.",
  "microphone.hint.busy": "Cierre el otro programa que lo usa e inténtelo de nuevo.",
  "microphone.hint.lost": "Conéctelo de nuevo o elija otro.",
  "microphone.hint.unsupported":
    "Ábrala por https, o en este equipo como http://localhost, en un navegador actual.",
};
