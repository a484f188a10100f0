import type { Schwere } from '../../contract/problem.ts'
import type { Signaturgrund } from '../signatur-error.ts'
import type { Archivfehler } from './zip-read.ts'

/** German, then English. */
export type Textpaar = readonly [deutsch: string, englisch: string]

interface Befundtext<P> {
  readonly schwere: Schwere
  readonly text: (parameter: P) => Textpaar
}

const define = <P>(schwere: Schwere, text: (parameter: P) => Textpaar): Befundtext<P> => ({ schwere, text })

const archivfehler: Record<Archivfehler, Textpaar> = {
  keinArchiv: [
    'Das ist kein vollständiges ZIP-Archiv: Das Ende fehlt oder passt nicht zum Anfang.',
    'This is not a complete ZIP archive: the end is missing or does not fit the beginning.',
  ],
  verzeichnis: [
    'Das Inhaltsverzeichnis des ZIP-Archivs passt nicht zu den Dateien darin; verschiedene Programme könnten Verschiedenes zeigen.',
    'The directory of the ZIP archive does not match the files in it; different programs could show different things.',
  ],
  zuGross: [
    'Das ZIP-Archiv ist größer, als ein Paket sein darf (Größe, Zahl der Dateien oder Verdichtung).',
    'The ZIP archive is larger than a package may be (size, number of files or compression).',
  ],
  name: ['Der Dateiname ist nicht zulässig oder kommt zweimal vor.', 'The file name is not allowed or occurs twice.'],
  verfahren: [
    'Die Datei ist verschlüsselt oder auf eine Art verpackt, die Pakete nicht verwenden.',
    'The file is encrypted or packed in a way that packages do not use.',
  ],
  inhalt: ['Die Datei lässt sich nicht fehlerfrei entpacken.', 'The file cannot be unpacked without errors.'],
}

const signaturgruende: Record<Signaturgrund, Textpaar> = {
  form: ['sie hat nicht die vorgeschriebene Form', 'it does not have the prescribed form'],
  kopf: [
    'ihr Kopf hat andere Angaben als die vorgeschriebenen',
    'its header has other members than the prescribed ones',
  ],
  verfahren: ['das Verfahren ist nicht zugelassen', 'the algorithm is not allowed'],
  typ: ['sie wurde für etwas anderes geleistet', 'it was made for another purpose'],
  schluessel: [
    'der Schlüssel liegt nicht bei, ist ungeeignet oder galt zu dieser Zeit nicht',
    'the key is not enclosed, is unfit or was not valid at that time',
  ],
  signatur: ['sie passt nicht zum Inhalt', 'it does not fit the content'],
  nutzlast: ['der Inhalt hat nicht die vorgeschriebene Form', 'the content does not have the prescribed form'],
}

/**
 * Everything that the verification of a package can find: its weight and its text in both languages. A `fehler` makes the
 * package invalid; a `warnung` says what was not proven; a `hinweis` explains.
 */
export const befundtexte = {
  archiv: define('fehler', ({ grund }: { grund: Archivfehler }) => archivfehler[grund]),
  dateiFehlt: define('fehler', ({ datei }: { datei: string }) => [
    `Die Datei ${datei} fehlt im Paket.`,
    `The file ${datei} is missing from the package.`,
  ]),
  dateiUnbekannt: define('fehler', ({ datei }: { datei: string }) => [
    `Die Datei ${datei} gehört nicht zum Paket: Das Manifest nennt sie nicht.`,
    `The file ${datei} does not belong to the package: the manifest does not list it.`,
  ]),
  dateiGeaendert: define('fehler', ({ datei }: { datei: string }) => [
    `Die Datei ${datei} wurde nach der Unterschrift geändert (andere Prüfsumme).`,
    `The file ${datei} was changed after signing (different hash).`,
  ]),
  dateiUnlesbar: define('fehler', ({ datei }: { datei: string }) => [
    `Die Datei ${datei} ist nicht lesbar (kein gültiges JSON in UTF-8).`,
    `The file ${datei} cannot be read (no valid JSON in UTF-8).`,
  ]),
  form: define('fehler', ({ datei, fehler }: { datei: string; fehler: string }) => [
    `Die Datei ${datei} hat nicht die vorgeschriebene Form: ${fehler}.`,
    `The file ${datei} does not have the prescribed form: ${fehler}.`,
  ]),
  nichtKanonisch: define('fehler', ({ datei }: { datei: string }) => [
    `Die Datei ${datei} ist kein kanonisches JSON (RFC 8785).`,
    `The file ${datei} is not canonical JSON (RFC 8785).`,
  ]),
  version: define('fehler', ({ version }: { version: string }) => [
    `Das Paketformat ${version} ist neuer als dieses Programm.`,
    `The package format ${version} is newer than this program.`,
  ]),
  doppelt: define('fehler', ({ was }: { was: string }) => [
    `Das Manifest nennt ${was} mehr als einmal.`,
    `The manifest lists ${was} more than once.`,
  ]),
  signatur: define('fehler', ({ grund }: { grund: Signaturgrund }) => [
    `Die Unterschrift des Pakets ist ungültig: ${signaturgruende[grund][0]}. Manifest, Unterschrift oder Schlüssel wurden geändert.`,
    `The signature of the package is invalid: ${signaturgruende[grund][1]}. Manifest, signature or key were changed.`,
  ]),
  signaturAngaben: define('fehler', () => [
    'Die Unterschrift nennt einen anderen Schlüssel oder Zeitpunkt als das Manifest.',
    'The signature names another key or instant than the manifest.',
  ]),
  schluesselname: define('fehler', ({ kid }: { kid: string }) => [
    `Der Schlüssel ${kid} trägt nicht seinen eigenen Fingerabdruck als Namen.`,
    `The key ${kid} does not bear its own thumbprint as name.`,
  ]),
  andererSchluessel: define('fehler', ({ fingerabdruck }: { fingerabdruck: string }) => [
    `Das Paket ist mit einem anderen Schlüssel unterschrieben als angegeben: ${fingerabdruck}.`,
    `The package is signed with another key than the one given: ${fingerabdruck}.`,
  ]),
  nichtGepinnt: define('warnung', ({ fingerabdruck }: { fingerabdruck: string }) => [
    `Kein Schlüssel angegeben: Ein Schlüssel, der dem Paket beiliegt, beweist allein nicht, von wem es stammt. Vergleichen Sie den Fingerabdruck ${fingerabdruck} mit dem veröffentlichten.`,
    `No key was given: a key that comes with the package does not prove who made it. Compare the thumbprint ${fingerabdruck} with the published one.`,
  ]),
  feldGeaendert: define('fehler', ({ jetzt }: { jetzt: string }) => [
    `Dieses Feld wurde nach der Unterschrift geändert; jetzt steht dort ${jetzt}.`,
    `This field was changed after signing; it now says ${jetzt}.`,
  ]),
  feldFehlt: define('fehler', () => [
    'Dieses Feld wurde nach der Unterschrift entfernt.',
    'This field was removed after signing.',
  ]),
  feldZusaetzlich: define('fehler', ({ jetzt }: { jetzt: string }) => [
    `Dieses Feld wurde nach der Unterschrift hinzugefügt: ${jetzt}.`,
    `This field was added after signing: ${jetzt}.`,
  ]),
  stelleGeaendert: define('fehler', ({ jetzt }: { jetzt: string }) => [
    `Ab hier weicht der Text von dem unterschriebenen ab: … ${jetzt} …`,
    `From here on the text differs from the signed one: … ${jetzt} …`,
  ]),
  nachweisGeaendert: define('fehler', () => [
    'Der Text dieses Nachweises wurde nach der Unterschrift geändert (andere Prüfsumme).',
    'The text of this report was changed after signing (different hash).',
  ]),
  kopfGeaendert: define('fehler', () => [
    'Die Kopfdaten des Berichtshefts wurden nach der Unterschrift geändert (andere Prüfsumme).',
    'The head data of the book were changed after signing (different hash).',
  ]),
  nachweisFehlt: define('fehler', () => [
    'Dieser Nachweis fehlt; das Manifest nennt ihn.',
    'This report is missing; the manifest lists it.',
  ]),
  nachweisZusaetzlich: define('fehler', ({ fremdId }: { fremdId: string }) => [
    `Der Nachweis ${fremdId} wurde hinzugefügt; das Manifest nennt ihn nicht.`,
    `The report ${fremdId} was added; the manifest does not list it.`,
  ]),
  reihenfolge: define('fehler', () => [
    'Die Nachweise stehen in anderer Reihenfolge als im Manifest.',
    'The reports are in another order than in the manifest.',
  ]),
  angabenAnders: define('fehler', ({ feld }: { feld: string }) => [
    `Manifest und Nachweis widersprechen sich bei ${feld}.`,
    `Manifest and report contradict each other in ${feld}.`,
  ]),
  ohnePruefwerte: define('hinweis', () => [
    'Die Prüfwerte der Felder sind selbst verändert; geänderte Felder lassen sich nur durch den Vergleich mit dem XML benennen.',
    'The check values of the fields are changed themselves; changed fields can only be named by comparison with the XML.',
  ]),
  xmlUnlesbar: define('fehler', ({ fehler }: { fehler: string }) => [
    `Das XML lässt sich nicht lesen: ${fehler}`,
    `The XML cannot be read: ${fehler}`,
  ]),
  xmlAnders: define('fehler', ({ xml, json }: { xml: string; json: string }) => [
    `XML und JSON unterscheiden sich: im XML steht ${xml}, im JSON ${json}.`,
    `XML and JSON differ: the XML says ${xml}, the JSON ${json}.`,
  ]),
  xmlOhneNachweis: define('fehler', () => [
    'Dieser Nachweis steht im JSON, aber nicht im XML.',
    'This report is in the JSON but not in the XML.',
  ]),
  xmlMitNachweis: define('fehler', ({ fremdId }: { fremdId: string }) => [
    `Der Nachweis ${fremdId} steht im XML, aber nicht im JSON, oder zweimal im XML.`,
    `The report ${fremdId} is in the XML but not in the JSON, or twice in the XML.`,
  ]),
  xmlNichtVerglichen: define('warnung', () => [
    'XML und JSON wurden nicht verglichen.',
    'XML and JSON were not compared.',
  ]),
  kette: define('fehler', ({ nr, grund }: { nr: number; grund: 'luecke' | 'hash' }) => [
    grund === 'luecke'
      ? `Die Ereigniskette hat eine Lücke vor Ereignis ${nr}.`
      : `Die Ereigniskette ist bei Ereignis ${nr} gebrochen: Text oder Vorgänger wurden geändert.`,
    grund === 'luecke'
      ? `The event chain has a gap before event ${nr}.`
      : `The event chain is broken at event ${nr}: its text or an event before it was changed.`,
  ]),
  kettenende: define('fehler', () => [
    'Die Ereigniskette endet nicht dort, wo sie laut Manifest endet.',
    'The event chain does not end where the manifest says.',
  ]),
  freigabe: define('fehler', ({ nr, grund }: { nr: number; grund: Signaturgrund }) => [
    `Die unterschriebene Freigabe Nr. ${nr} ist ungültig: ${signaturgruende[grund][0]}.`,
    `The signed approval no. ${nr} is invalid: ${signaturgruende[grund][1]}.`,
  ]),
  freigabeKette: define('fehler', ({ nr }: { nr: number }) => [
    `Die unterschriebene Freigabe Nr. ${nr} passt nicht in die Ereigniskette des Hefts.`,
    `The signed approval no. ${nr} does not fit into the event chain of the book.`,
  ]),
  freigabeAndererText: define('fehler', () => [
    'Der Nachweis gilt als freigegeben, aber die letzte unterschriebene Freigabe gilt einem anderen Text.',
    'The report counts as approved, but the last signed approval is for another text.',
  ]),
  freigabenOhneUnterschrift: define('hinweis', ({ anzahl }: { anzahl: number }) => [
    `${anzahl} freigegebene Nachweise tragen keine eigene Unterschrift; die Freigabe hat das Herkunftssystem gemeldet.`,
    `${anzahl} approved reports carry no signature of their own; the approval was reported by the vendor system.`,
  ]),
  anhangFehlt: define('warnung', ({ dateiname }: { dateiname: string }) => [
    `Der Anhang ${dateiname} liegt nicht bei; der Aussteller hatte ihn nicht.`,
    `The attachment ${dateiname} is not enclosed; the issuer did not have it.`,
  ]),
  anhangUnbenannt: define('fehler', ({ datei }: { datei: string }) => [
    `Kein Nachweis nennt den Anhang ${datei}, oder sein Name ist nicht seine Prüfsumme.`,
    `No report names the attachment ${datei}, or its name is not its hash.`,
  ]),
  nichtPruefbar: define('fehler', ({ fehler }: { fehler: string }) => [
    `Dieser Teil ließ sich nicht prüfen: ${fehler}`,
    `This part could not be verified: ${fehler}`,
  ]),
  weitere: define('fehler', ({ anzahl }: { anzahl: number }) => [
    `${anzahl} weitere Befunde sind nicht aufgeführt.`,
    `${anzahl} further findings are not listed.`,
  ]),
} as const

/** The kinds of findings. */
export type Befundart = keyof typeof befundtexte
