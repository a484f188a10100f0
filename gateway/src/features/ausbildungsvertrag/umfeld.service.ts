import {
  type Ausbildermeldung,
  type Berufsfassung,
  berufsnameForm,
  type CreateAusbildereignung,
  checkKammernummer,
  isHandwerkskammernummer,
  normalizeIdentnummer,
  pruefeVertrag,
  type Stammausbilder,
  type Stammbetriebsstaette,
  type Stammunternehmen,
  type Verstoss,
  Vertragsantrag,
  type Vertragseinstellungen,
  type Vertragsentwurf,
  type Vertragspruefung,
  type Vertragsstammdaten,
  type Vertragsuebergehung,
} from '@berichtsheft/core'
import { listUnechteSiegel } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { heuteOf } from '../../heute.ts'
import { vertragstextvorlagen } from '../../pdf/vertragstext.ts'
import { toVerstoesse, validatorOf } from '../../plugins/validation.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { listVertragseinstellungen, listZustaendige, toRegelkonfig } from './einstellungen.service.ts'
import { befund } from './vertragsbefund.ts'

/** What the register of a chamber says about a company. */
export interface Register {
  readonly unternehmen?: Stammunternehmen
  readonly staetten: readonly Stammbetriebsstaette[]
  readonly ausbilder: readonly Stammausbilder[]
  /** Trainers whom the company reported; what the chamber decided about them last stands last (DV-15). */
  readonly gemeldete: readonly GemeldeterAusbilder[]
}

/** A trainer whom a company reported, with the occupations and what became of it. */
interface GemeldeterAusbilder {
  readonly fremdId: string
  readonly berufe: readonly string[]
  readonly status: Ausbildermeldung
}

/** What a contract is checked with besides its text. */
export interface Vertragsumgebung {
  readonly einstellungen: Vertragseinstellungen
  readonly register: Register
  /** Key of the school of the contract, where the register of the chamber has it; absent when it has no schools. */
  readonly schulen?: ReadonlySet<string>
  /** The chamber in charge of the training site, where a chamber names its municipality. */
  readonly zustaendigeKnr?: string
}

const kinds = ['unternehmen', 'betriebsstaette', 'ausbilder'] as const

/** A company in the register of a chamber, or a record there by its key. */
type Registerkennung = readonly [knr: string, kennung: string]

/** Pairs as a table of two columns, each pair once. */
const pairsOf = (pairs: readonly (Registerkennung | undefined)[]) => {
  const known = new Map(pairs.flatMap((pair) => (pair === undefined ? [] : [[keyOf(pair), pair] as const])))
  const table = [...known.values()]
  return { sql: 'select * from unnest(?::text[], ?::text[])', values: [table.map(([a]) => a), table.map(([, b]) => b)] }
}

const keyOf = (pair: Registerkennung): string => pair.join('\n')

const betriebOf = (knr: string | undefined, identnummer: string | undefined): Registerkennung | undefined =>
  knr === undefined || identnummer === undefined ? undefined : [knr, normalizeIdentnummer(identnummer)]

const schuleOf = ({ knr, berufsschule }: Vertragsentwurf): Registerkennung | undefined =>
  knr === undefined || berufsschule?.schluessel === undefined ? undefined : [knr, berufsschule.schluessel]

/** The municipality of the first training site, which decides about the chamber. */
const gemeindeOf = ({ ausbildungsstaetten }: Vertragsentwurf): string | undefined => ausbildungsstaetten?.[0]?.ags

const leer: Register = { staetten: [], ausbilder: [], gemeldete: [] }

interface Meldungszeile {
  readonly knr: string
  readonly identnummer: string
  readonly fremd_id: string
  readonly status: Ausbildermeldung
  readonly inhalt: string
}

const toGemeldet = ({ fremd_id, status, inhalt }: Meldungszeile): GemeldeterAusbilder => ({
  fremdId: fremd_id,
  status,
  berufe: (JSON.parse(inhalt) as CreateAusbildereignung).berufe,
})

/** What the registers of chambers say about companies, by chamber and Identnummer. */
const readRegisters = async (
  db: Knex,
  betriebe: readonly (Registerkennung | undefined)[],
): Promise<ReadonlyMap<string, Register>> => {
  const wanted = pairsOf(betriebe)
  const rows: { knr: string; identnummer: string; art: string; inhalt: string }[] = await db('stammsatz')
    .whereRaw(`(knr, identnummer) in (${wanted.sql})`, wanted.values)
    .where({ entfallen: false })
    .whereIn('art', [...kinds])
    .orderBy('schluessel')
    .select('knr', 'identnummer', 'art', 'inhalt')
  const reported: Meldungszeile[] = await db('ausbildereignung')
    .whereRaw(`(knr, identnummer) in (${wanted.sql})`, wanted.values)
    .orderBy(['geaendert_am', 'id'])
    .select('knr', 'identnummer', 'fremd_id', 'status', 'inhalt')
  const meldungen = Map.groupBy(reported, ({ knr, identnummer }) => keyOf([knr, identnummer]))
  const saetze = Map.groupBy(rows, ({ knr, identnummer }) => keyOf([knr, identnummer]))
  return new Map(
    [...new Set([...saetze.keys(), ...meldungen.keys()])].map((key) => {
      const records = saetze.get(key) ?? []
      const of = <T>(art: (typeof kinds)[number]): T[] =>
        records.filter((row) => row.art === art).map(({ inhalt }) => JSON.parse(inhalt) as T)
      const [unternehmen] = of<Stammunternehmen>('unternehmen')
      const register: Register = {
        ...(unternehmen && { unternehmen }),
        staetten: of<Stammbetriebsstaette>('betriebsstaette'),
        ausbilder: of<Stammausbilder>('ausbilder'),
        gemeldete: (meldungen.get(key) ?? []).map(toGemeldet),
      }
      return [key, register]
    }),
  )
}

/** Reads what the register of a chamber says about a company; as the gateway itself, because only the chamber reads it. */
export const readRegister = async (
  db: Knex,
  knr: string | undefined,
  identnummer: string | undefined,
): Promise<Register> => {
  const betrieb = betriebOf(knr, identnummer)
  return betrieb === undefined ? leer : ((await readRegisters(db, [betrieb])).get(keyOf(betrieb)) ?? leer)
}

/** Chambers that have schools in their register, and those of the schools asked for that are there. */
const readSchulen = async (db: Knex, schulen: readonly (Registerkennung | undefined)[]) => {
  const wanted = pairsOf(schulen)
  const of = { art: 'berufsschule', entfallen: false }
  const known: { knr: string; schluessel: string }[] = await db('stammsatz')
    .whereRaw(`(knr, schluessel) in (${wanted.sql})`, wanted.values)
    .where(of)
    .select('knr', 'schluessel')
  const { rows: withSchools } = await db.raw<{ rows: { knr: string }[] }>(
    `select k.knr from (select distinct unnest(?::text[]) as knr) k
      where exists (select from stammsatz s where s.knr = k.knr and s.art = 'berufsschule' and not s.entfallen)`,
    [wanted.values[0] ?? []],
  )
  return {
    bekannt: new Set(known.map(({ knr, schluessel }) => keyOf([knr, schluessel]))),
    mitSchulen: new Set(withSchools.map(({ knr }) => knr)),
  }
}

/** Reads what contracts are checked with, for all of them with the same few statements; in the order of the contracts. */
export const readUmgebungen = (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertraege: readonly Vertragsentwurf[],
  now: Date,
): Promise<Vertragsumgebung[]> =>
  kurzAlsSystem(trx, aufrufer, now, async () => {
    const einstellungen = await listVertragseinstellungen(
      trx,
      vertraege.flatMap(({ knr }) => knr ?? []),
    )
    const betriebe = vertraege.map(({ knr, ausbildender }) => betriebOf(knr, ausbildender?.identnummer))
    const schulen = vertraege.map(schuleOf)
    const register = betriebe.some(Boolean) ? await readRegisters(trx, betriebe) : new Map<string, Register>()
    const { bekannt, mitSchulen } = schulen.some(Boolean)
      ? await readSchulen(trx, schulen)
      : { bekannt: new Set<string>(), mitSchulen: new Set<string>() }
    const zustaendige = await listZustaendige(
      trx,
      vertraege.flatMap((vertrag) => gemeindeOf(vertrag) ?? []),
    )
    return vertraege.map((vertrag, i) => {
      const { knr } = vertrag
      const [betrieb, schule] = [betriebe[i], schulen[i]]
      const zustaendigeKnr = zustaendige(gemeindeOf(vertrag), knr?.length ?? 3)
      return {
        einstellungen: einstellungen(knr),
        register: (betrieb && register.get(keyOf(betrieb))) ?? leer,
        ...(schule && mitSchulen.has(schule[0])
          ? { schulen: new Set(bekannt.has(keyOf(schule)) ? [schule[1]] : []) }
          : {}),
        ...(zustaendigeKnr === undefined ? {} : { zustaendigeKnr }),
      }
    })
  })

/** Reads what a contract is checked with. */
export const readUmgebung = async (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertrag: Vertragsentwurf,
  now: Date,
): Promise<Vertragsumgebung> => {
  const [umgebung] = await readUmgebungen(trx, aufrufer, [vertrag], now)
  if (umgebung === undefined) throw new Error('one contract has one environment')
  return umgebung
}

/** Trainers as the register knows them: what the contract itself says of their recognition counts for nothing. */
export const withRegister = (
  vertrag: Vertragsentwurf,
  { ausbilder: recognised, gemeldete }: Register,
): Vertragsentwurf => {
  if (vertrag.ausbilder === undefined) return vertrag
  const beruf = vertrag.beruf?.bezeichnung
  return {
    ...vertrag,
    ausbilder: vertrag.ausbilder.map(({ meldung: _claimed, ...ausbilder }) => {
      const known = recognised.find(({ fremdId }) => fremdId === ausbilder.fremdId)
      const reported = gemeldete.filter(({ fremdId }) => fremdId === ausbilder.fremdId)
      if (beruf !== undefined && known?.berufe.includes(beruf)) return { ...ausbilder, meldung: 'anerkannt' }
      const last = reported.findLast(({ berufe }) => beruf !== undefined && berufe.includes(beruf))
      // Accepted once, but not in the register: it was taken out since, or accepted for other occupations.
      if (last !== undefined && last.status !== 'anerkannt') return { ...ausbilder, meldung: last.status }
      return known === undefined && reported.length === 0 ? ausbilder : { ...ausbilder, meldung: 'nichtGemeldet' }
    }),
  }
}

/** What the chamber knows beside the contract: its register and its settings. */
const stammdatenOf = (
  vertrag: Vertragsentwurf,
  { einstellungen, schulen, zustaendigeKnr }: Vertragsumgebung,
): Vertragsstammdaten => {
  const { knr, beruf } = vertrag
  const { vorlagen, wahlqualifikationen = [] } = einstellungen
  const form = berufsnameForm(beruf?.bezeichnung ?? '')
  const wahl = wahlqualifikationen.find((one) => berufsnameForm(one.beruf) === form)
  const unechteSiegel = listUnechteSiegel(vertrag)
  return {
    ...(knr === undefined ? {} : { knr }),
    ...(schulen && { berufsschulen: schulen }),
    ...(unechteSiegel.size === 0 ? {} : { unechteSiegel }),
    ...(zustaendigeKnr === undefined ? {} : { zustaendigeKnr }),
    ...(wahl && { wahlqualifikationen: wahl.wahlqualifikationen }),
    ...(vorlagen && { vorlagen: new Set([...vertragstextvorlagen, ...vorlagen]) }),
  }
}

/** Checks a contract with all that the gateway knows; of a changed one also the version before. */
export const pruefeMitUmgebung = (
  vertrag: Vertragsentwurf,
  katalog: readonly Berufsfassung[],
  umgebung: Vertragsumgebung,
  eingang: string | null,
  now: Date,
  vorher?: Vertragsentwurf,
): Vertragspruefung =>
  pruefeVertrag(withRegister(vertrag, umgebung.register), {
    stichtag: heuteOf(now),
    katalog,
    konfig: toRegelkonfig(umgebung.einstellungen),
    ...(vorher && { vorher }),
    ...(eingang === null ? {} : { eingang }),
    stammdaten: stammdatenOf(vertrag, umgebung),
  })

/** Errors of a check that no clerk has settled. */
export const offeneFehler = (
  { verstoesse }: Pick<Vertragspruefung, 'verstoesse'>,
  uebergehungen: readonly Vertragsuebergehung[],
): Verstoss[] =>
  verstoesse.filter(
    ({ schwere, regel, pfad }) =>
      schwere === 'fehler' && !uebergehungen.some((settled) => settled.regel === regel && settled.pfad === pfad),
  )

const isVollstaendig = validatorOf(Vertragsantrag)

/** Whether the number is of the kind of chamber that the contract names. */
const isRechteArt = ({ kammerart, knr }: Vertragsantrag): boolean =>
  (kammerart === 'hwk') === isHandwerkskammernummer(knr)

/**
 * What an application cannot be handed in with: parts that are missing in its form, a chamber that there is not, and
 * trainers that the register gives to nobody in this company.
 */
export const formbefunde = (vertrag: Vertragsentwurf, umgebung: Vertragsumgebung): Verstoss[] =>
  isVollstaendig(vertrag) ? antragsbefunde(vertrag, umgebung) : toVerstoesse(isVollstaendig.errors)

/** The same of an application that is complete in its form, as every message is. */
export const antragsbefunde = (vertrag: Vertragsantrag, { register }: Vertragsumgebung): Verstoss[] => {
  // An application to a chamber that there is not would lie in nobody's inbox.
  const kammer = checkKammernummer(vertrag.knr, '/knr')
  if (kammer !== undefined) return [kammer]
  if (!isRechteArt(vertrag))
    return [
      befund(
        'DAV-040',
        '/knr',
        'Diese Kammernummer gehört zu einer Kammer der anderen Art.',
        'This number is that of a chamber of the other kind.',
      ),
    ]
  if (register.unternehmen === undefined) return []
  return vertrag.ausbilder.flatMap(({ fremdId }, i) =>
    fremdId === undefined || [...register.ausbilder, ...register.gemeldete].some((known) => known.fremdId === fremdId)
      ? []
      : [
          befund(
            'DV-21',
            `/ausbilder/${i}/fremdId`,
            'Dieser Ausbilder ist bei der Kammer nicht für diesen Betrieb verzeichnet.',
            'The register of the chamber has no such trainer of this company.',
          ),
        ],
  )
}
