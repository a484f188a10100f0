import { type Paketmanifest, paketdateien } from './manifest.ts'

/** What `LIESMICH.txt` tells about one package. */
export type Liesmichangaben = Pick<
  Paketmanifest,
  'uebermittlungId' | 'knr' | 'erstelltAm' | 'iss' | 'kid' | 'version'
> & {
  readonly anzahl: number
}

/** The text that explains a package to the person who opens it: German first, English second. */
export const writeLiesmich = ({ uebermittlungId, knr, erstelltAm, iss, kid, version, anzahl }: Liesmichangaben) =>
  `ÜBERMITTLUNGSPAKET EINES BERICHTSHEFTS

Dieses Paket enthält ${anzahl} Ausbildungsnachweise, wie sie der Kammer ${knr} übermittelt wurden.
Übermittlung ${uebermittlungId}, erstellt am ${erstelltAm}, Paketformat ${version}.

Zum Lesen:
  ${paketdateien.pdf}         zum Lesen und Drucken (falls beigefügt)
  ${paketdateien.xml}         das Heft als XML
  ${paketdateien.json}        das Heft als JSON, jeder Nachweis in genau dem Text, der unterschrieben ist
  ${paketdateien.vollstaendigkeit}   was bei der Prüfung auf Vollständigkeit auffiel
  ${paketdateien.erklaerungen}       Erklärungen zur Urheberschaft
  anhaenge/                Anhänge, benannt nach der Prüfsumme ihres Inhalts

Zum Prüfen:
  ${paketdateien.manifest}           alle Dateien und Nachweise mit ihren Prüfsummen (SHA-256)
  ${paketdateien.signatur}            die Unterschrift darüber (JWS, ES256)
  ${paketdateien.jwks}               die öffentlichen Schlüssel
  ${paketdateien.freigaben}          die unterschriebenen Freigaben der Nachweise
  ${paketdateien.kette}              die verketteten Ereignisse des Hefts
  ${paketdateien.pruefwerte}         Prüfwerte aller Felder, damit eine Änderung benannt werden kann

Geprüft wird ohne Netz mit dem Befehl berichtsheft (npm-Paket @berichtsheft/sdk):
  berichtsheft verify paket.zip --schluessel ${kid}

Der Schlüssel ${kid}
liegt dem Paket bei und beweist allein nichts: Wer Daten fälscht, kann auch einen Schlüssel beilegen.
Vergleichen Sie ihn mit dem Schlüssel, den der Aussteller veröffentlicht: ${iss}/jwks

------------------------------------------------------------------------------------------------------

TRANSFER PACKAGE OF A REPORT BOOK

This package holds ${anzahl} training reports as they were transferred to chamber ${knr}.
Transfer ${uebermittlungId}, made ${erstelltAm}, package format ${version}.

To read: ${paketdateien.pdf} (if enclosed), ${paketdateien.xml}, ${paketdateien.json} (each report in exactly
the text that is signed), ${paketdateien.vollstaendigkeit} (findings of the completeness check),
${paketdateien.erklaerungen} (declarations of authorship), anhaenge/ (attachments, named by their hash).

To verify: ${paketdateien.manifest} (all files and reports with their SHA-256), ${paketdateien.signatur} (the signature over it,
JWS, ES256), ${paketdateien.jwks} (public keys), ${paketdateien.freigaben} (signed approvals), ${paketdateien.kette} (chained
events of the book), ${paketdateien.pruefwerte} (check values of all fields, so that a change can be named).

The command berichtsheft (npm package @berichtsheft/sdk) verifies without network:
  berichtsheft verify paket.zip --schluessel ${kid}

The key comes with the package and proves nothing by itself: who forges data can enclose a key, too.
Compare it with the key that the issuer publishes: ${iss}/jwks
`
