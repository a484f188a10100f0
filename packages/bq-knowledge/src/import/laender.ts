import { type Static, Type } from 'typebox'
import type { Aussage, Beleg } from '../kern/aussage.ts'
import { Dateiangaben } from './kopfangaben.ts'
import { citeQuellen, type Quellenverzeichnis } from './quelle.ts'
import { type Importinhalt, type Importzeile, known, toZeile } from './zeile.ts'

const Sprache = Type.Object({
  code: Type.String(),
  schrift: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  status: Type.Optional(Type.String()),
})
const Gebiet = Type.Object({ m49: Type.String(), nameDe: Type.String() })

/** A list of countries with names, codes and official languages. */
export type Laenderdatei = Static<typeof Laenderdatei>
export const Laenderdatei = Type.Object({
  _meta: Dateiangaben,
  laender: Type.Array(
    Type.Object({
      alpha2: Type.String({ pattern: '^[A-Z]{2}$' }),
      nameDe: Type.String(),
      nameEn: Type.String(),
      amtssprachen: Type.Array(Sprache),
      alpha3: Type.Optional(Type.String()),
      numerisch: Type.Optional(Type.String()),
      kurzDe: Type.Optional(Type.String()),
      kurzEn: Type.Optional(Type.String()),
      region: Type.Optional(Type.Union([Gebiet, Type.Null()])),
      teilregion: Type.Optional(Type.Union([Gebiet, Type.Null()])),
      wikidata: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    }),
  ),
})

/** Territories without a code of ISO 3166-1 for which qualifications occur. */
export type Gebietsdatei = Static<typeof Gebietsdatei>
export const Gebietsdatei = Type.Object({
  _meta: Dateiangaben,
  gebiete: Type.Array(
    Type.Object({
      alpha2: Type.String({ pattern: '^[A-Z]{2}$' }),
      alpha3: Type.Optional(Type.String()),
      nameDe: Type.String(),
      nameEn: Type.String(),
      status: Type.Optional(Type.String()),
    }),
  ),
})

/** Former states with those that followed. */
export type Staatendatei = Static<typeof Staatendatei>
export const Staatendatei = Type.Object({
  _meta: Dateiangaben,
  staaten: Type.Array(
    Type.Object({
      alpha2: Type.Union([Type.String({ pattern: '^[A-Z]{2}$' }), Type.Null()]),
      alpha3: Type.Optional(Type.String()),
      iso3166_3: Type.Optional(Type.String({ pattern: '^[A-Z]{4}$' })),
      nameDe: Type.String(),
      nachfolgerCldr: Type.Optional(Type.Array(Type.String())),
      nachfolgerRedaktionell: Type.Optional(Type.Array(Type.String())),
    }),
  ),
})

/** Names, codes, languages and scripts of countries, each a statement of its own. */
export const readLaender = ({ _meta, laender }: Laenderdatei, register: Quellenverzeichnis): Importinhalt => {
  const belege = citeQuellen(register, _meta.quellen ?? [], _meta)
  return {
    befunde: [],
    zeilen: laender.flatMap((land): Importzeile[] => {
      const { alpha2, amtssprachen, region, teilregion } = land
      const profil = `land:${alpha2}` as const
      const bezeichnung = known({
        ...pick(land, ['nameDe', 'nameEn', 'kurzDe', 'kurzEn', 'alpha3', 'numerisch', 'wikidata']),
        m49: teilregion?.m49 ?? region?.m49,
        region: teilregion?.nameDe ?? region?.nameDe,
      })
      const sprachen = [...Map.groupBy(amtssprachen, ({ code }) => code.split('-')[0] ?? code)].map(toSprache)
      const schriften = [...new Set(amtssprachen.flatMap(({ schrift }) => schrift ?? []))].map((wert) => ({ wert }))
      return [
        toZeile([profil, 'allgemeines', 'bezeichnung'], ['laender', alpha2], { wert: bezeichnung }, belege),
        ...asSet(profil, 'amtssprachen', sprachen, belege),
        ...asSet(profil, 'schriften', schriften, belege),
      ]
    }),
  }
}

/** A language of a country. In which script it is written, and that it is official in parts only, is said beside the value. */
const toSprache = ([wert, varianten]: [string, readonly Static<typeof Sprache>[]]): Aussage => {
  const status = varianten.map((variante) => variante.status ?? 'amtlich')
  const schriften = varianten.flatMap(({ code }) => code.split('-')[1] ?? [])
  const remarks = [
    ...(status.includes('amtlich') ? [] : new Set(status)),
    ...schriften.map((name) => `${schriften.length < varianten.length ? 'auch ' : ''}in der Schrift ${name}`),
  ]
  return { wert, ...(remarks.length === 0 ? {} : { bemerkung: remarks.join('; ') }) }
}

/** Names of further territories. */
export const readGebiete = ({ _meta, gebiete }: Gebietsdatei, register: Quellenverzeichnis): Importinhalt => {
  const belege = citeQuellen(register, _meta.quellen ?? [], _meta)
  return {
    befunde: [],
    zeilen: gebiete.map(({ alpha2, status, ...namen }) => {
      const wert = known(pick(namen, ['nameDe', 'nameEn', 'alpha3']))
      const aussage: Aussage = { wert, ...(status === undefined ? {} : { bemerkung: status }) }
      return toZeile([`land:${alpha2}`, 'allgemeines', 'bezeichnung'], ['laender', alpha2], aussage, belege)
    }),
  }
}

/** Former states under their code of ISO 3166-3, because some codes of two letters were given anew or to several of them. */
export const ehemaligeCodes: Readonly<Record<string, string>> = {
  SU: 'SUHH',
  YU: 'YUCS',
  CS: 'CSXX',
  DD: 'DDDE',
  AN: 'ANHH',
  YD: 'YDYE',
  ZR: 'ZRCD',
  BU: 'BUMM',
  TP: 'TPTL',
}

/** Former states with their successors; a list made by hand goes before the one that knows only the last form of a state. */
export const readStaaten = ({ _meta, staaten }: Staatendatei, register: Quellenverzeichnis): Importinhalt => {
  const belege = citeQuellen(register, _meta.quellen ?? [], _meta)
  const zeilen: Importzeile[] = []
  const befunde: Importinhalt['befunde'][number][] = []
  for (const [index, staat] of staaten.entries()) {
    const code = staat.iso3166_3 ?? ehemaligeCodes[staat.alpha2 ?? '']
    if (code === undefined) {
      const stelle = `/staaten/${index}`
      befunde.push({ stelle, de: 'Ohne Code nach ISO 3166-3.', en: 'Without a code of ISO 3166-3.' })
      continue
    }
    const profil = `land:${code}` as const
    const wert = known(pick(staat, ['nameDe', 'alpha3']))
    const nachfolger = staat.nachfolgerRedaktionell ?? staat.nachfolgerCldr ?? []
    zeilen.push(
      toZeile([profil, 'allgemeines', 'bezeichnung'], ['laender', code], { wert }, belege),
      ...asSet(
        profil,
        'nachfolgestaaten',
        nachfolger.map((land) => ({ wert: land })),
        belege,
      ),
    )
  }
  return { zeilen, befunde }
}

const asSet = (
  profil: `land:${string}`,
  feld: string,
  werte: readonly Aussage[],
  belege: readonly Beleg[],
): Importzeile[] =>
  werte.length === 0
    ? []
    : [toZeile([profil, 'allgemeines', feld], ['laender', `${profil.slice(5)}/${feld}`], werte, belege)]

const pick = (source: object, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, (source as Record<string, unknown>)[name]]))
