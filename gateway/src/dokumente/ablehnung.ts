/** A sentence in both languages that people read. */
interface Satz {
  readonly de: string
  readonly en: string
}

/** Why a document is not taken: what it is, what it would do, or what is wrong with it. */
const gruende = {
  leer: { de: 'Die Datei ist leer.', en: 'The file is empty.' },
  unbekannt: {
    de: 'Die Datei ist weder ein PDF noch ein JPEG- oder PNG-Bild.',
    en: 'The file is neither a PDF nor a JPEG or PNG picture.',
  },
  zip: {
    de: 'Die Datei ist ein Archiv oder Office-Dokument; schicken Sie ein PDF, JPEG oder PNG.',
    en: 'The file is an archive or an office document; send a PDF, JPEG or PNG.',
  },
  svg: {
    de: 'SVG-Bilder können Programme enthalten; schicken Sie ein PDF, JPEG oder PNG.',
    en: 'SVG pictures can hold programs; send a PDF, JPEG or PNG.',
  },
  html: {
    de: 'Die Datei ist eine Webseite; schicken Sie ein PDF, JPEG oder PNG.',
    en: 'The file is a web page; send a PDF, JPEG or PNG.',
  },
  xml: {
    de: 'Die Datei ist XML; schicken Sie ein PDF, JPEG oder PNG.',
    en: 'The file is XML; send a PDF, JPEG or PNG.',
  },
  bild: {
    de: 'Dieses Bildformat wird nicht angenommen; schicken Sie ein PDF, JPEG oder PNG.',
    en: 'This kind of picture is not taken; send a PDF, JPEG or PNG.',
  },
  programm: { de: 'Die Datei ist ein Programm.', en: 'The file is a program.' },
  andererTyp: {
    de: 'Der Inhalt der Datei ist etwas anderes, als der angegebene Typ sagt.',
    en: 'The content of the file is not what its declared type says.',
  },
  zweiGesichter: {
    de: 'Die Datei enthält außer dem Dokument etwas, das ein anderes Programm als Webseite, Archiv oder Skript lesen würde.',
    en: 'Besides the document the file holds something that another program would read as a web page, an archive or a script.',
  },
  anhaengsel: {
    de: 'Nach dem Ende des Dokuments folgen weitere Daten.',
    en: 'More data follow after the end of the document.',
  },
  beschaedigt: {
    de: 'Die Datei ist beschädigt oder unvollständig und lässt sich nicht lesen.',
    en: 'The file is damaged or incomplete and cannot be read.',
  },
  verschluesselt: {
    de: 'Das PDF ist verschlüsselt oder mit einem Kennwort geschützt; speichern Sie es ohne Schutz.',
    en: 'The PDF is encrypted or protected by a password; save it without protection.',
  },
  skript: { de: 'Das PDF enthält JavaScript.', en: 'The PDF contains JavaScript.' },
  start: { de: 'Das PDF will ein Programm starten.', en: 'The PDF wants to start a program.' },
  einbettung: {
    de: 'In das PDF sind andere Dateien eingebettet; schicken Sie diese einzeln.',
    en: 'Other files are embedded in the PDF; send them one by one.',
  },
  automatik: {
    de: 'Das PDF führt beim Öffnen oder Bedienen selbsttätig etwas aus.',
    en: 'The PDF does something by itself when it is opened or used.',
  },
  xfa: {
    de: 'Das PDF ist ein dynamisches Formular (XFA); drucken Sie es in ein einfaches PDF.',
    en: 'The PDF is a dynamic form (XFA); print it into a plain PDF.',
  },
  medien: {
    de: 'Das PDF enthält Filme, Töne oder andere Medien.',
    en: 'The PDF contains films, sounds or other media.',
  },
  fremdbezug: {
    de: 'Das PDF bezieht Inhalte von außerhalb oder öffnet fremde Dateien.',
    en: 'The PDF takes content from outside or opens other files.',
  },
  versand: {
    de: 'Das PDF würde Daten versenden oder einlesen.',
    en: 'The PDF would send data or read some in.',
  },
  seiten: { de: 'Das Dokument hat zu viele Seiten.', en: 'The document has too many pages.' },
  bildpunkte: { de: 'Das Bild hat zu viele Bildpunkte.', en: 'The picture has too many pixels.' },
  zuAufwendig: {
    de: 'Das Dokument lässt sich nicht in der vorgesehenen Zeit prüfen; speichern Sie es einfacher, etwa als Scan.',
    en: 'The document cannot be checked in the time there is; save it in a simpler way, such as a scan.',
  },
} as const satisfies Record<string, Satz>

/** Code of a reason why a document is not taken. */
export type Ablehnungsgrund = keyof typeof gruende

/** The reason as people read it, German first. */
export const ablehnungstext = (grund: Ablehnungsgrund): Satz => gruende[grund]
