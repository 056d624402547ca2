import type { app as en } from "../en/app.ts";

export const app: Readonly<Record<keyof typeof en, string>> = {
  "app.title": "Editor de Patchbay",
  "app.dismiss": "Descartar",
  "app.dock": "Paneles",
  "app.dock.panel.captions": "Subtítulos",
  "app.dock.panel.problems": "Problemas",
  "app.dock.panel.outline": "Esquema",
  "app.dock.panel.debug": "Depuración",
  "app.dock.close": "Cerrar el panel",
  "app.hint.severalSources": "Desactive o borre todas las fuentes menos una.",
  "app.hint.unknownFlow": "Abra un flujo de la lista; quizá alguien borró este.",
  "app.close": "Cerrar",
  "app.cancel": "Cancelar",
};
