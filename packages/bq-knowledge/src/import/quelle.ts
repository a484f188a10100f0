import { type Static, Type } from 'typebox'
import { checkBelegadresse } from '../kern/adresse.ts'
import type { Beleg } from '../kern/aussage.ts'

/** An entry of a register of sources. `art` and `guete` may be said there; else they follow from what is there. */
export type Quelle = Static<typeof Quelle>
export const Quelle = Type.Object({
  id: Type.String({ pattern: '^[A-Za-z0-9._-]{1,40}$' }),
  titel: Type.String({ minLength: 1 }),
  fundstelle: Type.Optional(Type.String()),
  lizenz: Type.Optional(Type.String()),
  stand: Type.Optional(Type.String()),
  art: Type.Optional(Type.Unsafe<Beleg['art']>({ type: 'string' })),
  guete: Type.Optional(Type.Unsafe<Beleg['guete']>({ type: 'string' })),
})

/** The form of a register of sources, as a file has it. */
export const Quellenregister = Type.Object({ quellen: Type.Array(Quelle, { minItems: 1 }) })

/** The citation of each source, by its key. */
export type Quellenverzeichnis = ReadonlyMap<string, Beleg>

/** How far a source is trusted that does not say it: offices say so in their licence, data sets are recognised, the rest is second-hand. */
const gueteOf = ({ fundstelle = '', lizenz = '' }: Quelle): Beleg['guete'] => {
  if (/aus dem ged[aä]chtnis/i.test(`${fundstelle} ${lizenz}`)) return 'unklar'
  if (/^amtlich/i.test(lizenz)) return 'amtlich'
  return isDataset(fundstelle) ? 'anerkannt' : 'sekundaer'
}

const isDataset = (fundstelle: string): boolean => /^github:/i.test(fundstelle)

const shorten = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text

/** A register as citations. An address that may not be cited stays as text of the place, so that nothing of it is lost. */
export const readQuellen = (quellen: readonly Quelle[]): Quellenverzeichnis =>
  new Map(
    quellen.map((quelle) => {
      const { id, titel, fundstelle, lizenz, stand } = quelle
      const adresse = fundstelle !== undefined && URL.canParse(fundstelle) ? new URL(fundstelle).href : undefined
      const isCitable = adresse !== undefined && checkBelegadresse(adresse) === undefined
      const beleg: Beleg = {
        art: quelle.art ?? (fundstelle !== undefined && isDataset(fundstelle) ? 'datensatz' : 'webseite'),
        titel: shorten(titel, 500),
        guete: quelle.guete ?? gueteOf(quelle),
        quelle: id,
        ...(isCitable ? { adresse } : fundstelle === undefined ? {} : { fundstelle: shorten(fundstelle, 300) }),
        ...(lizenz === undefined ? {} : { lizenz: shorten(lizenz, 300) }),
        ...(stand === undefined ? {} : { stand }),
      }
      return [id, beleg]
    }),
  )

/**
 * The citations of a file by the keys that it names. A key that the register does not have becomes a citation of its own, with the
 * licence of the file and marked as unclear: a statement without source is not imported.
 */
export const citeQuellen = (
  register: Quellenverzeichnis,
  keys: readonly string[],
  datei: { readonly titel: string; readonly lizenz?: string | undefined },
): readonly Beleg[] => {
  const lizenz = datei.lizenz === undefined ? {} : { lizenz: shorten(datei.lizenz, 300) }
  const unknown = (quelle?: string): Beleg => ({
    art: 'datensatz',
    titel: shorten(datei.titel, 500),
    guete: 'unklar',
    ...(quelle !== undefined && /^[A-Za-z0-9._-]{1,40}$/.test(quelle) ? { quelle } : {}),
    ...lizenz,
  })
  if (keys.length === 0) return [unknown()]
  return [...new Set(keys)].map((key) => {
    const beleg = register.get(key)
    if (!beleg) return unknown(key)
    return beleg.lizenz === undefined ? { ...beleg, ...lizenz } : beleg
  })
}
