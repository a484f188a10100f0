import { parse } from 'csv-parse/sync'
import { type Static, Type } from 'typebox'
import type { Beleg } from '../kern/aussage.ts'
import { Dateiangaben } from './kopfangaben.ts'
import { citeQuellen, type Quellenverzeichnis } from './quelle.ts'
import { type Importinhalt, type Importzeile, known, toZeile } from './zeile.ts'

/** Levels of education with what the further digits of a code mean. */
export type Stufendatei = Static<typeof Stufendatei>
export const Stufendatei = Type.Object({
  _meta: Dateiangaben,
  stufen: Type.Array(Type.Object({ stufe: Type.String(), nameDe: Type.String(), nameEn: Type.String() })),
  zweiteStelle: Type.Record(Type.String(), Type.String()),
  dritteStelle: Type.Record(Type.String(), Type.String()),
})

/** Fields of education in three levels. */
export type Fachrichtungsdatei = Static<typeof Fachrichtungsdatei>
export const Fachrichtungsdatei = Type.Object({
  _meta: Dateiangaben,
  felder: Type.Array(
    Type.Object({
      code: Type.String({ pattern: '^[0-9]{2,4}$' }),
      ebene: Type.String(),
      ober: Type.Union([Type.String(), Type.Null()]),
      nameEn: Type.String(),
    }),
  ),
})

type Eintrag = readonly [code: string, wert: Readonly<Record<string, unknown>>]

const toKlassifikation = (
  name: string,
  kopf: { readonly bezeichnung: string; readonly fassung: string },
  eintraege: readonly Eintrag[],
  regeln: readonly string[],
  belege: readonly Beleg[],
): Importzeile[] => {
  const profil = `klass:${name}` as const
  return [
    toZeile([profil, 'kopf', 'bezeichnung'], [name, 'bezeichnung'], { wert: kopf.bezeichnung }, belege),
    toZeile([profil, 'kopf', 'fassung'], [name, 'fassung'], { wert: kopf.fassung }, belege),
    ...eintraege.map(([code, wert]) =>
      toZeile([profil, 'eintraege', 'eintrag'], [name, code], { wert: known({ code, ...wert }) }, belege),
    ),
    ...regeln.map((wert, i) => toZeile([profil, 'eintraege', 'regel'], [name, `regel/${i}`], { wert }, belege)),
  ]
}

/** The levels of ISCED 2011 as entries, the meaning of the further digits as rules. */
export const readStufen = (
  { _meta, stufen, zweiteStelle, dritteStelle }: Stufendatei,
  register: Quellenverzeichnis,
): Importinhalt => {
  const rule = (stelle: string, worte: Readonly<Record<string, string>>): string[] =>
    Object.entries(worte).map(([ziffer, text]) =>
      ziffer.startsWith('_') ? `${stelle} Stelle gilt: ${text}` : `${stelle} Stelle ${ziffer}: ${text}`,
    )
  return {
    befunde: [],
    zeilen: toKlassifikation(
      'isced2011',
      { bezeichnung: 'ISCED 2011', fassung: '2011' },
      stufen.map(({ stufe, ...namen }) => [stufe, namen]),
      [...rule('Zweite', zweiteStelle), ...rule('Dritte', dritteStelle)],
      citeQuellen(register, _meta.quellen ?? [], _meta),
    ),
  }
}

/** The fields of education of ISCED-F 2013. */
export const readFachrichtungen = (
  { _meta, felder }: Fachrichtungsdatei,
  register: Quellenverzeichnis,
): Importinhalt => ({
  befunde: [],
  zeilen: toKlassifikation(
    'iscedf2013',
    { bezeichnung: 'ISCED-F 2013', fassung: '2013' },
    felder.map(({ code, ...wert }) => [code, wert]),
    [],
    citeQuellen(register, _meta.quellen ?? [], _meta),
  ),
})

const spalten = ['escoId', 'isco08', 'oberberuf', 'titelEn'] as const

/** Whether a text begins like a table of occupations of ESCO. */
export const isBerufetabelle = (text: string): boolean => text.replace(/^\ufeff/, '').startsWith(spalten.join(','))

const escoId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Where the occupations of ESCO have their addresses. */
const escoAdresse = (id: string): string => `http://data.europa.eu/esco/occupation/${id}`

/** Occupations of ESCO from a table; the notice that its licence asks for stands in the citation of each. */
export const readBerufe = (text: string, register: Quellenverzeichnis): Importinhalt => {
  const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, max_record_size: 10_000 }) as Record<
    (typeof spalten)[number],
    string
  >[]
  const belege = citeQuellen(register, ['esco'], {
    titel: 'ESCO v1.0, Berufe. Dieser Dienst verwendet die ESCO-Klassifikation der Europäischen Kommission.',
    lizenz: 'Weiterverwendung nach Beschluss 2011/833/EU der Kommission mit Quellenangabe; © Europäische Union',
  })
  const isRow = (row: (typeof rows)[number]) => escoId.test(row.escoId) && row.titelEn.trim() !== ''
  const eintraege = rows.filter(isRow).map((row): Eintrag => {
    const { escoId: id, isco08, oberberuf, titelEn } = row
    const ober = oberberuf === '' ? undefined : oberberuf
    return [id, { nameEn: titelEn, adresse: escoAdresse(id), isco08: isco08 === '' ? undefined : isco08, ober }]
  })
  return {
    zeilen: toKlassifikation('esco', { bezeichnung: 'ESCO, Berufe', fassung: 'v1.0' }, eintraege, [], belege),
    befunde: rows.flatMap((row, i) =>
      isRow(row)
        ? []
        : [{ stelle: `Zeile ${i + 2}`, de: 'Ohne Kennung oder Titel.', en: 'Without identifier or title.' }],
    ),
  }
}
