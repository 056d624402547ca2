import type { microphone as en } from "../en/microphone.ts";

export const microphone: Readonly<Record<keyof typeof en, string>> = {
  "microphone.title": "Micro",
  "microphone.default": "Micro par défaut",
  "microphone.numbered": "Micro {number}",
  "microphone.level": "Niveau du micro",
  "microphone.clip": "CLIP",
  "microphone.again": "Réessayer",
  "microphone.problem.denied": "Le micro est bloqué",
  "microphone.problem.missing": "Aucun micro trouvé",
  "microphone.problem.busy": "Le micro est utilisé",
  "microphone.problem.lost": "Le micro a disparu",
  "microphone.problem.unsupported": "Cette page ne peut pas utiliser de micro",
  "microphone.hint.denied":
    "Cliquez sur l’icône à gauche de l’adresse, autorisez le micro pour cette page, puis réessayez.",
  "microphone.hint.missing": "Branchez-en un ou allumez-le, puis réessayez.",
  "microphone.hint.busy": "Fermez l’autre programme qui l’utilise, puis réessayez.",
  "microphone.hint.lost": "Rebranchez-le ou choisissez-en un autre.",
  "microphone.hint.unsupported":
    "Ouvrez-la en https, ou sur cet ordinateur en http://localhost, dans un navigateur récent.",
};
