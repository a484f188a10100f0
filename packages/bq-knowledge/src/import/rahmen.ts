import { type Static, Type } from 'typebox'
import { Dateiangaben } from './kopfangaben.ts'
import { citeQuellen, type Quellenverzeichnis } from './quelle.ts'
import { type Importinhalt, known, toZeile } from './zeile.ts'

const eqr = Type.Union([Type.String(), Type.Number(), Type.Null()])

/** National qualifications frameworks with their levels; the European level only where a source says it. */
export type Rahmendatei = Static<typeof Rahmendatei>
export const Rahmendatei = Type.Object({
  _meta: Dateiangaben,
  rahmen: Type.Array(
    Type.Object({
      land: Type.String({ pattern: '^[A-Z]{2}$' }),
      kuerzel: Type.String(),
      nameEn: Type.String(),
      uri: Type.String(),
      stufen: Type.Array(
        Type.Object({
          stufe: Type.String(),
          uri: Type.String(),
          eqr: Type.Optional(eqr),
          eqrBeleg: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String())])),
        }),
      ),
    }),
  ),
})

/** Each framework and each of its levels as a statement. Where the European level has a source of its own, that is cited too. */
export const readRahmen = ({ _meta, rahmen }: Rahmendatei, register: Quellenverzeichnis): Importinhalt => {
  const quellen = _meta.quellen ?? []
  // A country may have several frameworks at a time; the field of the one framework is left to those who know which it is.
  const zahl = Map.groupBy(rahmen, ({ land }) => land)
  const zeilen = rahmen.flatMap(({ land, kuerzel, nameEn, uri, stufen }) => {
    const profil = `land:${land}` as const
    const belege = citeQuellen(register, quellen, _meta)
    const head = { kuerzel, nameEn, stufen: stufen.length, adresse: uri }
    return [
      zahl.get(land)?.length === 1
        ? toZeile([profil, 'qualifikationsrahmen', 'rahmen'], ['nqr', `${land}/${kuerzel}`], { wert: head }, belege)
        : toZeile(
            [profil, 'qualifikationsrahmen', 'weiteres'],
            ['nqr', `${land}/${kuerzel}`],
            { wert: `${nameEn} (${kuerzel}), ${stufen.length} Stufen` },
            belege,
          ),
      ...stufen.map(({ stufe, uri: adresse, eqr: level, eqrBeleg = [] }) =>
        toZeile(
          [profil, 'qualifikationsrahmen', 'stufe'],
          ['nqr', `${land}/${kuerzel}/${stufe}`],
          {
            wert: known({ rahmen: kuerzel, stufe, adresse, eqr: level === null ? null : String(level ?? '') || null }),
          },
          citeQuellen(register, [...quellen, ...[eqrBeleg].flat()], _meta),
        ),
      ),
    ]
  })
  return { zeilen, befunde: [] }
}
