import { createRequire } from 'node:module'

/** A country, a territory or a former state under which qualifications are filed. */
export interface Land {
  /** ISO 3166-1 alpha-2; of a former state ISO 3166-3. */
  readonly code: string
  readonly nameDe: string
  readonly nameEn: string
  /** Further names under which it is looked for. */
  readonly weitereNamen: readonly string[]
  readonly alpha3?: string
  readonly numerisch?: string
  readonly status: 'aktuell' | 'ehemalig' | 'benutzerdefiniert'
  /** Codes of the states that followed a former one. */
  readonly nachfolger: readonly string[]
}

/** Former states (ISO 3166-3), which the lists of present codes do not have; several codes of two letters were given anew. */
const ehemalige: readonly (readonly [code: string, nameDe: string, nameEn: string, nachfolger: string])[] = [
  ['ANHH', 'Niederländische Antillen', 'Netherlands Antilles', 'BQ CW SX'],
  ['BUMM', 'Birma', 'Burma', 'MM'],
  ['CSHH', 'Tschechoslowakei', 'Czechoslovakia', 'CZ SK'],
  ['CSXX', 'Serbien und Montenegro', 'Serbia and Montenegro', 'ME RS'],
  ['DDDE', 'Deutsche Demokratische Republik', 'German Democratic Republic', 'DE'],
  ['SUHH', 'Sowjetunion', 'Soviet Union', 'AM AZ BY EE GE KG KZ LT LV MD RU TJ TM UA UZ'],
  ['TPTL', 'Osttimor (bis 2002)', 'East Timor (until 2002)', 'TL'],
  ['YDYE', 'Demokratische Volksrepublik Jemen', "People's Democratic Republic of Yemen", 'YE'],
  ['YUCS', 'Jugoslawien', 'Yugoslavia', 'BA HR ME MK RS SI XK'],
  ['ZRCD', 'Zaire', 'Zaire', 'CD'],
]

/** Codes of ISO 3166-1 that users agreed on. */
const benutzerdefiniert = new Set(['XK'])

/** The codes with the names of two languages; the package itself would load those of eighty. */
const loadCodes = (): typeof import('i18n-iso-countries') => {
  const load = createRequire(import.meta.url)
  const countries = load('i18n-iso-countries/index.js') as typeof import('i18n-iso-countries')
  for (const language of ['de', 'en']) countries.registerLocale(load(`i18n-iso-countries/langs/${language}.json`))
  return countries
}

const readLaenderliste = (): readonly Land[] => {
  const isoCountries = loadCodes()
  // Short names as the CLDR has them; those of the list of codes are the long ones.
  const [de, en] = ['de', 'en'].map((locale) => new Intl.DisplayNames(locale, { type: 'region' }))
  const andere = isoCountries.getNames('de', { select: 'all' })
  const other = isoCountries.getNames('en', { select: 'all' })
  const aktuelle = Object.entries(isoCountries.getAlpha2Codes()).map(([code, alpha3]): Land => {
    const [nameDe, nameEn] = [de?.of(code) ?? code, en?.of(code) ?? code]
    const further = [...(andere[code] ?? []), ...(other[code] ?? [])]
    const numerisch = isoCountries.alpha2ToNumeric(code)
    return {
      code,
      nameDe,
      nameEn,
      weitereNamen: [...new Set(further)].filter((name) => name !== nameDe && name !== nameEn),
      alpha3,
      ...(numerisch === undefined ? {} : { numerisch }),
      status: benutzerdefiniert.has(code) ? 'benutzerdefiniert' : 'aktuell',
      nachfolger: [],
    }
  })
  const fruehere = ehemalige.map(
    ([code, nameDe, nameEn, nachfolger]): Land => ({
      code,
      nameDe,
      nameEn,
      weitereNamen: [],
      status: 'ehemalig',
      nachfolger: nachfolger.split(' '),
    }),
  )
  return [...aktuelle, ...fruehere].sort((a, b) => (a.code < b.code ? -1 : 1))
}

let liste: readonly Land[] | undefined
let byCode: ReadonlyMap<string, Land> | undefined

/** All countries by code: those of ISO 3166-1, Kosovo, and former states. Names are read when they are first asked for. */
export const listLaender = (): readonly Land[] => {
  liste ??= readLaenderliste()
  return liste
}

/** The country with a code. */
export const findLand = (code: string): Land | undefined => {
  byCode ??= new Map(listLaender().map((land) => [land.code, land]))
  return byCode.get(code)
}
