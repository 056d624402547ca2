/** A synthetic voice. `pitch` is espeak-ng's, 0…99. */
export type Voice =
  | { readonly engine: "flite"; readonly name: string }
  | { readonly engine: "espeak-ng"; readonly name: string; readonly pitch: number };

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

function english(speaker: 1 | 2, text: string, es: string, fr: string, de: string): Turn {
  return { speaker, language: "en", text, translations: { es, fr, de } };
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

export const samples: readonly Sample[] = [conversation];
