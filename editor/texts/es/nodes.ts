import type { NodeTexts } from "../page-texts.ts";

export const nodes: Readonly<Record<string, NodeTexts>> = {
  "audio-socket": {
    title: "Socket de audio",
    summary: "Audio que un programa envía al servidor por un WebSocket.",
    outputs: {
      audio: { name: "audio", summary: "Lo que se envía, en fragmentos mono con su propia frecuencia." },
    },
  },
  "caption-output": {
    title: "Salida de subtítulos",
    summary: "Muestra subtítulos y traducciones y los escribe en archivos JSONL, SRT y WebVTT.",
    inputs: {
      transcript: { name: "transcripción", summary: "Lo que se dijo, provisional y definitivo." },
      translation: { name: "traducción", summary: "Lo mismo en otros idiomas." },
    },
    settings: {
      formats: {
        title: "Formatos",
        description: "Qué mostrar y escribir.",
        options: { console: "consola", jsonl: "JSONL", srt: "SRT", webvtt: "WebVTT" },
      },
      folder: {
        title: "Carpeta",
        description: "Dónde van los archivos; se crea si no existe. Vacía: sin archivos.",
      },
      name: {
        title: "Nombre de archivo",
        description: "Comienzo del nombre de cada archivo, sin carpeta ni extensión.",
      },
    },
  },
  debug: {
    title: "Depuración",
    summary: "Muestra una línea por cada paquete que pasa y lo entrega sin cambios.",
    inputs: { in: { name: "entrada", summary: "Paquetes de cualquier tipo." } },
    outputs: { out: { name: "salida", summary: "Los mismos paquetes." } },
    settings: { every: { title: "Cada cuántos", description: "Muestra un paquete de cada tantos." } },
  },
  diarize: {
    title: "Hablantes",
    summary: "Dice quién habla: numera a los hablantes y los anota en las transcripciones.",
    inputs: {
      segment: { name: "segmento", summary: "Voz a 16 kHz." },
      transcript: {
        name: "transcripción",
        summary: "Transcripciones de los mismos segmentos, para anotarles el hablante.",
      },
    },
    outputs: {
      speaker: { name: "hablante", summary: "Quién habla, un paquete por segmento cerrado." },
      transcript: { name: "transcripción", summary: "Las transcripciones con su hablante." },
    },
    settings: {
      model: {
        title: "Modelo",
        description: "Nombre de un modelo de huellas de voz que toma 80 bandas de filtro de Kaldi.",
      },
      threshold: {
        title: "Umbral",
        description: "Similitud coseno a partir de la cual un segmento es de un hablante conocido.",
      },
      maxSpeakers: {
        title: "Máximo de hablantes",
        description: "Cuando hay tantos, cada segmento va al más parecido.",
      },
      minSegmentMs: {
        title: "Segmento más corto",
        description: "Un segmento con menos voz no abre un hablante nuevo, salvo que no haya ninguno.",
      },
    },
  },
  "file-input": {
    title: "Entrada de archivo",
    summary: "Reproduce un archivo de audio: WAV por sí mismo, lo demás con ffmpeg.",
    outputs: { audio: { name: "audio", summary: "El archivo en fragmentos mono con su frecuencia." } },
    settings: {
      file: { title: "Archivo", description: "Ruta del archivo de audio; `--input ARCHIVO` la pone." },
      pace: {
        title: "Ritmo",
        description: "Tan rápido como lo acepte el flujo, o cada fragmento cuando un oyente lo habría oído.",
        options: { "real-time": "tiempo real", fast: "rápido" },
      },
      chunkMs: { title: "Fragmento", description: "Duración de un paquete de audio." },
    },
  },
  "mic-input": {
    title: "Micrófono",
    summary: "El micrófono de quien abre la página en directo, o un dispositivo de sonido del servidor.",
    outputs: { audio: { name: "audio", summary: "Lo que oye el micrófono, en fragmentos mono." } },
    settings: {
      device: {
        title: "Dispositivo",
        description: "`browser`, o un dispositivo de sonido del servidor como alsa:default o pulse:default.",
      },
    },
  },
  placeholder: {
    title: "Marcador de posición",
    summary: "Guarda el lugar y todas las propiedades de un nodo importado que Patchbay no tiene.",
    inputs: { in: { name: "entrada", summary: "Paquetes de cualquier tipo." } },
    outputs: { out: { name: "salida", summary: "Los mismos paquetes." } },
    settings: {
      source: { title: "Origen", description: "De dónde viene el original: `node-red` o `patchbay`." },
      originalType: { title: "Tipo original", description: "El tipo de nodo que tenía el original." },
      properties: {
        title: "Propiedades",
        description: "El original completo tal como estaba en el archivo, con sus cables.",
      },
      reason: { title: "Motivo", description: "Por qué es un marcador de posición." },
    },
  },
  resample: {
    title: "Remuestreo",
    summary: "Lleva el audio a otra frecuencia de muestreo sin aliasing.",
    inputs: { audio: { name: "audio", summary: "Audio de cualquier frecuencia." } },
    outputs: { audio: { name: "audio", summary: "El mismo audio con la frecuencia elegida." } },
    settings: {
      sampleRateHz: {
        title: "Frecuencia de muestreo",
        description: "Frecuencia de la salida; los modelos de voz usan 16000.",
      },
    },
  },
  "session-output": {
    title: "Salida de sesión",
    summary: "Envía subtítulos, traducciones y hablantes a todos los que escuchan la sesión.",
    inputs: {
      transcript: { name: "transcripción", summary: "Lo que se dijo, provisional y definitivo." },
      translation: { name: "traducción", summary: "Lo mismo en otros idiomas." },
      speaker: { name: "hablante", summary: "Quién habla en qué segmento." },
    },
  },
  switch: {
    title: "Conmutador",
    summary: "Envía los paquetes que cumplen una condición por un lado y el resto por otro.",
    inputs: { in: { name: "entrada", summary: "Paquetes de cualquier tipo." } },
    outputs: {
      match: { name: "cumple", summary: "Paquetes que cumplen la condición." },
      otherwise: { name: "si no", summary: "Todos los demás." },
    },
    settings: {
      property: {
        title: "Propiedad",
        description: "Propiedad del paquete, como language, speaker o averageLogProbability.",
      },
      operator: {
        title: "Operador",
        description: "Cómo se comparan la propiedad y el valor; «coincide con» toma una expresión regular.",
        options: {
          equals: "es igual a",
          contains: "contiene",
          matches: "coincide con",
          less: "es menor que",
          greater: "es mayor que",
        },
      },
      value: { title: "Valor", description: "Con qué se compara la propiedad." },
    },
  },
  "test-tone": {
    title: "Tono de prueba",
    summary: "Un seno, un barrido, ruido blanco o silencio, igual en cada ejecución.",
    outputs: { audio: { name: "audio", summary: "La señal en fragmentos mono." } },
    settings: {
      kind: {
        title: "Clase",
        description: "Qué se reproduce.",
        options: { sine: "seno", sweep: "barrido", "white-noise": "ruido blanco", silence: "silencio" },
      },
      frequencyHz: {
        title: "Frecuencia",
        description: "Frecuencia del seno; inferior a la mitad de la frecuencia de muestreo.",
      },
      levelDb: { title: "Nivel", description: "Pico, respecto a la escala completa." },
      durationMs: {
        title: "Duración",
        description: "Cuánto dura; 0 suena hasta que se detiene la sesión, solo en tiempo real.",
      },
      sampleRateHz: { title: "Frecuencia de muestreo", description: "Muestras por segundo." },
      pace: {
        title: "Ritmo",
        description: "Cada fragmento cuando un oyente lo habría oído, o tan rápido como lo acepte el flujo.",
        options: { "real-time": "tiempo real", fast: "rápido" },
      },
    },
  },
  transcribe: {
    title: "Transcripción",
    summary: "Escribe lo que se dice en los segmentos de voz, con cualquier modelo Whisper.",
    inputs: {
      segment: { name: "segmento", summary: "Segmentos cerrados a la frecuencia del modelo, 16 kHz." },
      open: { name: "abierto", summary: "Instantáneas de la voz que aún continúa." },
    },
    outputs: { transcript: { name: "transcripción", summary: "Lo que se dijo, provisional y definitivo." } },
    settings: {
      model: { title: "Modelo", description: "Nombre de un modelo Whisper instalado." },
      language: {
        title: "Idioma",
        description: "Código ISO 639-1 del idioma hablado, o auto para detectarlo en cada segmento.",
      },
      precision: {
        title: "Precisión",
        description:
          "Qué exportación del modelo se ejecuta. «automática» elige la mejor de las instaladas para el dispositivo.",
        options: { auto: "automática", quantized: "cuantizada" },
      },
      initialPrompt: {
        title: "Texto de partida",
        description:
          "Nombres y términos que pueden aparecer, escritos como una frase anterior al habla; cuentan los últimos 223 tokens.",
      },
    },
  },
  translate: {
    title: "Traducción",
    summary: "Traduce transcripciones a uno o varios idiomas.",
    inputs: { transcript: { name: "transcripción", summary: "Lo que se dijo, en cualquier idioma." } },
    outputs: {
      translation: { name: "traducción", summary: "Un paquete por transcripción e idioma de destino." },
    },
    settings: {
      model: {
        title: "Modelo",
        description: "Nombre de un modelo de traducción con la estructura de M2M100.",
      },
      targetLanguages: {
        title: "Idiomas de destino",
        description: "Códigos ISO 639-1 de los idiomas a los que se traduce.",
      },
      precision: {
        title: "Precisión",
        description:
          "Qué exportación del modelo se ejecuta. «automática» elige la mejor de las instaladas para el dispositivo.",
        options: { auto: "automática", quantized: "cuantizada" },
      },
      partials: {
        title: "Traducir lo provisional",
        description: "Si también se traducen las hipótesis provisionales.",
      },
    },
  },
  vad: {
    title: "Actividad de voz",
    summary: "Encuentra la voz en audio de 16 kHz y la corta en segmentos por las pausas.",
    inputs: { audio: { name: "audio", summary: "Audio mono a 16 kHz." } },
    outputs: {
      segment: { name: "segmento", summary: "Cada tramo de voz, una vez terminado." },
      open: { name: "abierto", summary: "Instantáneas de la voz que aún continúa." },
      probability: { name: "probabilidad", summary: "Probabilidad de voz de cada ventana de 32 ms." },
    },
    settings: {
      model: {
        title: "Modelo",
        description: "Modelo de actividad de voz con la estructura de Silero VAD v5.",
      },
      threshold: { title: "Umbral", description: "Probabilidad de voz a la que empieza la voz." },
      offThreshold: {
        title: "Umbral de apagado",
        description:
          "Probabilidad de voz por debajo de la cual empieza el silencio; un valor por encima del umbral cuenta como él.",
      },
      minSpeechMs: {
        title: "Voz mínima",
        description:
          "Se descarta la voz más breve que esto. De 200 dígitos hablados, 250 ms pierden 14; 150 ms, dos.",
      },
      minSilenceMs: {
        title: "Silencio mínimo",
        description:
          "Una pausa de esta duración termina un segmento. Más corta es más rápida; más larga mantiene enteras las frases.",
      },
      paddingMs: {
        title: "Margen",
        description:
          "Audio que se conserva antes y después de la voz; después, no más que la pausa esperada.",
      },
      maxSegmentMs: {
        title: "Segmento más largo",
        description: "Un segmento más largo se corta en dos en el lugar más silencioso de su último 30 %.",
      },
      openEveryMs: {
        title: "Instantánea cada",
        description:
          "Se envía una instantánea de un segmento abierto cuando ha crecido esto; 0 no envía ninguna.",
      },
    },
  },
  "websocket-output": {
    title: "Salida WebSocket",
    summary: "Abre un WebSocket propio y envía subtítulos, traducciones y hablantes a todos sus clientes.",
    inputs: {
      transcript: { name: "transcripción", summary: "Lo que se dijo, provisional y definitivo." },
      translation: { name: "traducción", summary: "Lo mismo en otros idiomas." },
      speaker: { name: "hablante", summary: "Quién habla en qué segmento." },
    },
    settings: {
      host: {
        title: "Host",
        description: "Dirección en la que escucha; 0.0.0.0 deja entrar a otros equipos.",
      },
      port: { title: "Puerto", description: "Puerto de red; 0 toma cualquiera libre." },
      path: { title: "Ruta", description: "Ruta de la dirección, que empieza con una barra." },
      historyLength: {
        title: "Historial",
        description:
          "Eventos (subtítulos definitivos, traducciones, hablantes) que se guardan para quien llega tarde.",
      },
    },
  },
};
