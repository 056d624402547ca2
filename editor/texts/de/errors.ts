import type { ErrorTexts } from "../page-texts.ts";

export const errors: ErrorTexts = {
  "flow.not-json": {
    what: "Der Flow ist kein JSON.",
    hint: "Beheben Sie die Syntax an der genannten Stelle.",
  },
  "flow.schema": {
    what: "Das Flow-Dokument ist falsch aufgebaut.",
    hint: "Vergleichen Sie es mit flows/captions.json.",
  },
  "flow.version": {
    what: "Das Format des Flows ist unbekannt oder neuer als dieses Patchbay.",
    hint: 'Verwenden Sie "format": "patchbay.flow/1" oder aktualisieren Sie Patchbay.',
  },
  "flow.duplicate-id": {
    what: "Zwei Knoten oder Kabel haben dieselbe Kennung.",
    hint: "Geben Sie jedem eine eigene Kennung.",
  },
  "flow.unknown-node-type": { what: "Diesen Knotentyp gibt es hier nicht.", hint: "Siehe `patchbay nodes`." },
  "flow.cycle": { what: "Die Kabel bilden einen Kreis.", hint: "Entfernen Sie eines der genannten Kabel." },
  "flow.unknown-node": {
    what: "Der Flow hat keinen Knoten mit dieser Kennung.",
    hint: "Nehmen Sie einen seiner Knoten.",
  },
  "flow.unknown-member": {
    what: "Eine Gruppe nennt einen Knoten, den es nicht gibt.",
    hint: "Nehmen Sie ihn aus der Gruppe.",
  },
  "flow.no-source": {
    what: "Der Flow hat keine Quelle.",
    hint: "Fügen Sie eine Quelle hinzu, etwa eine Dateieingabe.",
  },
  "edge.unknown-node": {
    what: "Ein Kabel endet an einem Knoten, den es nicht gibt.",
    hint: "Verbinden Sie es neu oder entfernen Sie es.",
  },
  "edge.unknown-port": {
    what: "Ein Kabel endet an einem Port, den sein Knoten nicht hat.",
    hint: "Nehmen Sie einen der genannten Ports.",
  },
  "edge.type-mismatch": {
    what: "Ein Kabel verbindet Ports, deren Typen nicht zueinander passen.",
    hint: "Setzen Sie einen Knoten dazwischen, der umwandelt, oder wählen Sie einen anderen Port.",
  },
  "edge.rate-mismatch": {
    what: "Ein Kabel bringt Audio mit einer Abtastrate, die sein Eingang nicht nimmt.",
    hint: "Setzen Sie einen Knoten „Abtastrate“ dazwischen.",
  },
  "edge.duplicate": { what: "Zwei Kabel verbinden dieselben zwei Ports.", hint: "Entfernen Sie eines." },
  "port.unconnected": {
    what: "An einem Pflichteingang hängt kein Kabel.",
    hint: "Verbinden Sie ihn oder entfernen Sie den Knoten.",
  },
  "port.packet-type": {
    what: "Über ein Kabel für alle Typen kam ein Paket des falschen Typs.",
    hint: "Verbinden Sie einen Port des Typs, den der Knoten erwartet.",
  },
  "config.invalid": {
    what: "Eine Einstellung fehlt, ist falsch geschrieben oder außerhalb des Bereichs.",
    hint: "Nehmen Sie einen erlaubten Wert.",
  },
  "config.not-live": {
    what: "Die Einstellung lässt sich nicht ändern, während der Knoten läuft.",
    hint: "Ändern Sie sie im Flow und stellen Sie bereit: Der Knoten startet dann neu.",
  },
  "config.unknown-setting": {
    what: "`--set` nennt etwas, das es nicht gibt.",
    hint: "Verwenden Sie --set knoten.feld=wert.",
  },
  "node.failed": {
    what: "Ein Knoten ist bei der Arbeit gescheitert.",
    hint: "Sehen Sie sich die Ursache an; mit einem Kabel am Fehlerausgang läuft die Sitzung weiter.",
  },
  "node.open-failed": { what: "Ein Knoten konnte nicht starten.", hint: "Sehen Sie sich die Ursache an." },
  "session.aborted": { what: "Die Sitzung endete vor ihrer Eingabe.", hint: "Starten Sie sie noch einmal." },
  "file.missing": {
    what: "Eine Datei fehlt oder ist nicht lesbar.",
    hint: "Prüfen Sie den Pfad und die Rechte.",
  },
  "file.empty": {
    what: "Die Audiodatei enthält keinen Ton.",
    hint: "Nehmen Sie eine Datei mit mindestens einem Abtastwert.",
  },
  "file.write-failed": {
    what: "Ein Ergebnis konnte nicht geschrieben werden.",
    hint: "Prüfen Sie den Ordner, die Rechte und den freien Platz.",
  },
  "wav.malformed": {
    what: "Die WAV-Datei ist beschädigt.",
    hint: "Exportieren Sie sie neu, als PCM- oder Float-WAV.",
  },
  "wav.unsupported": {
    what: "Die WAV-Datei hat eine Kodierung, die nicht gelesen wird.",
    hint: "Exportieren Sie sie als PCM oder Float.",
  },
  "ffmpeg.missing": {
    what: "Ohne ffmpeg wird nur WAV gelesen.",
    hint: "Installieren Sie ffmpeg oder wandeln Sie die Datei in WAV um.",
  },
  "ffmpeg.failed": {
    what: "ffmpeg konnte die Datei nicht dekodieren.",
    hint: "Prüfen Sie, ob die Datei anderswo spielt.",
  },
  "audio.sample-rate": {
    what: "Ein Knoten bekam Audio mit einer Abtastrate, die er nicht nimmt.",
    hint: "Setzen Sie einen Knoten „Abtastrate“ davor.",
  },
  "model.missing": {
    what: "Kein Modell dieses Namens ist installiert.",
    hint: "Nehmen Sie einen der genannten Namen.",
  },
  "model.broken": {
    what: "Die Dateien eines Modells sind unvollständig oder beschädigt.",
    hint: "Installieren Sie das Modell neu.",
  },
  "model.unknown": { what: "Der Katalog kennt dieses Modell nicht.", hint: "Siehe `patchbay models list`." },
  "model.not-installed": { what: "Das Modell wurde nicht geladen.", hint: "Siehe `patchbay models list`." },
  "model.exists": {
    what: "Ein Ordner mit dem Namen des Modells wurde von Hand angelegt.",
    hint: "Verschieben Sie ihn oder benutzen Sie ihn weiter.",
  },
  "model.busy": {
    what: "Das Modell wird gerade geladen oder entfernt.",
    hint: "Warten Sie, oder brechen Sie es dort ab.",
  },
  "model.not-pulling": { what: "Das Modell wird gerade nicht geladen.", hint: "Es ist nichts zu tun." },
  "model.cancelled": {
    what: "Das Laden wurde abgebrochen.",
    hint: "Laden Sie noch einmal: Es geht dort weiter, wo es aufhörte.",
  },
  "model.download": {
    what: "Eine Datei des Modells konnte nicht geholt werden.",
    hint: "Prüfen Sie das Netz, HTTPS_PROXY und HF_ENDPOINT und laden Sie noch einmal: Es geht dort weiter, wo es aufhörte.",
  },
  "model.mismatch": {
    what: "Eine Datei des Modells ist nicht die veröffentlichte.",
    hint: "Laden Sie noch einmal; hilft das nicht, prüfen Sie den Proxy oder Spiegel dazwischen.",
  },
  "model.gated": {
    what: "Der Hub gibt dieses Modell nicht allen.",
    hint: "Nehmen Sie auf seiner Seite die Bedingungen an und setzen Sie HF_TOKEN.",
  },
  "model.no-file": {
    what: "Im Repository des Modells fehlt eine Datei.",
    hint: "Nehmen Sie eine andere Variante oder aktualisieren Sie den Katalog von Patchbay.",
  },
  "model.no-space": {
    what: "Die Platte hat keinen Platz für das Modell.",
    hint: "Schaffen Sie Platz oder nennen Sie mit PATCHBAY_MODELS einen anderen Ordner.",
  },
  "language.unknown": {
    what: "Das Modell kennt diese Sprache nicht.",
    hint: "Nehmen Sie eine der genannten Sprachen.",
  },
  "task.failed": {
    what: "Eine Aufgabe ist in ihrem Worker gescheitert.",
    hint: "Sehen Sie sich die Ursache an.",
  },
  "task.crashed": {
    what: "Der Prozess ist zweimal bei derselben Aufgabe abgestürzt.",
    hint: "Sehen Sie ins Protokoll des Geräts; versuchen Sie ein anderes Gerät oder Modell.",
  },
  "task.timeout": {
    what: "Eine Aufgabe hat ihre Frist zweimal überschritten.",
    hint: "Nehmen Sie ein kleineres Modell, ein schnelleres Gerät oder eine längere Frist.",
  },
  "task.cancelled": {
    what: "Eine Aufgabe wurde abgebrochen.",
    hint: "Es ist nichts zu tun: Die Sitzung ist beendet.",
  },
  "pool.full": {
    what: "Die Warteschlange eines Geräts ist voll.",
    hint: "Nutzen Sie weniger Sitzungen oder ein Gerät mehr.",
  },
  "device.failed": {
    what: "Ein Gerät ist beim Laden oder Rechnen ausgefallen.",
    hint: "Siehe `patchbay devices`; setzen Sie ein anderes Gerät auf die Liste des Knotens.",
  },
  "device.unsuitable": {
    what: "Dieses Modell kann auf diesem Gerät nicht laufen.",
    hint: "Nehmen Sie einen anderen Export des Modells oder setzen Sie ein anderes Gerät auf die Liste des Knotens.",
  },
  "device.unavailable": {
    what: "Keines der gewünschten Geräte ist da.",
    hint: "Nehmen Sie cpu in die Liste auf.",
  },
  "port.in-use": {
    what: "Ein Netzwerk-Port ist belegt.",
    hint: "Wählen Sie einen anderen, oder 0 für einen beliebigen freien.",
  },
  "cli.usage": { what: "Die Kommandozeile ist unverständlich.", hint: "Siehe `patchbay --help`." },
  "session.unknown": {
    what: "Eine Sitzung mit dieser Kennung gibt es nicht.",
    hint: "Beginnen Sie eine neue Sitzung.",
  },
  "session.over": { what: "Die Sitzung ist beendet.", hint: "Beginnen Sie eine neue Sitzung." },
  "session.elsewhere": {
    what: "Ein anderer Server hat die Sitzung.",
    hint: "Verbinden Sie sich in einigen Sekunden neu.",
  },
  "session.secret": {
    what: "Das Geheimnis gehört nicht zu dieser Sitzung.",
    hint: "Verwenden Sie das aus ihrem ersten ready oder beginnen Sie eine neue Sitzung.",
  },
  "flow.not-deployed": {
    what: "Der Flow ist nicht bereitgestellt.",
    hint: "Stellen Sie ihn bereit oder nennen Sie einen, der es ist.",
  },
  "flow.stale-revision": {
    what: "Jemand anderes hat den Flow inzwischen geändert.",
    hint: "Laden Sie die neuere Revision und speichern oder stellen Sie noch einmal bereit.",
  },
  "store.unavailable": {
    what: "Der Speicher der Sitzungen antwortet nicht.",
    hint: "Prüfen Sie Rechte und Platz des Datenordners, oder ob Redis läuft.",
  },
  "flow.unknown": { what: "Einen Flow mit dieser Kennung gibt es nicht.", hint: "Siehe GET /api/flows." },
  "flow.exists": {
    what: "Einen Flow mit dieser Kennung gibt es schon.",
    hint: "Nehmen Sie eine andere Kennung oder ändern Sie jenen Flow.",
  },
  "flow.invalid": { what: "Der Flow hat Probleme.", hint: "Beheben Sie die genannten Probleme." },
  "flow.unknown-revision": {
    what: "Der Flow hat keine solche Revision.",
    hint: "Nehmen Sie eine seiner Revisionen.",
  },
  "data.locked": {
    what: "Ein anderer Server arbeitet mit dem Datenordner.",
    hint: "Beenden Sie ihn oder nennen Sie mit PATCHBAY_DATA einen anderen Ordner.",
  },
  "session.running": { what: "Die Sitzung läuft noch.", hint: "Beenden Sie sie zuerst." },
  "request.invalid": { what: "Die Anfrage ist falsch aufgebaut.", hint: "Siehe /api/docs." },
  "request.too-large": { what: "Die Anfrage ist zu groß.", hint: "Senden Sie weniger auf einmal." },
  "request.unknown-path": { what: "Unter diesem Pfad gibt es nichts.", hint: "Siehe /api/docs." },
  "request.rate": { what: "Von dieser Adresse kamen zu viele Anfragen.", hint: "Warten Sie eine Minute." },
  "request.token": {
    what: "Die Anfrage bringt kein gültiges Token mit.",
    hint: "Senden Sie Authorization: Bearer mit PATCHBAY_TOKEN oder öffnen Sie eine Seite einmal mit ?token=.",
  },
  "request.origin": {
    what: "Die Anfrage kommt von einer Seite einer anderen Website.",
    hint: "Nennen Sie deren Ursprung in PATCHBAY_ORIGINS.",
  },
  "server.failed": {
    what: "Auf dem Server ist ein Fehler aufgetreten.",
    hint: "Suchen Sie die Korrelationskennung in seinem Protokoll.",
  },
  "input.missing": {
    what: "Niemand liefert dieser Sitzung Ton.",
    hint: "Starten Sie sie von /live aus, oder führen Sie sie mit --input DATEI aus.",
  },
  "audio-device.failed": {
    what: "Ein Audiogerät dieses Rechners liefert keinen Ton.",
    hint: "Prüfen Sie seinen Namen (`arecord -L`, `pactl list sources`), und ob etwas anderes es belegt.",
  },
  "audio.undecodable": {
    what: "Der gesendete Ton hat nicht das angekündigte Format oder ist beschädigt.",
    hint: "Senden Sie das Format, das hello nennt, vom ersten Byte an.",
  },
  "flow.several-sources": {
    what: "Der Flow hat mehrere Quellen.",
    hint: "Schalten Sie alle bis auf eine aus oder lassen Sie --input weg.",
  },
  "import.not-flows": {
    what: "Die Datei enthält weder Flows von Patchbay noch Flow-JSON von Node-RED.",
    hint: "Exportieren Sie noch einmal: einen Flow von Patchbay oder die Liste, die der Export von Node-RED gibt.",
  },
  "import.bad-entry": {
    what: "Ein Eintrag der Datei ist kein Objekt.",
    hint: "Exportieren Sie die Datei noch einmal; jeder Eintrag muss ein Objekt sein.",
  },
  "import.too-large": {
    what: "Die Datei ist größer, als ein Import verträgt.",
    hint: "Exportieren Sie weniger Flows auf einmal.",
  },
  "import.subflow-cycle": {
    what: "Ein Subflow enthält sich selbst.",
    hint: "Entfernen Sie in Node-RED eine der genannten Instanzen.",
  },
  "import.missing-subflow": {
    what: "Der Subflow einer Instanz ist nicht in der Datei.",
    hint: "Exportieren Sie den Subflow zusammen mit dem Flow.",
  },
  "import.odd-value": {
    what: "Eine Eigenschaft hat einen unverständlichen Wert.",
    hint: "Sehen Sie im Platzhalter nach, der ihn aufbewahrt.",
  },
  "stream.malformed": {
    what: "Eine Nachricht über den WebSocket ist unverständlich.",
    hint: "Senden Sie, was engine/protocol/audio-stream.ts beschreibt, zuerst hello.",
  },
  "stream.version": {
    what: "Der Client spricht eine andere Version des Protokolls.",
    hint: "Aktualisieren Sie den Client oder Patchbay.",
  },
  "stream.timeout": {
    what: "Innerhalb von 10 s kam kein hello.",
    hint: "Senden Sie hello als erste Nachricht.",
  },
};
