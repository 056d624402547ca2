import type { live as en } from "../en/live.ts";

export const live: Readonly<Record<keyof typeof en, string>> = {
  "live.document": "Subtítulos en directo – Patchbay",
  "live.title": "Subtítulos en directo",
  "live.setup.title": "Subtítulos mientras habla",
  "live.setup.lead":
    "Pulse Iniciar y hable: lo que diga aparece aquí en tiempo real, con sus traducciones al lado.",
  "live.microphone.waiting": "Esperando su permiso…",
  "live.microphone.test": "Probar el micrófono",
  "live.language": "Idioma hablado",
  "live.language.auto": "Detectar",
  "live.targets": "Traducir a",
  "live.start": "Iniciar",
  "live.stop": "Detener",
  "live.space": "Espacio",
  "live.finishing": "Terminando…",
  "live.connecting": "Conectando…",
  "live.reconnecting": "Reconectando",
  "live.recording": "{seconds} s, se sigue grabando",
  "live.over": "Los subtítulos se quedan aquí hasta que empiece de nuevo.",
  "live.new": "Nueva sesión",
  "live.empty.silent": "No se dijo nada.",
  "live.empty.speak": "Hable: lo que diga aparece aquí.",
  "live.empty.translated": "Hable: lo que diga aparece aquí, también en {languages}.",
  "live.flow.title": "El flujo {flow} no está desplegado",
  "live.flow.hint": "Despliéguelo en el editor y vuelva a cargar esta página. Desplegado ahora: {names}.",
  "live.flow.hint.none":
    "Despliéguelo en el editor y vuelva a cargar esta página. No hay ningún otro flujo desplegado.",
  "live.flow.open": "Abrir el editor",
  "live.copyAll": "Copiar todos los subtítulos",
  "live.format.txt": "Texto",
  "live.share": "Compartir",
  "live.share.title": "Compartir con los oyentes",
  "live.share.code": "Código QR del enlace",
  "live.share.link": "Enlace",
  "live.share.about":
    "Quien abra el enlace puede seguir la lectura: solo los subtítulos, en el idioma que elija.",
  "live.share.local":
    "Esta dirección solo funciona en este equipo. Para teléfonos, inicie el servidor con HOST=0.0.0.0 y un PATCHBAY_TOKEN, y ponga la dirección del equipo en lugar de {host}. Por http es solo para oyentes: los navegadores solo permiten el micrófono con https y en localhost.",
};
