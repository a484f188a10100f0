/** An invented ordinance in the XML of the collection of federal law; no such occupation exists. */
export interface GiiBeispiel {
  /** Paragraphs as elements `norm`, after those of the ordinance. */
  readonly anlagen?: readonly string[]
  readonly doctype?: string
  readonly titel?: string
  readonly paragraf1?: string
  readonly dauer?: string
  readonly inkraft?: string
  readonly fussnoten?: string
  readonly stand?: string
}

/** The declaration as the collection writes it. */
export const giiDoctype = '<!DOCTYPE dokumente SYSTEM "http://www.gesetze-im-internet.de/dtd/1.01/gii-norm.dtd">'

const norm = (enbez: string, titel: string, content: string): string =>
  `<norm builddate="20260401120000" doknr="BJNR999900026BJNE0001"><metadaten><jurabk>WolkAusbV</jurabk><enbez>${enbez}</enbez><titel format="XML">${titel}</titel></metadaten><textdaten><text format="XML"><Content>${content}</Content></text></textdaten></norm>`

/** A paragraph of one sentence. */
const paragraf = (number: number, titel: string, text: string): string => norm(`§ ${number}`, titel, `<P>${text}</P>`)

/** An annex with headings and tables. */
export const anlage = (bezeichnung: string, titel: string, content: string): string => norm(bezeichnung, titel, content)

/** A list with letters. */
export const liste = (...texts: readonly string[]): string =>
  `<DL Type="alpha">${texts.map((text, i) => `<DT>${String.fromCharCode(97 + i)})</DT><DD><LA>${text}</LA></DD>`).join('')}</DL>`

const colspecs = (count: number): string =>
  Array.from({ length: count }, (_, i) => `<colspec colname="col${i + 1}" colnum="${i + 1}"></colspec>`).join('')

/** A table of a plan: two columns of weeks, and rows as elements. */
export const plantabelle = (titel: string, ...rows: readonly string[]): string =>
  `<table frame="all"><Title><B>${titel}</B></Title><tgroup cols="5" colsep="1" rowsep="1">${colspecs(5)}<thead>` +
  '<row><entry colname="col1" morerows="1">Lfd.<BR></BR> Nr.</entry><entry colname="col2" morerows="1">Teil des<BR></BR> Ausbildungsberufsbildes</entry><entry colname="col3" morerows="1">Zu vermittelnde Fertigkeiten</entry><entry namest="col4" nameend="col5">Zeitliche Richtwerte<BR></BR> in Wochen im</entry></row>' +
  '<row><entry colname="col4">1. bis 18.<BR></BR> Monat</entry><entry colname="col5">19. bis 36.<BR></BR> Monat</entry></row>' +
  '<row><entry colname="col1">1</entry><entry colname="col2">2</entry><entry colname="col3">3</entry><entry namest="col4" nameend="col5">4</entry></row>' +
  `</thead><tbody>${rows.join('')}</tbody></tgroup></table>`

/** A row of it; `linie` is the line under it. */
export const zeile = (
  [nr, teil, texte, ...zeiten]: readonly [string, string, string, ...string[]],
  { linie = true }: { linie?: boolean } = {},
): string => {
  const [first = '', second] = zeiten
  const times =
    second === undefined
      ? `<entry namest="col4" nameend="col5">${first}</entry>`
      : `<entry colname="col4">${first}</entry><entry colname="col5">${second}</entry>`
  return `<row${linie ? '' : ' rowsep="0"'}><entry colname="col1">${nr}</entry><entry colname="col2">${teil}</entry><entry colname="col3">${texte}</entry>${times}</row>`
}

const plan = anlage(
  'Anlage',
  '(zu § 3)<BR></BR>Ausbildungsrahmenplan für die Berufsausbildung zum Wolkenwart und zur Wolkenwartin',
  `<P><noindex><kommentar typ="Fundstelle">(Fundstelle: BGBl. 2026 I Nr. 1)</kommentar></noindex></P>${plantabelle(
    'Abschnitt A: berufsprofilgebende Fertigkeiten in der Fachrichtung Schichtwolken',
    zeile(
      [
        '1',
        'Wolken beob-<BR></BR>achten<BR></BR> (§ 4 Absatz 2 Nummer 1)',
        liste('Höhe schätzen', 'Farbe benennen'),
        '',
        '',
      ],
      {
        linie: false,
      },
    ),
    zeile(['', '', '<DL Type="alpha"><DT>c)</DT><DD><LA>Zug vorhersagen</LA></DD></DL>', '12', '']),
    zeile([
      '2',
      'Wolken lenken',
      `Beim Lenken, insbesondere ${liste('Wind nutzen', 'Regen vermeiden')}`,
      '4 bis 6',
      '20',
    ]),
  )}${plantabelle(
    'Abschnitt B: integrativ zu vermittelnde Fertigkeiten in den Wahlqualifikationen',
    zeile(['1', 'Umweltschutz', liste('Luft rein halten'), 'während<BR></BR> der gesamten Ausbildung']),
    zeile(['2', 'Nebel', 'Nebel auflösen', '', '3*']),
  )}`,
)

/** The ordinance as a file. */
export const giiBeispiel = ({
  anlagen = [plan],
  doctype = '',
  titel = 'Verordnung über die Berufsausbildung zum Wolkenwart und zur Wolkenwartin',
  paragraf1 = 'Der Ausbildungsberuf des Wolkenwarts und der Wolkenwartin wird nach § 4 Absatz 1 des Berufsbildungsgesetzes staatlich anerkannt.',
  dauer = 'Die Berufsausbildung dauert drei Jahre.',
  inkraft = 'Diese Verordnung tritt am 1. August 2026 in Kraft.',
  fussnoten = '(+++ Textnachweis ab: 1.8.2026 +++)',
  stand = '',
}: GiiBeispiel = {}): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${doctype}<dokumente builddate="20260401120000" doknr="BJNR999900026">` +
  `<norm builddate="20260401120000" doknr="BJNR999900026"><metadaten><jurabk>WolkAusbV</jurabk><ausfertigung-datum manuell="ja">2026-03-01</ausfertigung-datum><fundstelle typ="amtlich"><periodikum>BGBl I</periodikum><zitstelle>2026, Nr. 1</zitstelle></fundstelle><langue>${titel}<FnR ID="f1"></FnR></langue>${stand}</metadaten><textdaten><fussnoten><Content><P>${fussnoten}</P></Content></fussnoten></textdaten></norm>` +
  paragraf(1, 'Staatliche Anerkennung des Ausbildungsberufes', paragraf1) +
  paragraf(2, 'Dauer der Berufsausbildung', dauer) +
  paragraf(9, 'Inkrafttreten', inkraft) +
  anlagen.join('') +
  '</dokumente>'
