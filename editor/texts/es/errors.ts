import type { ErrorTexts } from "../page-texts.ts";

export const errors: ErrorTexts = {
  "flow.not-json": { what: "El flujo no es JSON.", hint: "Corrija la sintaxis en el lugar indicado." },
  "flow.schema": {
    what: "El documento del flujo tiene una forma incorrecta.",
    hint: "Compárelo con flows/captions.json.",
  },
  "flow.version": {
    what: "El formato del flujo es desconocido o más nuevo que este Patchbay.",
    hint: 'Use "format": "patchbay.flow/1" o actualice Patchbay.',
  },
  "flow.duplicate-id": {
    what: "Dos nodos o cables comparten un identificador.",
    hint: "Dé a cada uno su propio identificador.",
  },
  "flow.unknown-node-type": { what: "Este tipo de nodo no existe aquí.", hint: "Vea `patchbay nodes`." },
  "flow.cycle": { what: "Los cables forman un círculo.", hint: "Quite uno de los cables indicados." },
  "flow.unknown-node": {
    what: "El flujo no tiene ningún nodo con este identificador.",
    hint: "Use uno de sus nodos.",
  },
  "flow.unknown-member": { what: "Un grupo nombra un nodo que no existe.", hint: "Sáquelo del grupo." },
  "flow.no-source": {
    what: "El flujo no tiene ninguna fuente.",
    hint: "Añada una fuente, por ejemplo una entrada de archivo.",
  },
  "edge.unknown-node": {
    what: "Un cable termina en un nodo que no existe.",
    hint: "Conéctelo de nuevo o quítelo.",
  },
  "edge.unknown-port": {
    what: "Un cable termina en un puerto que su nodo no tiene.",
    hint: "Use uno de los puertos indicados.",
  },
  "edge.type-mismatch": {
    what: "Un cable une puertos cuyos tipos no encajan.",
    hint: "Ponga en medio un nodo que convierta, o elija otro puerto.",
  },
  "edge.rate-mismatch": {
    what: "Un cable trae audio con una frecuencia de muestreo que su entrada no acepta.",
    hint: "Ponga en medio un nodo «Remuestreo».",
  },
  "edge.duplicate": { what: "Dos cables unen los mismos dos puertos.", hint: "Quite uno." },
  "port.unconnected": { what: "Una entrada obligatoria no tiene cable.", hint: "Conéctela o quite el nodo." },
  "port.packet-type": {
    what: "Por un cable de cualquier tipo llegó un paquete del tipo equivocado.",
    hint: "Conecte un puerto del tipo que el nodo espera.",
  },
  "config.invalid": {
    what: "Un ajuste falta, está mal escrito o fuera de rango.",
    hint: "Use un valor permitido.",
  },
  "config.not-live": {
    what: "El ajuste no puede cambiar mientras su nodo funciona.",
    hint: "Cámbielo en el flujo y despliegue: el nodo se reinicia.",
  },
  "config.unknown-setting": {
    what: "`--set` nombra algo que no existe.",
    hint: "Use --set nodo.campo=valor.",
  },
  "node.failed": {
    what: "Un nodo falló mientras trabajaba.",
    hint: "Mire la causa; conecte su puerto de errores para continuar.",
  },
  "node.open-failed": { what: "Un nodo no pudo iniciarse.", hint: "Mire la causa." },
  "session.aborted": { what: "La sesión terminó antes que su entrada.", hint: "Iníciela de nuevo." },
  "file.missing": {
    what: "Un archivo no existe o no se puede leer.",
    hint: "Compruebe la ruta y los permisos.",
  },
  "file.empty": {
    what: "El archivo de audio no contiene sonido.",
    hint: "Use un archivo con al menos una muestra.",
  },
  "file.write-failed": {
    what: "No se pudo escribir un resultado.",
    hint: "Compruebe la carpeta, los permisos y el espacio libre.",
  },
  "wav.malformed": {
    what: "El archivo WAV está dañado.",
    hint: "Expórtelo de nuevo, como WAV PCM o de coma flotante.",
  },
  "wav.unsupported": {
    what: "El archivo WAV tiene una codificación que no se lee.",
    hint: "Expórtelo como PCM o de coma flotante.",
  },
  "ffmpeg.missing": {
    what: "Sin ffmpeg solo se lee WAV.",
    hint: "Instale ffmpeg o convierta el archivo a WAV.",
  },
  "ffmpeg.failed": {
    what: "ffmpeg no pudo decodificar el archivo.",
    hint: "Compruebe que el archivo se reproduce en otro programa.",
  },
  "audio.sample-rate": {
    what: "Un nodo recibió audio con una frecuencia de muestreo que no acepta.",
    hint: "Ponga delante un nodo «Remuestreo».",
  },
  "model.missing": {
    what: "No hay ningún modelo instalado con este nombre.",
    hint: "Use uno de los nombres de la lista.",
  },
  "model.broken": {
    what: "Los archivos de un modelo están incompletos o dañados.",
    hint: "Instale el modelo de nuevo.",
  },
  "model.unknown": { what: "El catálogo no tiene este modelo.", hint: "Vea `patchbay models list`." },
  "model.not-installed": { what: "El modelo no se ha descargado.", hint: "Vea `patchbay models list`." },
  "model.exists": {
    what: "Alguien puso a mano una carpeta con el nombre del modelo.",
    hint: "Muévala o siga usándola.",
  },
  "model.busy": { what: "El modelo se está descargando o quitando.", hint: "Espere o cancélelo allí." },
  "model.not-pulling": { what: "El modelo no se está descargando.", hint: "No hay nada que hacer." },
  "model.cancelled": {
    what: "La descarga se canceló.",
    hint: "Descárguelo de nuevo: continúa donde se detuvo.",
  },
  "model.download": {
    what: "No se pudo obtener un archivo del modelo.",
    hint: "Compruebe la red, HTTPS_PROXY y HF_ENDPOINT, y descargue de nuevo: continúa donde se detuvo.",
  },
  "model.mismatch": {
    what: "Un archivo del modelo no es el que se publicó.",
    hint: "Descárguelo de nuevo; si no ayuda, compruebe el proxy o espejo intermedio.",
  },
  "model.gated": {
    what: "El repositorio no da este modelo a todo el mundo.",
    hint: "Acepte las condiciones en su página y defina HF_TOKEN.",
  },
  "model.no-file": {
    what: "Al repositorio del modelo le falta un archivo.",
    hint: "Use otra variante o actualice el catálogo de Patchbay.",
  },
  "model.no-space": {
    what: "El disco no tiene espacio para el modelo.",
    hint: "Libere espacio o indique otra carpeta con PATCHBAY_MODELS.",
  },
  "language.unknown": {
    what: "El modelo no conoce este idioma.",
    hint: "Use uno de los idiomas de la lista.",
  },
  "task.failed": { what: "Una tarea falló en su proceso.", hint: "Mire la causa." },
  "task.crashed": {
    what: "El proceso se cayó dos veces con la misma tarea.",
    hint: "Mire el registro del dispositivo; pruebe otro dispositivo o modelo.",
  },
  "task.timeout": {
    what: "Una tarea superó dos veces su plazo.",
    hint: "Use un modelo más pequeño, un dispositivo más rápido o un plazo más largo.",
  },
  "task.cancelled": { what: "Se canceló una tarea.", hint: "No hay nada que hacer: la sesión terminó." },
  "pool.full": {
    what: "La cola de un dispositivo está llena.",
    hint: "Use menos sesiones o añada un dispositivo.",
  },
  "device.failed": {
    what: "Un dispositivo falló al cargar o calcular.",
    hint: "Vea `patchbay devices`; ponga otro dispositivo en la lista del nodo.",
  },
  "device.unsuitable": {
    what: "Este modelo no puede ejecutarse en este dispositivo.",
    hint: "Use otra exportación del modelo o ponga otro dispositivo en la lista del nodo.",
  },
  "device.unavailable": { what: "Ninguno de los dispositivos deseados está.", hint: "Añada cpu a la lista." },
  "port.in-use": {
    what: "Un puerto de red está ocupado.",
    hint: "Elija otro puerto, o 0 para cualquiera libre.",
  },
  "cli.usage": { what: "No se entiende la línea de órdenes.", hint: "Vea `patchbay --help`." },
  "session.unknown": {
    what: "No existe ninguna sesión con este identificador.",
    hint: "Inicie una sesión nueva.",
  },
  "session.over": { what: "La sesión ha terminado.", hint: "Inicie una sesión nueva." },
  "session.elsewhere": {
    what: "Otro servidor tiene la sesión.",
    hint: "Vuelva a conectar en unos segundos.",
  },
  "session.secret": {
    what: "El secreto no es el de la sesión.",
    hint: "Use el de su primer ready o inicie una sesión nueva.",
  },
  "flow.not-deployed": {
    what: "El flujo no está desplegado.",
    hint: "Despliéguelo o nombre uno que lo esté.",
  },
  "flow.stale-revision": {
    what: "Entretanto, otra persona cambió el flujo.",
    hint: "Cargue la revisión más nueva y guarde o despliegue de nuevo.",
  },
  "store.unavailable": {
    what: "El almacén de sesiones no responde.",
    hint: "Compruebe los permisos y el espacio de la carpeta de datos, o que Redis funciona.",
  },
  "flow.unknown": { what: "No existe ningún flujo con este identificador.", hint: "Vea GET /api/flows." },
  "flow.exists": {
    what: "Ya existe un flujo con este identificador.",
    hint: "Use otro identificador o cambie ese flujo.",
  },
  "flow.invalid": { what: "El flujo tiene problemas.", hint: "Corrija los problemas indicados." },
  "flow.unknown-revision": { what: "El flujo no tiene esa revisión.", hint: "Use una de sus revisiones." },
  "data.locked": {
    what: "Otro servidor trabaja con la carpeta de datos.",
    hint: "Deténgalo o use otra carpeta con PATCHBAY_DATA.",
  },
  "session.running": { what: "La sesión sigue en curso.", hint: "Deténgala primero." },
  "request.invalid": { what: "La petición tiene una forma incorrecta.", hint: "Vea /api/docs." },
  "request.too-large": { what: "La petición es demasiado grande.", hint: "Envíe menos de una vez." },
  "request.unknown-path": { what: "No hay nada en esta ruta.", hint: "Vea /api/docs." },
  "request.rate": { what: "Llegaron demasiadas peticiones desde esta dirección.", hint: "Espere un minuto." },
  "request.token": {
    what: "La petición no trae un token válido.",
    hint: "Envíe Authorization: Bearer con PATCHBAY_TOKEN o abra una página una vez con ?token=.",
  },
  "request.origin": {
    what: "La petición viene de una página de otro sitio.",
    hint: "Indique su origen en PATCHBAY_ORIGINS.",
  },
  "server.failed": {
    what: "El servidor falló.",
    hint: "Busque el identificador de correlación en su registro.",
  },
  "input.missing": {
    what: "Nadie envía audio a esta sesión.",
    hint: "Iníciela desde /live o ejecútela con --input ARCHIVO.",
  },
  "audio-device.failed": {
    what: "Un dispositivo de sonido de este equipo no da audio.",
    hint: "Compruebe su nombre (`arecord -L`, `pactl list sources`) y que nada más lo ocupe.",
  },
  "audio.undecodable": {
    what: "El audio enviado no tiene el formato anunciado o está dañado.",
    hint: "Envíe el formato que indica hello, desde el primer byte.",
  },
  "flow.several-sources": {
    what: "El flujo tiene varias fuentes.",
    hint: "Desactive todas menos una o prescinda de --input.",
  },
  "import.not-flows": {
    what: "El archivo no contiene ni flujos de Patchbay ni JSON de flujos de Node-RED.",
    hint: "Expórtelo de nuevo: un flujo de Patchbay o la lista que da la exportación de Node-RED.",
  },
  "import.bad-entry": {
    what: "Una entrada del archivo no es un objeto.",
    hint: "Exporte el archivo de nuevo; cada entrada tiene que ser un objeto.",
  },
  "import.too-large": {
    what: "El archivo es más grande de lo que admite una importación.",
    hint: "Exporte menos flujos a la vez.",
  },
  "import.subflow-cycle": {
    what: "Un subflujo se contiene a sí mismo.",
    hint: "Quite en Node-RED una de las instancias indicadas.",
  },
  "import.missing-subflow": {
    what: "El subflujo de una instancia no está en el archivo.",
    hint: "Exporte el subflujo junto con el flujo.",
  },
  "import.odd-value": {
    what: "Una propiedad tiene un valor que no se entiende.",
    hint: "Mire el marcador de posición, que lo conserva.",
  },
  "stream.malformed": {
    what: "Un mensaje del WebSocket no se entiende.",
    hint: "Envíe lo que describe engine/protocol/audio-stream.ts, primero hello.",
  },
  "stream.version": {
    what: "El cliente usa otra versión del protocolo.",
    hint: "Actualice el cliente o Patchbay.",
  },
  "stream.timeout": { what: "No llegó ningún hello en 10 s.", hint: "Envíe hello como primer mensaje." },
};
