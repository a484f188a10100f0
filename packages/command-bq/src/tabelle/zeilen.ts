import {
  type Aussage,
  type BearbeiteteFassung,
  type Beleg,
  deriveAussageId,
  findFeld,
  type Profilfassung,
  parseSlot,
  slotOf,
} from '@berichtsheft/bq-knowledge'

/** Columns of the sheet in which a profile is edited. */
export const spalten = [
  'slot',
  'abschnitt',
  'feld',
  'name',
  'wert',
  'gueltigVon',
  'gueltigBis',
  'stand',
  'bemerkung',
  'original',
  'belege',
] as const
export type Spalte = (typeof spalten)[number]

/** A row: texts by column. What is empty is left out of the statement. */
export type Tabellenzeile = Readonly<Record<Spalte, string>>

/** A row that cannot be read, with its number in the sheet. */
export class TabellenError extends Error {
  override readonly name = 'TabellenError'
}

const toText = (wert: unknown): string =>
  typeof wert === 'string' ? wert : wert === undefined ? '' : JSON.stringify(wert)

/** A profile as rows, one per value. Values that are no text stand there as JSON, citations as a JSON list in the first row of a statement. */
export const toTabelle = ({ aussagen }: Profilfassung): Tabellenzeile[] =>
  aussagen.flatMap(({ id, werte, belege }) => {
    const { profil, abschnitt = '', feld = '' } = parseSlot(id) ?? {}
    const name = (profil && findFeld(profil, abschnitt, feld)?.name.de) ?? ''
    return werte.map(({ wert: aussage }, i) => ({
      slot: id,
      abschnitt,
      feld,
      name,
      wert: toText(aussage.wert),
      gueltigVon: aussage.gueltigVon ?? '',
      gueltigBis: aussage.gueltigBis ?? '',
      stand: aussage.stand ?? '',
      bemerkung: aussage.bemerkung ?? '',
      original: toText(aussage.original),
      belege: i === 0 ? JSON.stringify(belege.map(({ wert }) => wert)) : '',
    }))
  })

const parseJson = (text: string, wo: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TabellenError(`${wo}: is no JSON`, { cause })
  }
}

/** Whether values of a field are texts; those of the others stand in the sheet as JSON. */
const isTextfeld = (slot: string): boolean => {
  const { profil, abschnitt = '', feld = '' } = parseSlot(slot) ?? {}
  const schema = (profil && findFeld(profil, abschnitt, feld)?.wert) as { type?: string } | undefined
  return schema?.type === 'string'
}

/**
 * What somebody made of the rows. Members of a statement that the sheet has no column for are kept from the version that was given
 * out. A row without slot is a new statement of the section and field that it names; its citations stand beside it.
 *
 * @throws TabellenError with the number of the row
 */
export const readTabelle = (basis: Profilfassung, zeilen: readonly Tabellenzeile[]): BearbeiteteFassung => {
  const before = new Map(basis.aussagen.map((aussage) => [aussage.id, aussage]))
  const found = new Map<string, { werte: Aussage[]; belege: Beleg[] }>()
  for (const [index, zeile] of zeilen.entries()) {
    const wo = `row ${index + 2}`
    if (Object.values(zeile).every((text) => text === '')) continue
    const slot = zeile.slot === '' ? newSlot(basis, zeile, wo) : zeile.slot
    if (parseSlot(slot)?.art !== 'aussage') throw new TabellenError(`${wo}: ${slot} is no statement`)
    const aussage = found.get(slot) ?? { werte: [], belege: [] }
    found.set(slot, aussage)
    const kept = before.get(slot)?.werte[aussage.werte.length]?.wert ?? {}
    aussage.werte.push(toAussage(slot, zeile, kept, wo))
    if (zeile.belege !== '') aussage.belege.push(...(parseJson(zeile.belege, `${wo}, belege`) as Beleg[]))
  }
  return { aussagen: [...found].map(([id, { werte, belege }]) => ({ id, werte, belege })) }
}

/** The same new row gives the same statement, so that reading a sheet twice makes it once. */
const newSlot = ({ profil }: Profilfassung, zeile: Tabellenzeile, wo: string): string => {
  const { abschnitt, feld, wert, gueltigVon } = zeile
  if (!findFeld(profil, abschnitt, feld)) throw new TabellenError(`${wo}: there is no field ${abschnitt}/${feld}`)
  return slotOf(
    profil,
    abschnitt,
    feld,
    deriveAussageId('tabelle', [profil, abschnitt, feld, wert, gueltigVon].join('\n')),
  )
}

const columns = new Set<string>(['wert', 'gueltigVon', 'gueltigBis', 'stand', 'bemerkung', 'original'])

const toAussage = (slot: string, zeile: Tabellenzeile, kept: object, wo: string): Aussage => {
  const others = Object.fromEntries(Object.entries(kept).filter(([name]) => !columns.has(name)))
  const texts = Object.entries(zeile).filter(
    ([name, text]) => ['gueltigVon', 'gueltigBis', 'stand', 'bemerkung'].includes(name) && text !== '',
  )
  if (zeile.wert === '') throw new TabellenError(`${wo}: without value; who withdraws a statement deletes its row`)
  return {
    ...others,
    wert: isTextfeld(slot) ? zeile.wert : parseJson(zeile.wert, `${wo}, wert`),
    ...Object.fromEntries(texts),
    ...(zeile.original === ''
      ? {}
      : { original: parseJson(zeile.original, `${wo}, original`) as Aussage['original'] & object }),
  }
}
