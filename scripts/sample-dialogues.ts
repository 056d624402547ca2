/** A synthetic voice: a name that `flite -lv` or `espeak-ng --voices` lists, for espeak-ng with its variant. */
export interface Voice {
  readonly engine: "flite" | "espeak-ng";
  readonly name: string;
}

/** What one speaker says before the other one answers, with its translations by a human. */
export interface Turn {
  readonly speaker: 1 | 2;
  /** ISO 639-1 code. */
  readonly language: string;
  readonly text: string;
  readonly translations: Readonly<Record<string, string>>;
}

/** A conversation to be spoken into `flows/samples/NAME.wav`. */
export interface Sample {
  readonly name: string;
  readonly languages: readonly string[];
  readonly voices: readonly [Voice, Voice];
  readonly turns: readonly Turn[];
}

type Speaker = Turn["speaker"];

function english(speaker: Speaker, text: string, es: string, fr: string, de: string): Turn {
  return { speaker, language: "en", text, translations: { es, fr, de } };
}

function spanish(speaker: Speaker, text: string, en: string, fr: string, de: string): Turn {
  return { speaker, language: "es", text, translations: { en, fr, de } };
}

function german(speaker: Speaker, text: string, en: string, es: string, fr: string): Turn {
  return { speaker, language: "de", text, translations: { en, es, fr } };
}

/** Anna asks Peter for the way and the train. All sentences are of the demo models' phrasebook. */
const conversation: Sample = {
  name: "conversation",
  languages: ["en"],
  voices: [
    { engine: "flite", name: "slt" },
    { engine: "flite", name: "rms" },
  ],
  turns: [
    english(1, "Do you speak English?", "¿Habla inglés?", "Parlez-vous anglais ?", "Sprechen Sie Englisch?"),
    english(2, "Yes, of course.", "Sí, por supuesto.", "Oui, bien sûr.", "Ja, natürlich."),
    english(
      1,
      "Where is the train station?",
      "¿Dónde está la estación de tren?",
      "Où est la gare ?",
      "Wo ist der Bahnhof?",
    ),
    english(
      2,
      "The train station is on the left.",
      "La estación de tren está a la izquierda.",
      "La gare est à gauche.",
      "Der Bahnhof ist links.",
    ),
    english(
      1,
      "I want to go to Paris.",
      "Quiero ir a París.",
      "Je veux aller à Paris.",
      "Ich möchte nach Paris fahren.",
    ),
    english(
      2,
      "The train to Paris leaves at nine o'clock.",
      "El tren a París sale a las nueve.",
      "Le train pour Paris part à neuf heures.",
      "Der Zug nach Paris fährt um neun Uhr ab.",
    ),
    english(
      1,
      "Can you repeat that, please?",
      "¿Puede repetirlo, por favor?",
      "Pouvez-vous répéter, s'il vous plaît ?",
      "Können Sie das bitte wiederholen?",
    ),
    english(
      2,
      "The train leaves from platform four.",
      "El tren sale del andén cuatro.",
      "Le train part du quai quatre.",
      "Der Zug fährt von Gleis vier ab.",
    ),
    english(1, "How much does it cost?", "¿Cuánto cuesta?", "Combien ça coûte ?", "Wie viel kostet das?"),
    english(
      2,
      "It costs twelve euros.",
      "Cuesta doce euros.",
      "Ça coûte douze euros.",
      "Es kostet zwölf Euro.",
    ),
    english(1, "Thank you very much.", "Muchas gracias.", "Merci beaucoup.", "Vielen Dank."),
    english(2, "You're welcome.", "De nada.", "Je vous en prie.", "Gern geschehen."),
    english(1, "My name is Anna.", "Me llamo Anna.", "Je m'appelle Anna.", "Ich heiße Anna."),
    english(
      2,
      "Nice to meet you. My name is Peter.",
      "Mucho gusto. Me llamo Peter.",
      "Enchanté. Je m'appelle Peter.",
      "Freut mich, Sie kennenzulernen. Ich heiße Peter.",
    ),
  ],
};

/** Anna speaks Spanish, Peter German: every turn is in the other language. */
const stopover: Sample = {
  name: "stopover",
  languages: ["es", "de"],
  voices: [
    { engine: "espeak-ng", name: "es+f4" },
    { engine: "espeak-ng", name: "de+m1" },
  ],
  turns: [
    spanish(
      1,
      "Quiero ir a París.",
      "I want to go to Paris.",
      "Je veux aller à Paris.",
      "Ich möchte nach Paris fahren.",
    ),
    german(
      2,
      "Der Zug nach Paris fährt um neun Uhr ab.",
      "The train to Paris leaves at nine o'clock.",
      "El tren a París sale a las nueve.",
      "Le train pour Paris part à neuf heures.",
    ),
    spanish(1, "Muchas gracias.", "Thank you very much.", "Merci beaucoup.", "Vielen Dank."),
    german(2, "Gern geschehen.", "You're welcome.", "De nada.", "Je vous en prie."),
    spanish(1, "¿Cómo se llama?", "What is your name?", "Comment vous appelez-vous ?", "Wie heißen Sie?"),
    german(2, "Ich heiße Peter.", "My name is Peter.", "Me llamo Peter.", "Je m'appelle Peter."),
    spanish(1, "Me llamo Anna.", "My name is Anna.", "Je m'appelle Anna.", "Ich heiße Anna."),
    german(2, "Wie geht es Ihnen?", "How are you?", "¿Cómo está?", "Comment allez-vous ?"),
    spanish(
      1,
      "Estoy muy bien, gracias.",
      "I am very well, thank you.",
      "Je vais très bien, merci.",
      "Mir geht es sehr gut, danke.",
    ),
    german(
      2,
      "Heute ist es sehr heiß.",
      "It is very hot today.",
      "Hoy hace mucho calor.",
      "Il fait très chaud aujourd'hui.",
    ),
  ],
};

export const samples: readonly Sample[] = [conversation, stopover];
