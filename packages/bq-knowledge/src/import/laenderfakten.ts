import { type Static, Type } from 'typebox'
import { Dateiangaben } from './kopfangaben.ts'
import { citeQuellen, type Quellenverzeichnis } from './quelle.ts'
import { type Importinhalt, toZeile } from './zeile.ts'

const text = Type.Optional(Type.String())

/** General facts about countries in the English words of their source. */
export type Faktendatei = Static<typeof Faktendatei>
export const Faktendatei = Type.Object({
  _meta: Dateiangaben,
  laender: Type.Array(
    Type.Object({
      alpha2: Type.String({ pattern: '^[A-Z]{2}$' }),
      gec: Type.String(),
      sprachenEn: text,
      alphabetisierung: text,
      erwarteteSchuljahre: text,
      bildungsausgabenBip: text,
      hauptstadtEn: text,
      staatsformEn: text,
    }),
  ),
})

const arten = {
  sprachenEn: 'sprachen',
  alphabetisierung: 'alphabetisierung',
  erwarteteSchuljahre: 'erwarteteSchuljahre',
  bildungsausgabenBip: 'bildungsausgaben',
  hauptstadtEn: 'hauptstadt',
  staatsformEn: 'staatsform',
} as const

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}

/** Each fact as a statement; the wording stays, only its markup does not. */
export const readLaenderfakten = ({ _meta, laender }: Faktendatei, register: Quellenverzeichnis): Importinhalt => {
  const belege = citeQuellen(register, _meta.quellen ?? [], _meta)
  const zeilen = laender.flatMap((land) =>
    Object.entries(arten).flatMap(([name, art]) => {
      const wortlaut = land[name as keyof typeof arten]?.replaceAll(
        /&(?:lt|gt|quot|#39|amp);/g,
        (e) => entities[e] ?? e,
      )
      if (wortlaut === undefined || wortlaut.trim() === '') return []
      const stand = /\((\d{4}) est\.\)\s*$/.exec(wortlaut)?.[1]
      return [
        toZeile(
          [`land:${land.alpha2}`, 'allgemeines', 'laenderfakt'],
          ['factbook', `${land.alpha2}/${art}`],
          { wert: { art, wortlaut }, ...(stand === undefined ? {} : { stand }) },
          belege,
        ),
      ]
    }),
  )
  return { zeilen, befunde: [] }
}
