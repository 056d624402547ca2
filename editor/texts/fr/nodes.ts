import type { NodeTexts } from "../page-texts.ts";

export const nodes: Readonly<Record<string, NodeTexts>> = {
  "audio-socket": {
    title: "Socket audio",
    summary: "Du son qu’un programme envoie au serveur par un WebSocket.",
    outputs: { audio: { name: "audio", summary: "Ce qui est envoyé, en blocs mono à sa propre fréquence." } },
  },
  "caption-output": {
    title: "Sortie de sous-titres",
    summary: "Affiche les sous-titres et les traductions et les écrit en fichiers JSONL, SRT et WebVTT.",
    inputs: {
      transcript: { name: "transcription", summary: "Ce qui a été dit, provisoire et définitif." },
      translation: { name: "traduction", summary: "La même chose dans d’autres langues." },
    },
    settings: {
      formats: {
        title: "Formats",
        description: "Ce qui est affiché et écrit.",
        options: { console: "console", jsonl: "JSONL", srt: "SRT", webvtt: "WebVTT" },
      },
      folder: {
        title: "Dossier",
        description: "Où vont les fichiers ; il est créé s’il n’existe pas. Vide : pas de fichiers.",
      },
      name: {
        title: "Nom de fichier",
        description: "Début du nom de chaque fichier, sans dossier ni extension.",
      },
    },
  },
  debug: {
    title: "Débogage",
    summary: "Affiche une ligne pour chaque paquet qui passe et le transmet tel quel.",
    inputs: { in: { name: "entrée", summary: "Des paquets de tout type." } },
    outputs: { out: { name: "sortie", summary: "Les mêmes paquets." } },
    settings: { every: { title: "Un sur", description: "Affiche un paquet sur autant." } },
  },
  diarize: {
    title: "Locuteurs",
    summary: "Dit qui parle : numérote les locuteurs et les indique dans les transcriptions.",
    inputs: {
      segment: { name: "segment", summary: "De la parole à 16 kHz." },
      transcript: {
        name: "transcription",
        summary: "Transcriptions des mêmes segments, qui reçoivent leur locuteur.",
      },
    },
    outputs: {
      speaker: { name: "locuteur", summary: "Qui parle, un paquet par segment clos." },
      transcript: { name: "transcription", summary: "Les transcriptions avec leur locuteur." },
    },
    settings: {
      model: {
        title: "Modèle",
        description: "Nom d’un modèle d’empreintes vocales qui prend 80 bandes de filtres Kaldi.",
      },
      threshold: {
        title: "Seuil",
        description: "Similarité cosinus à partir de laquelle un segment appartient à un locuteur connu.",
      },
      maxSpeakers: {
        title: "Locuteurs au plus",
        description: "Une fois ce nombre atteint, chaque segment va au plus ressemblant.",
      },
      minSegmentMs: {
        title: "Segment le plus court",
        description:
          "Un segment avec moins de parole n’ouvre pas de nouveau locuteur, sauf s’il n’y en a encore aucun.",
      },
    },
  },
  "file-input": {
    title: "Fichier audio",
    summary: "Lit un fichier audio : le WAV directement, tout le reste par ffmpeg.",
    outputs: { audio: { name: "audio", summary: "Le fichier en blocs mono à sa fréquence." } },
    settings: {
      file: { title: "Fichier", description: "Chemin du fichier audio ; `--input FICHIER` le donne." },
      pace: {
        title: "Allure",
        description:
          "Aussi vite que le flux le prend, ou chaque bloc au moment où un auditeur l’aurait entendu.",
        options: { "real-time": "temps réel", fast: "rapide" },
      },
      chunkMs: { title: "Bloc", description: "Durée d’un paquet audio." },
    },
  },
  "mic-input": {
    title: "Micro",
    summary: "Le micro de la personne qui ouvre la page en direct, ou un appareil audio du serveur.",
    outputs: { audio: { name: "audio", summary: "Ce que le micro entend, en blocs mono." } },
    settings: {
      device: {
        title: "Appareil",
        description: "`browser`, ou un appareil audio du serveur comme alsa:default ou pulse:default.",
      },
    },
  },
  placeholder: {
    title: "Espace réservé",
    summary: "Garde la place et toutes les propriétés d’un nœud importé que Patchbay n’a pas.",
    inputs: { in: { name: "entrée", summary: "Des paquets de tout type." } },
    outputs: { out: { name: "sortie", summary: "Les mêmes paquets." } },
    settings: {
      source: { title: "Origine", description: "D’où vient l’original : `node-red` ou `patchbay`." },
      originalType: { title: "Type d’origine", description: "Le type de nœud qu’avait l’original." },
      properties: {
        title: "Propriétés",
        description: "L’original entier tel qu’il était dans le fichier, ses fils compris.",
      },
      reason: { title: "Raison", description: "Pourquoi c’est un espace réservé." },
    },
  },
  resample: {
    title: "Rééchantillonnage",
    summary: "Amène le son à une autre fréquence d’échantillonnage, sans repliement.",
    inputs: { audio: { name: "audio", summary: "Du son de toute fréquence." } },
    outputs: { audio: { name: "audio", summary: "Le même son à la fréquence choisie." } },
    settings: {
      sampleRateHz: {
        title: "Fréquence d’échantillonnage",
        description: "Fréquence de la sortie ; les modèles de parole prennent 16000.",
      },
    },
  },
  "session-output": {
    title: "Sortie de session",
    summary: "Envoie sous-titres, traductions et locuteurs à tous ceux qui suivent la session.",
    inputs: {
      transcript: { name: "transcription", summary: "Ce qui a été dit, provisoire et définitif." },
      translation: { name: "traduction", summary: "La même chose dans d’autres langues." },
      speaker: { name: "locuteur", summary: "Qui parle dans quel segment." },
    },
  },
  switch: {
    title: "Aiguillage",
    summary: "Envoie les paquets qui remplissent une condition d’un côté et le reste de l’autre.",
    inputs: { in: { name: "entrée", summary: "Des paquets de tout type." } },
    outputs: {
      match: { name: "oui", summary: "Les paquets qui remplissent la condition." },
      otherwise: { name: "sinon", summary: "Tous les autres." },
    },
    settings: {
      property: {
        title: "Propriété",
        description: "Propriété du paquet, comme language, speaker ou averageLogProbability.",
      },
      operator: {
        title: "Opérateur",
        description:
          "Comment la propriété et la valeur sont comparées ; « correspond à » prend une expression régulière.",
        options: {
          equals: "est égal à",
          contains: "contient",
          matches: "correspond à",
          less: "est inférieur à",
          greater: "est supérieur à",
        },
      },
      value: { title: "Valeur", description: "À quoi la propriété est comparée." },
    },
  },
  "test-tone": {
    title: "Son de test",
    summary: "Un sinus, un balayage, du bruit blanc ou du silence, identique à chaque fois.",
    outputs: { audio: { name: "audio", summary: "Le signal en blocs mono." } },
    settings: {
      kind: {
        title: "Genre",
        description: "Ce qui est joué.",
        options: { sine: "sinus", sweep: "balayage", "white-noise": "bruit blanc", silence: "silence" },
      },
      frequencyHz: {
        title: "Fréquence",
        description: "Fréquence du sinus ; sous la moitié de la fréquence d’échantillonnage.",
      },
      levelDb: { title: "Niveau", description: "Crête, par rapport à la pleine échelle." },
      durationMs: {
        title: "Durée",
        description:
          "Combien de temps il joue ; 0 joue jusqu’à l’arrêt de la session, en temps réel seulement.",
      },
      sampleRateHz: { title: "Fréquence d’échantillonnage", description: "Échantillons par seconde." },
      pace: {
        title: "Allure",
        description:
          "Chaque bloc au moment où un auditeur l’aurait entendu, ou aussi vite que le flux le prend.",
        options: { "real-time": "temps réel", fast: "rapide" },
      },
    },
  },
  transcribe: {
    title: "Transcription",
    summary: "Écrit ce qui est dit dans les segments de parole, avec n’importe quel modèle Whisper.",
    inputs: {
      segment: { name: "segment", summary: "Segments clos à la fréquence du modèle, 16 kHz." },
      open: { name: "ouvert", summary: "Instantanés de la parole qui dure encore." },
    },
    outputs: { transcript: { name: "transcription", summary: "Ce qui a été dit, provisoire et définitif." } },
    settings: {
      model: { title: "Modèle", description: "Nom d’un modèle Whisper installé." },
      language: {
        title: "Langue",
        description: "Code ISO 639-1 de la langue parlée, ou auto pour la détecter à chaque segment.",
      },
      precision: {
        title: "Précision",
        description:
          "Quel export du modèle s’exécute. « automatique » prend le meilleur de ceux installés pour l’appareil.",
        options: { auto: "automatique", quantized: "quantifié" },
      },
      initialPrompt: {
        title: "Texte d’amorce",
        description:
          "Noms et termes qui peuvent venir, écrits comme une phrase qui précède la parole ; les 223 derniers tokens comptent.",
      },
    },
  },
  translate: {
    title: "Traduction",
    summary: "Traduit les transcriptions dans une ou plusieurs langues.",
    inputs: {
      transcript: { name: "transcription", summary: "Ce qui a été dit, dans n’importe quelle langue." },
    },
    outputs: { translation: { name: "traduction", summary: "Un paquet par transcription et langue cible." } },
    settings: {
      model: { title: "Modèle", description: "Nom d’un modèle de traduction de structure M2M100." },
      targetLanguages: {
        title: "Langues cibles",
        description: "Codes ISO 639-1 des langues dans lesquelles on traduit.",
      },
      precision: {
        title: "Précision",
        description:
          "Quel export du modèle s’exécute. « automatique » prend le meilleur de ceux installés pour l’appareil.",
        options: { auto: "automatique", quantized: "quantifié" },
      },
      partials: {
        title: "Traduire le provisoire",
        description: "Si les hypothèses provisoires sont traduites aussi.",
      },
    },
  },
  vad: {
    title: "Activité vocale",
    summary: "Trouve la parole dans du son à 16 kHz et la coupe en segments aux pauses.",
    inputs: { audio: { name: "audio", summary: "Du son mono à 16 kHz." } },
    outputs: {
      segment: { name: "segment", summary: "Chaque passage de parole, une fois terminé." },
      open: { name: "ouvert", summary: "Instantanés de la parole qui dure encore." },
      probability: { name: "probabilité", summary: "Probabilité de parole de chaque fenêtre de 32 ms." },
    },
    settings: {
      model: { title: "Modèle", description: "Modèle d’activité vocale de structure Silero VAD v5." },
      threshold: { title: "Seuil", description: "Probabilité de parole à laquelle la parole commence." },
      offThreshold: {
        title: "Seuil de fin",
        description:
          "Probabilité de parole sous laquelle le silence commence ; une valeur au-dessus du seuil compte comme lui.",
      },
      minSpeechMs: {
        title: "Parole minimale",
        description:
          "La parole avec moins de voix est écartée. Sur 200 chiffres prononcés, 250 ms en perdent 14, 150 ms deux.",
      },
      minSilenceMs: {
        title: "Silence minimal",
        description:
          "Une pause de cette durée termine un segment. Plus courte, c’est plus rapide ; plus longue, les phrases restent entières.",
      },
      paddingMs: {
        title: "Marge",
        description: "Son gardé avant et après la parole ; après, pas plus que la pause attendue.",
      },
      maxSegmentMs: {
        title: "Segment le plus long",
        description: "Un segment plus long est coupé en deux à l’endroit le plus calme de ses derniers 30 %.",
      },
      openEveryMs: {
        title: "Instantané tous les",
        description:
          "Un instantané d’un segment ouvert est envoyé quand il a grandi d’autant ; 0 n’en envoie aucun.",
      },
    },
  },
  "websocket-output": {
    title: "Sortie WebSocket",
    summary: "Ouvre un WebSocket à lui et envoie sous-titres, traductions et locuteurs à tous ses clients.",
    inputs: {
      transcript: { name: "transcription", summary: "Ce qui a été dit, provisoire et définitif." },
      translation: { name: "traduction", summary: "La même chose dans d’autres langues." },
      speaker: { name: "locuteur", summary: "Qui parle dans quel segment." },
    },
    settings: {
      host: { title: "Hôte", description: "Adresse d’écoute ; 0.0.0.0 laisse entrer d’autres ordinateurs." },
      port: { title: "Port", description: "Port réseau ; 0 prend n’importe quel port libre." },
      path: { title: "Chemin", description: "Chemin de l’adresse, qui commence par une barre oblique." },
      historyLength: {
        title: "Historique",
        description:
          "Événements (sous-titres définitifs, traductions, locuteurs) gardés pour ceux qui arrivent plus tard.",
      },
    },
  },
};
