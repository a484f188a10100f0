import { type Static, Type } from 'typebox'
import type { Aussage } from '../kern/aussage.ts'
import { Dateiangaben } from './kopfangaben.ts'
import { citeQuellen, type Quellenverzeichnis } from './quelle.ts'
import { type Importinhalt, type Importzeile, toZeile } from './zeile.ts'

const jahr = Type.Integer({ minimum: 1900, maximum: 2199 })
const Zeitraum = Type.Object({ von: jahr, bis: jahr, wert: Type.Number() })

/** Series of education figures per country, as periods in which a figure did not change. */
export type Kennzahlendatei = Static<typeof Kennzahlendatei>
export const Kennzahlendatei = Type.Object({
  _meta: Dateiangaben,
  laender: Type.Array(
    Type.Object({
      alpha2: Type.String({ pattern: '^[A-Z]{2}$' }),
      pflichtjahre: Type.Optional(Type.Array(Zeitraum)),
      gebuehrenfreieJahre: Type.Optional(Type.Array(Zeitraum)),
      pflichtjahreVorschule: Type.Optional(Type.Array(Zeitraum)),
      anteilBerufsbildung15bis24: Type.Optional(Type.Object({ jahr, prozent: Type.Number() })),
    }),
  ),
})

const felder = {
  pflichtjahre: 'pflichtschuljahre',
  gebuehrenfreieJahre: 'gebuehrenfreieJahre',
  pflichtjahreVorschule: 'pflichtjahreVorschule',
} as const

/**
 * Every period as a statement with its validity. A period that reaches to the last year of the survey holds until further notice,
 * with that year as the version of the knowledge: the figure did not end, the survey did.
 */
export const readKennzahlen = ({ _meta, laender }: Kennzahlendatei, register: Quellenverzeichnis): Importinhalt => {
  const belege = citeQuellen(register, _meta.quellen ?? [], _meta)
  const reihenOf = (land: Kennzahlendatei['laender'][number]) =>
    Object.entries(felder).map(([reihe, feld]) => [reihe, feld, land[reihe as keyof typeof felder] ?? []] as const)
  const ende = Math.max(0, ...laender.flatMap((land) => reihenOf(land).flatMap(([, , r]) => r.map(({ bis }) => bis))))
  const toAussage = ({ von, bis, wert }: Static<typeof Zeitraum>, istErster: boolean): Aussage => ({
    wert,
    gueltigVon: String(von),
    ...(bis < ende ? { gueltigBis: String(bis) } : { stand: String(bis) }),
    ...(istErster ? { bemerkung: 'Beginn der Zeitreihe, nicht des Gesetzes' } : {}),
  })
  const zeilen = laender.flatMap((land): Importzeile[] => {
    const profil = `land:${land.alpha2}` as const
    const anteil = land.anteilBerufsbildung15bis24
    return [
      ...reihenOf(land).flatMap(([reihe, feld, zeitraeume]) =>
        zeitraeume.map((zeitraum, i) =>
          toZeile(
            [profil, 'bildungssystem', feld],
            ['uis', `${land.alpha2}/${reihe}/${zeitraum.von}`],
            toAussage(zeitraum, i === 0),
            belege,
          ),
        ),
      ),
      ...(anteil === undefined
        ? []
        : [
            toZeile(
              [profil, 'bildungssystem', 'anteilBerufsbildung15bis24'],
              ['uis', `${land.alpha2}/anteilBerufsbildung15bis24`],
              { wert: anteil, stand: String(anteil.jahr) },
              belege,
            ),
          ]),
    ]
  })
  return { zeilen, befunde: [] }
}
