import type { debug as en } from "../en/debug.ts";

export const debug: Readonly<Record<keyof typeof en, string>> = {
  "debug.lines": "Lo que muestran los nodos",
  "debug.none": "Ponga un nodo «Depuración» en un cable, despliegue y empiece: lo que pasa se muestra aquí.",
  "debug.time": "Tiempo (s)",
  "debug.node": "Nodo",
  "debug.port": "Puerto",
  "debug.text": "Lo que muestra",
};
