import type { NodeTexts } from "../page-texts.ts";

export const nodes: Readonly<Record<string, NodeTexts>> = {
  "audio-socket": {
    title: "Audio-Socket",
    summary: "Ton, den ein Programm über einen WebSocket an den Server sendet.",
    outputs: {
      audio: { name: "Audio", summary: "Was gesendet wird, als Mono-Stücke mit eigener Abtastrate." },
    },
  },
  "caption-output": {
    title: "Untertitel",
    summary: "Zeigt Untertitel und Übersetzungen und schreibt sie in Dateien: JSONL, SRT und WebVTT.",
    inputs: {
      transcript: { name: "Transkript", summary: "Was gesagt wurde, vorläufig und endgültig." },
      translation: { name: "Übersetzung", summary: "Dasselbe in anderen Sprachen." },
    },
    settings: {
      formats: {
        title: "Formate",
        description: "Was gezeigt und geschrieben wird.",
        options: { console: "Konsole", jsonl: "JSONL", srt: "SRT", webvtt: "WebVTT" },
      },
      folder: {
        title: "Ordner",
        description: "Wohin die Dateien kommen; fehlt er, wird er angelegt. Leer: keine Dateien.",
      },
      name: { title: "Dateiname", description: "Anfang jedes Dateinamens, ohne Ordner und Endung." },
    },
  },
  debug: {
    title: "Paketanzeige",
    summary: "Zeigt für jedes durchlaufende Paket eine Zeile und gibt es unverändert weiter.",
    inputs: { in: { name: "Eingang", summary: "Pakete beliebigen Typs." } },
    outputs: { out: { name: "Ausgang", summary: "Dieselben Pakete." } },
    settings: { every: { title: "Jedes wievielte", description: "Zeigt eines von so vielen Paketen." } },
  },
  diarize: {
    title: "Sprecher",
    summary: "Sagt, wer spricht: nummeriert die Sprecher und versieht Transkripte damit.",
    inputs: {
      segment: { name: "Segment", summary: "Sprache mit 16 kHz." },
      transcript: {
        name: "Transkript",
        summary: "Transkripte derselben Segmente, die ihren Sprecher bekommen.",
      },
    },
    outputs: {
      speaker: { name: "Sprecher", summary: "Wer spricht, ein Paket je abgeschlossenem Segment." },
      transcript: { name: "Transkript", summary: "Die Transkripte mit ihrem Sprecher." },
    },
    settings: {
      model: {
        title: "Modell",
        description: "Name eines Modells für Stimmabdrücke, das 80 Kaldi-Filterbänder nimmt.",
      },
      threshold: {
        title: "Schwelle",
        description: "Kosinus-Ähnlichkeit, ab der ein Segment zu einem bekannten Sprecher gehört.",
      },
      maxSpeakers: {
        title: "Höchstens Sprecher",
        description: "Sind es so viele, geht jedes Segment an den ähnlichsten.",
      },
      minSegmentMs: {
        title: "Kürzestes Segment",
        description:
          "Ein Segment mit weniger Sprache eröffnet keinen neuen Sprecher, außer es gibt noch keinen.",
      },
    },
  },
  "file-input": {
    title: "Dateieingabe",
    summary: "Spielt eine Audiodatei: WAV selbst, alles andere über ffmpeg.",
    outputs: { audio: { name: "Audio", summary: "Die Datei als Mono-Stücke mit ihrer Abtastrate." } },
    settings: {
      file: { title: "Datei", description: "Pfad der Audiodatei; `--input DATEI` setzt ihn." },
      pace: {
        title: "Tempo",
        description:
          "So schnell, wie der Flow es nimmt, oder jedes Stück dann, wenn ein Zuhörer es gehört hätte.",
        options: { "real-time": "Echtzeit", fast: "schnell" },
      },
      chunkMs: { title: "Stück", description: "Länge eines Audiopakets." },
    },
  },
  "mic-input": {
    title: "Mikrofon",
    summary: "Das Mikrofon dessen, der die Live-Seite öffnet, oder ein Audiogerät des Servers.",
    outputs: { audio: { name: "Audio", summary: "Was das Mikrofon hört, als Mono-Stücke." } },
    settings: {
      device: {
        title: "Gerät",
        description: "`browser` oder ein Audiogerät des Servers wie alsa:default oder pulse:default.",
      },
    },
  },
  placeholder: {
    title: "Platzhalter",
    summary: "Bewahrt Platz und alle Eigenschaften eines importierten Knotens auf, den Patchbay nicht hat.",
    inputs: { in: { name: "Eingang", summary: "Pakete beliebigen Typs." } },
    outputs: { out: { name: "Ausgang", summary: "Dieselben Pakete." } },
    settings: {
      source: { title: "Herkunft", description: "Woher das Original stammt: `node-red` oder `patchbay`." },
      originalType: { title: "Ursprünglicher Typ", description: "Der Knotentyp, den das Original hatte." },
      properties: {
        title: "Eigenschaften",
        description: "Das ganze Original, wie es in der Datei war, mit seinen Kabeln.",
      },
      reason: { title: "Grund", description: "Warum es ein Platzhalter ist." },
    },
  },
  resample: {
    title: "Abtastrate",
    summary: "Bringt Audio ohne Aliasing auf eine andere Abtastrate.",
    inputs: { audio: { name: "Audio", summary: "Audio mit beliebiger Abtastrate." } },
    outputs: { audio: { name: "Audio", summary: "Dasselbe Audio mit der eingestellten Abtastrate." } },
    settings: {
      sampleRateHz: {
        title: "Abtastrate",
        description: "Abtastrate des Ausgangs; Sprachmodelle nehmen 16000.",
      },
    },
  },
  "session-output": {
    title: "Sitzung",
    summary: "Sendet Untertitel, Übersetzungen und Sprecher an alle, die der Sitzung zuhören.",
    inputs: {
      transcript: { name: "Transkript", summary: "Was gesagt wurde, vorläufig und endgültig." },
      translation: { name: "Übersetzung", summary: "Dasselbe in anderen Sprachen." },
      speaker: { name: "Sprecher", summary: "Wer in welchem Segment spricht." },
    },
  },
  switch: {
    title: "Weiche",
    summary: "Schickt Pakete, die eine Bedingung erfüllen, den einen Weg und den Rest den anderen.",
    inputs: { in: { name: "Eingang", summary: "Pakete beliebigen Typs." } },
    outputs: {
      match: { name: "trifft zu", summary: "Pakete, die die Bedingung erfüllen." },
      otherwise: { name: "sonst", summary: "Alle anderen." },
    },
    settings: {
      property: {
        title: "Eigenschaft",
        description: "Eigenschaft des Pakets, etwa language, speaker oder averageLogProbability.",
      },
      operator: {
        title: "Vergleich",
        description:
          "Wie Eigenschaft und Wert verglichen werden; „passt auf“ nimmt einen regulären Ausdruck.",
        options: {
          equals: "ist gleich",
          contains: "enthält",
          matches: "passt auf",
          less: "ist kleiner als",
          greater: "ist größer als",
        },
      },
      value: { title: "Wert", description: "Womit die Eigenschaft verglichen wird." },
    },
  },
  "test-tone": {
    title: "Testton",
    summary: "Ein Sinus, ein Sweep, weißes Rauschen oder Stille, bei jedem Lauf gleich.",
    outputs: { audio: { name: "Audio", summary: "Das Signal als Mono-Stücke." } },
    settings: {
      kind: {
        title: "Art",
        description: "Was gespielt wird.",
        options: { sine: "Sinus", sweep: "Sweep", "white-noise": "weißes Rauschen", silence: "Stille" },
      },
      frequencyHz: { title: "Frequenz", description: "Frequenz des Sinus; unter der halben Abtastrate." },
      levelDb: { title: "Pegel", description: "Spitze, bezogen auf Vollaussteuerung." },
      durationMs: {
        title: "Dauer",
        description: "Wie lange er spielt; 0 spielt bis zum Ende der Sitzung, nur in Echtzeit.",
      },
      sampleRateHz: { title: "Abtastrate", description: "Abtastwerte je Sekunde." },
      pace: {
        title: "Tempo",
        description:
          "Jedes Stück dann, wenn ein Zuhörer es gehört hätte, oder so schnell, wie der Flow es nimmt.",
        options: { "real-time": "Echtzeit", fast: "schnell" },
      },
    },
  },
  transcribe: {
    title: "Transkription",
    summary: "Schreibt mit einem beliebigen Whisper-Modell auf, was in Sprachsegmenten gesagt wird.",
    inputs: {
      segment: {
        name: "Segment",
        summary: "Abgeschlossene Segmente mit der Abtastrate des Modells, 16 kHz.",
      },
      open: { name: "offen", summary: "Momentaufnahmen von Sprache, die noch andauert." },
    },
    outputs: { transcript: { name: "Transkript", summary: "Was gesagt wurde, vorläufig und endgültig." } },
    settings: {
      model: { title: "Modell", description: "Name eines installierten Whisper-Modells." },
      language: {
        title: "Sprache",
        description:
          "ISO-639-1-Code der gesprochenen Sprache, oder auto, um sie für jedes Segment zu erkennen.",
      },
      precision: {
        title: "Genauigkeit",
        description:
          "Welcher Export des Modells läuft. „automatisch“ nimmt den besten installierten für das Gerät.",
        options: { auto: "automatisch", quantized: "quantisiert" },
      },
      initialPrompt: {
        title: "Vorgabetext",
        description:
          "Namen und Begriffe, die vorkommen können, als Satz, der dem Gesprochenen vorausgeht; die letzten 223 Token zählen.",
      },
    },
  },
  translate: {
    title: "Übersetzung",
    summary: "Übersetzt Transkripte in eine oder mehrere Sprachen.",
    inputs: { transcript: { name: "Transkript", summary: "Was gesagt wurde, in beliebiger Sprache." } },
    outputs: { translation: { name: "Übersetzung", summary: "Ein Paket je Transkript und Zielsprache." } },
    settings: {
      model: { title: "Modell", description: "Name eines Übersetzungsmodells im Aufbau von M2M100." },
      targetLanguages: {
        title: "Zielsprachen",
        description: "ISO-639-1-Codes der Sprachen, in die übersetzt wird.",
      },
      precision: {
        title: "Genauigkeit",
        description:
          "Welcher Export des Modells läuft. „automatisch“ nimmt den besten installierten für das Gerät.",
        options: { auto: "automatisch", quantized: "quantisiert" },
      },
      partials: {
        title: "Vorläufiges übersetzen",
        description: "Ob auch vorläufige Hypothesen übersetzt werden.",
      },
    },
  },
  vad: {
    title: "Sprachaktivität",
    summary: "Findet Sprache in 16-kHz-Audio und schneidet sie an den Pausen in Segmente.",
    inputs: { audio: { name: "Audio", summary: "Mono-Audio mit 16 kHz." } },
    outputs: {
      segment: { name: "Segment", summary: "Jedes Stück Sprache, sobald es zu Ende ist." },
      open: { name: "offen", summary: "Momentaufnahmen von Sprache, die noch andauert." },
      probability: {
        name: "Wahrscheinlichkeit",
        summary: "Sprachwahrscheinlichkeit jedes Fensters von 32 ms.",
      },
    },
    settings: {
      model: { title: "Modell", description: "Modell für Sprachaktivität im Aufbau von Silero VAD v5." },
      threshold: { title: "Schwelle", description: "Sprachwahrscheinlichkeit, bei der Sprache beginnt." },
      offThreshold: {
        title: "Ausschaltschwelle",
        description:
          "Sprachwahrscheinlichkeit, unter der Stille beginnt; ein Wert über der Schwelle zählt wie sie.",
      },
      minSpeechMs: {
        title: "Mindestens Sprache",
        description:
          "Sprache mit weniger Stimme fällt weg. Von 200 gesprochenen Ziffern verlieren 250 ms 14, 150 ms zwei.",
      },
      minSilenceMs: {
        title: "Mindestens Stille",
        description:
          "Eine Pause dieser Länge beendet ein Segment. Kürzer ist schneller, länger lässt Sätze ganz.",
      },
      paddingMs: {
        title: "Rand",
        description:
          "Audio, das vor und nach der Sprache bleibt; danach nicht mehr als die abgewartete Pause.",
      },
      maxSegmentMs: {
        title: "Längstes Segment",
        description: "Ein längeres Segment wird an der leisesten Stelle seiner letzten 30 % geteilt.",
      },
      openEveryMs: {
        title: "Momentaufnahme alle",
        description:
          "Eine Momentaufnahme eines offenen Segments wird gesendet, wenn es um so viel gewachsen ist; 0 sendet keine.",
      },
    },
  },
  "websocket-output": {
    title: "WebSocket",
    summary:
      "Öffnet einen eigenen WebSocket und sendet Untertitel, Übersetzungen und Sprecher an alle seine Clients.",
    inputs: {
      transcript: { name: "Transkript", summary: "Was gesagt wurde, vorläufig und endgültig." },
      translation: { name: "Übersetzung", summary: "Dasselbe in anderen Sprachen." },
      speaker: { name: "Sprecher", summary: "Wer in welchem Segment spricht." },
    },
    settings: {
      host: {
        title: "Host",
        description: "Adresse, auf der er wartet; 0.0.0.0 lässt andere Rechner herein.",
      },
      port: { title: "Port", description: "Netzwerk-Port; 0 nimmt einen beliebigen freien." },
      path: { title: "Pfad", description: "Pfad der Adresse, mit einem Schrägstrich am Anfang." },
      historyLength: {
        title: "Verlauf",
        description:
          "Ereignisse (endgültige Untertitel, Übersetzungen, Sprecher), die für später Kommende bleiben.",
      },
    },
  },
};
