import type { watch as en } from "../en/watch.ts";

export const watch: Readonly<Record<keyof typeof en, string>> = {
  "watch.document": "Subtítulos – Patchbay",
  "watch.show": "Mostrar",
  "watch.all": "Todos",
  "watch.original": "Solo original",
  "watch.missing": "No encontrada",
  "watch.connecting": "Conectando…",
  "watch.empty.missing": "Esta sesión no existe. Pida un enlace nuevo.",
  "watch.empty.looking": "Buscando la sesión…",
  "watch.empty.silent": "No se dijo nada.",
  "watch.empty.waiting": "Los subtítulos aparecen aquí en cuanto alguien habla.",
  "watch.fullscreen.enter": "Pantalla completa",
  "watch.fullscreen.leave": "Salir de pantalla completa",
};
