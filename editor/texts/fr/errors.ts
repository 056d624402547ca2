import type { ErrorTexts } from "../page-texts.ts";

export const errors: ErrorTexts = {
  "flow.not-json": { what: "Le flux n’est pas du JSON.", hint: "Corrigez la syntaxe à l’endroit indiqué." },
  "flow.schema": {
    what: "Le document du flux a une forme incorrecte.",
    hint: "Comparez avec flows/captions.json.",
  },
  "flow.version": {
    what: "Le format du flux est inconnu ou plus récent que ce Patchbay.",
    hint: 'Utilisez "format": "patchbay.flow/1" ou mettez Patchbay à jour.',
  },
  "flow.duplicate-id": {
    what: "Deux nœuds ou fils partagent un identifiant.",
    hint: "Donnez à chacun son propre identifiant.",
  },
  "flow.unknown-node-type": { what: "Ce type de nœud n’existe pas ici.", hint: "Voir `patchbay nodes`." },
  "flow.cycle": { what: "Les fils forment une boucle.", hint: "Retirez l’un des fils indiqués." },
  "flow.unknown-node": {
    what: "Le flux n’a pas de nœud avec cet identifiant.",
    hint: "Utilisez l’un de ses nœuds.",
  },
  "flow.unknown-member": { what: "Un groupe cite un nœud qui n’existe pas.", hint: "Retirez-le du groupe." },
  "flow.no-source": {
    what: "Le flux n’a pas de source.",
    hint: "Ajoutez une source, par exemple un fichier audio.",
  },
  "edge.unknown-node": {
    what: "Un fil aboutit à un nœud qui n’existe pas.",
    hint: "Reliez-le autrement ou retirez-le.",
  },
  "edge.unknown-port": {
    what: "Un fil aboutit à un port que son nœud n’a pas.",
    hint: "Utilisez l’un des ports indiqués.",
  },
  "edge.type-mismatch": {
    what: "Un fil relie des ports dont les types ne conviennent pas.",
    hint: "Placez entre les deux un nœud qui convertit, ou choisissez un autre port.",
  },
  "edge.rate-mismatch": {
    what: "Un fil amène du son à une fréquence d’échantillonnage que son entrée n’accepte pas.",
    hint: "Placez entre les deux un nœud « Rééchantillonnage ».",
  },
  "edge.duplicate": { what: "Deux fils relient les deux mêmes ports.", hint: "Retirez-en un." },
  "port.unconnected": {
    what: "Une entrée obligatoire n’a pas de fil.",
    hint: "Reliez-la ou retirez le nœud.",
  },
  "port.packet-type": {
    what: "Un paquet du mauvais type est arrivé par un fil de tout type.",
    hint: "Reliez un port du type que le nœud attend.",
  },
  "config.invalid": {
    what: "Un réglage manque, est mal écrit ou hors limites.",
    hint: "Utilisez une valeur permise.",
  },
  "config.not-live": {
    what: "Le réglage ne peut pas changer pendant que son nœud s’exécute.",
    hint: "Changez-le dans le flux et déployez : le nœud redémarre.",
  },
  "config.unknown-setting": {
    what: "`--set` cite quelque chose qui n’existe pas.",
    hint: "Utilisez --set nœud.champ=valeur.",
  },
  "node.failed": {
    what: "Un nœud a échoué pendant son travail.",
    hint: "Voyez la cause ; reliez son port d’erreurs pour continuer.",
  },
  "node.open-failed": { what: "Un nœud n’a pas pu démarrer.", hint: "Voyez la cause." },
  "session.aborted": { what: "La session s’est terminée avant son entrée.", hint: "Redémarrez-la." },
  "file.missing": { what: "Un fichier est absent ou illisible.", hint: "Vérifiez le chemin et les droits." },
  "file.empty": {
    what: "Le fichier audio ne contient aucun son.",
    hint: "Utilisez un fichier d’au moins un échantillon.",
  },
  "file.write-failed": {
    what: "Un résultat n’a pas pu être écrit.",
    hint: "Vérifiez le dossier, les droits et l’espace libre.",
  },
  "wav.malformed": {
    what: "Le fichier WAV est abîmé.",
    hint: "Exportez-le de nouveau, en WAV PCM ou flottant.",
  },
  "wav.unsupported": {
    what: "Le fichier WAV a un codage qui n’est pas lu.",
    hint: "Exportez-le en PCM ou flottant.",
  },
  "ffmpeg.missing": {
    what: "Sans ffmpeg, seul le WAV est lu.",
    hint: "Installez ffmpeg ou convertissez le fichier en WAV.",
  },
  "ffmpeg.failed": {
    what: "ffmpeg n’a pas pu décoder le fichier.",
    hint: "Vérifiez que le fichier est lisible ailleurs.",
  },
  "audio.sample-rate": {
    what: "Un nœud a reçu du son à une fréquence d’échantillonnage qu’il n’accepte pas.",
    hint: "Placez devant lui un nœud « Rééchantillonnage ».",
  },
  "model.missing": {
    what: "Aucun modèle de ce nom n’est installé.",
    hint: "Utilisez l’un des noms de la liste.",
  },
  "model.broken": {
    what: "Les fichiers d’un modèle sont incomplets ou abîmés.",
    hint: "Réinstallez le modèle.",
  },
  "model.unknown": { what: "Le catalogue n’a pas ce modèle.", hint: "Voir `patchbay models list`." },
  "model.not-installed": { what: "Le modèle n’a pas été téléchargé.", hint: "Voir `patchbay models list`." },
  "model.exists": {
    what: "Un dossier du nom du modèle a été placé à la main.",
    hint: "Déplacez-le ou continuez de l’utiliser.",
  },
  "model.busy": {
    what: "Le modèle est en cours de téléchargement ou de retrait.",
    hint: "Attendez, ou annulez là-bas.",
  },
  "model.not-pulling": {
    what: "Le modèle n’est pas en cours de téléchargement.",
    hint: "Il n’y a rien à faire.",
  },
  "model.cancelled": {
    what: "Le téléchargement a été annulé.",
    hint: "Relancez le téléchargement : il reprend où il s’est arrêté.",
  },
  "model.download": {
    what: "Un fichier du modèle n’a pas pu être récupéré.",
    hint: "Vérifiez le réseau, HTTPS_PROXY et HF_ENDPOINT, puis relancez : le téléchargement reprend où il s’est arrêté.",
  },
  "model.mismatch": {
    what: "Un fichier du modèle n’est pas celui qui a été publié.",
    hint: "Téléchargez de nouveau ; sinon, vérifiez le proxy ou le miroir intermédiaire.",
  },
  "model.gated": {
    what: "Le dépôt ne donne pas ce modèle à tout le monde.",
    hint: "Acceptez ses conditions sur sa page et définissez HF_TOKEN.",
  },
  "model.no-file": {
    what: "Il manque un fichier au dépôt du modèle.",
    hint: "Utilisez une autre variante ou mettez à jour le catalogue de Patchbay.",
  },
  "model.no-space": {
    what: "Le disque n’a pas de place pour le modèle.",
    hint: "Libérez de l’espace ou indiquez un autre dossier avec PATCHBAY_MODELS.",
  },
  "language.unknown": {
    what: "Le modèle ne connaît pas cette langue.",
    hint: "Utilisez l’une des langues de la liste.",
  },
  "task.failed": { what: "Une tâche a échoué dans son processus.", hint: "Voyez la cause." },
  "task.crashed": {
    what: "Le processus s’est arrêté deux fois sur la même tâche.",
    hint: "Voyez le journal de l’appareil ; essayez un autre appareil ou modèle.",
  },
  "task.timeout": {
    what: "Une tâche a dépassé deux fois son délai.",
    hint: "Utilisez un modèle plus petit, un appareil plus rapide ou un délai plus long.",
  },
  "task.cancelled": {
    what: "Une tâche a été annulée.",
    hint: "Il n’y a rien à faire : la session est terminée.",
  },
  "pool.full": {
    what: "La file d’un appareil est pleine.",
    hint: "Réduisez le nombre de sessions ou ajoutez un appareil.",
  },
  "device.failed": {
    what: "Un appareil a échoué en chargeant ou en calculant.",
    hint: "Voir `patchbay devices` ; mettez un autre appareil dans la liste du nœud.",
  },
  "device.unsuitable": {
    what: "Ce modèle ne peut pas s’exécuter sur cet appareil.",
    hint: "Utilisez un autre export du modèle ou mettez un autre appareil dans la liste du nœud.",
  },
  "device.unavailable": { what: "Aucun des appareils souhaités n’est là.", hint: "Ajoutez cpu à la liste." },
  "port.in-use": {
    what: "Un port réseau est occupé.",
    hint: "Choisissez-en un autre, ou 0 pour n’importe quel port libre.",
  },
  "cli.usage": { what: "La ligne de commande n’est pas comprise.", hint: "Voir `patchbay --help`." },
  "session.unknown": { what: "Aucune session n’a cet identifiant.", hint: "Démarrez une nouvelle session." },
  "session.over": { what: "La session est terminée.", hint: "Démarrez une nouvelle session." },
  "session.elsewhere": {
    what: "Un autre serveur a la session.",
    hint: "Reconnectez-vous dans quelques secondes.",
  },
  "session.secret": {
    what: "Le secret n’est pas celui de la session.",
    hint: "Utilisez celui de son premier ready ou démarrez une nouvelle session.",
  },
  "flow.not-deployed": { what: "Le flux n’est pas déployé.", hint: "Déployez-le ou citez-en un qui l’est." },
  "flow.stale-revision": {
    what: "Quelqu’un d’autre a changé le flux entre-temps.",
    hint: "Chargez la révision plus récente, puis enregistrez ou déployez de nouveau.",
  },
  "store.unavailable": {
    what: "Le stockage des sessions ne répond pas.",
    hint: "Vérifiez les droits et l’espace du dossier de données, ou que Redis fonctionne.",
  },
  "flow.unknown": { what: "Aucun flux n’a cet identifiant.", hint: "Voir GET /api/flows." },
  "flow.exists": {
    what: "Un flux a déjà cet identifiant.",
    hint: "Utilisez un autre identifiant ou modifiez ce flux.",
  },
  "flow.invalid": { what: "Le flux a des problèmes.", hint: "Corrigez les problèmes indiqués." },
  "flow.unknown-revision": {
    what: "Le flux n’a pas cette révision.",
    hint: "Utilisez l’une de ses révisions.",
  },
  "data.locked": {
    what: "Un autre serveur utilise le dossier de données.",
    hint: "Arrêtez-le ou utilisez un autre dossier avec PATCHBAY_DATA.",
  },
  "session.running": { what: "La session est encore en cours.", hint: "Arrêtez-la d’abord." },
  "request.invalid": { what: "La requête a une forme incorrecte.", hint: "Voir /api/docs." },
  "request.too-large": { what: "La requête est trop grande.", hint: "Envoyez moins à la fois." },
  "request.unknown-path": { what: "Il n’y a rien à ce chemin.", hint: "Voir /api/docs." },
  "request.rate": { what: "Trop de requêtes sont venues de cette adresse.", hint: "Attendez une minute." },
  "request.token": {
    what: "La requête n’apporte pas de jeton valide.",
    hint: "Envoyez Authorization: Bearer avec PATCHBAY_TOKEN ou ouvrez une fois une page avec ?token=.",
  },
  "request.origin": {
    what: "La requête vient d’une page d’un autre site.",
    hint: "Indiquez son origine dans PATCHBAY_ORIGINS.",
  },
  "server.failed": {
    what: "Le serveur a échoué.",
    hint: "Cherchez l’identifiant de corrélation dans son journal.",
  },
  "input.missing": {
    what: "Personne n’envoie de son à cette session.",
    hint: "Démarrez-la depuis /live ou exécutez-la avec --input FICHIER.",
  },
  "audio-device.failed": {
    what: "Un appareil audio de cet ordinateur ne donne aucun son.",
    hint: "Vérifiez son nom (`arecord -L`, `pactl list sources`) et que rien d’autre ne l’occupe.",
  },
  "audio.undecodable": {
    what: "Le son envoyé n’a pas le format annoncé ou est abîmé.",
    hint: "Envoyez le format qu’indique hello, dès le premier octet.",
  },
  "flow.several-sources": {
    what: "Le flux a plusieurs sources.",
    hint: "Désactivez-les toutes sauf une ou omettez --input.",
  },
  "import.not-flows": {
    what: "Le fichier ne contient ni flux Patchbay ni JSON de flux Node-RED.",
    hint: "Exportez de nouveau : un flux Patchbay, ou la liste que donne l’export de Node-RED.",
  },
  "import.bad-entry": {
    what: "Une entrée du fichier n’est pas un objet.",
    hint: "Exportez de nouveau le fichier ; chaque entrée doit être un objet.",
  },
  "import.too-large": {
    what: "Le fichier dépasse ce qu’un import accepte.",
    hint: "Exportez moins de flux à la fois.",
  },
  "import.subflow-cycle": {
    what: "Un sous-flux se contient lui-même.",
    hint: "Retirez dans Node-RED l’une des instances indiquées.",
  },
  "import.missing-subflow": {
    what: "Le sous-flux d’une instance n’est pas dans le fichier.",
    hint: "Exportez le sous-flux avec le flux.",
  },
  "import.odd-value": {
    what: "Une propriété a une valeur incompréhensible.",
    hint: "Voyez l’espace réservé, qui la conserve.",
  },
  "stream.malformed": {
    what: "Un message du WebSocket n’est pas compris.",
    hint: "Envoyez ce que décrit engine/protocol/audio-stream.ts, d’abord hello.",
  },
  "stream.version": {
    what: "Le client parle une autre version du protocole.",
    hint: "Mettez à jour le client ou Patchbay.",
  },
  "stream.timeout": { what: "Aucun hello n’est arrivé en 10 s.", hint: "Envoyez hello en premier message." },
};
