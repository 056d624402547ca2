import type { live as en } from "../en/live.ts";

export const live: Readonly<Record<keyof typeof en, string>> = {
  "live.document": "Sous-titres en direct – Patchbay",
  "live.title": "Sous-titres en direct",
  "live.setup.title": "Des sous-titres pendant que vous parlez",
  "live.setup.lead":
    "Appuyez sur Démarrer et parlez : vos paroles apparaissent ici en temps réel, avec leurs traductions à côté.",
  "live.microphone.waiting": "En attente de votre autorisation…",
  "live.microphone.test": "Tester le micro",
  "live.language": "Langue parlée",
  "live.language.auto": "Détecter",
  "live.targets": "Traduire en",
  "live.start": "Démarrer",
  "live.stop": "Arrêter",
  "live.space": "Espace",
  "live.finishing": "Fin en cours…",
  "live.connecting": "Connexion…",
  "live.reconnecting": "Reconnexion",
  "live.recording": "{seconds} s, l’enregistrement continue",
  "live.over": "Les sous-titres restent ici jusqu’à ce que vous recommenciez.",
  "live.new": "Nouvelle session",
  "live.empty.silent": "Rien n’a été dit.",
  "live.empty.speak": "Parlez : vos paroles apparaissent ici.",
  "live.empty.translated": "Parlez : vos paroles apparaissent ici, et aussi en {languages}.",
  "live.flow.title": "Le flux {flow} n’est pas déployé",
  "live.flow.hint": "Déployez-le dans l’éditeur, puis rechargez cette page. Déployé actuellement : {names}.",
  "live.flow.hint.none":
    "Déployez-le dans l’éditeur, puis rechargez cette page. Aucun autre flux n’est déployé.",
  "live.flow.open": "Ouvrir l’éditeur",
  "live.copyAll": "Copier tous les sous-titres",
  "live.format.txt": "Texte",
  "live.share": "Partager",
  "live.share.title": "Partager avec les auditeurs",
  "live.share.code": "Code QR du lien",
  "live.share.link": "Lien",
  "live.share.about":
    "Quiconque ouvre le lien suit la lecture : les sous-titres seulement, dans la langue de son choix.",
  "live.share.local":
    "Cette adresse ne fonctionne que sur cet ordinateur. Pour les téléphones, démarrez le serveur avec HOST=0.0.0.0 et un PATCHBAY_TOKEN, et mettez l’adresse de l’ordinateur à la place de {host}. En http, elle ne sert qu’aux auditeurs : les navigateurs réservent le micro à https et à localhost.",
};
