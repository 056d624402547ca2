import type { page as en } from "../en/page.ts";

export const page: Readonly<Record<keyof typeof en, string>> = {
  "page.language": "Idioma",
  "page.theme.dark": "Usar colores oscuros",
  "page.theme.light": "Usar colores claros",
  "page.textSize": "Tamaño del texto",
  "page.textSize.smaller": "Texto más pequeño",
  "page.textSize.larger": "Texto más grande",
  "page.close": "Cerrar",
  "page.copy": "Copiar",
  "page.copied": "Copiado",
  "page.copy.refused": "No se ha copiado",
  "page.server.slow": "El servidor tarda demasiado en responder.",
  "page.server.unreached": "No se pudo contactar con el servidor.",
  "page.server.status": "El servidor respondió {status}.",
};
