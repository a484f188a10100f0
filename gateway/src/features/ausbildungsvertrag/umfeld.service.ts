import {
  type Berufsfassung,
  findHandwerkskammer,
  findKammer,
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
  type Vertragsuebergehung,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import { kurzAlsSystem } from '../../db/transaktion.ts'
import { heuteOf } from '../../heute.ts'
import { toVerstoesse, validatorOf } from '../../plugins/validation.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { abfassungOf } from './ausbildungsvertrag.queries.ts'
import { findVertragseinstellungen, toRegelkonfig } from './einstellungen.service.ts'
import { befund } from './vertragsbefund.ts'

/** What the register of a chamber says about a company. */
export interface Register {
  readonly unternehmen?: Stammunternehmen
  readonly staetten: readonly Stammbetriebsstaette[]
  readonly ausbilder: readonly Stammausbilder[]
}

/** What a contract is checked with besides its text. */
export interface Vertragsumgebung {
  readonly einstellungen: Vertragseinstellungen
  readonly register: Register
  /** Key of the school of the contract, where the register of the chamber has it; absent when it has no schools. */
  readonly schulen?: ReadonlySet<string>
}

const kinds = ['unternehmen', 'betriebsstaette', 'ausbilder'] as const

/** Reads what the register of a chamber says about a company; as the gateway itself, because only the chamber reads it. */
export const readRegister = async (
  db: Knex,
  knr: string | undefined,
  identnummer: string | undefined,
): Promise<Register> => {
  const empty = { staetten: [], ausbilder: [] }
  if (knr === undefined || identnummer === undefined) return empty
  const rows: { art: string; inhalt: string }[] = await db('stammsatz')
    .where({ knr, identnummer: normalizeIdentnummer(identnummer), entfallen: false })
    .whereIn('art', [...kinds])
    .orderBy('schluessel')
    .select('art', 'inhalt')
  const of = <T>(art: (typeof kinds)[number]): T[] =>
    rows.filter((row) => row.art === art).map(({ inhalt }) => JSON.parse(inhalt) as T)
  const [unternehmen] = of<Stammunternehmen>('unternehmen')
  return {
    ...(unternehmen && { unternehmen }),
    staetten: of<Stammbetriebsstaette>('betriebsstaette'),
    ausbilder: of<Stammausbilder>('ausbilder'),
  }
}

const readSchulen = async (
  db: Knex,
  { knr, berufsschule }: Vertragsentwurf,
): Promise<ReadonlySet<string> | undefined> => {
  if (knr === undefined || berufsschule?.schluessel === undefined) return undefined
  const schools = db('stammsatz').where({ knr, art: 'berufsschule', entfallen: false })
  const known = await schools.clone().where('schluessel', berufsschule.schluessel).first('id')
  if (known) return new Set([berufsschule.schluessel])
  return (await schools.first('id')) ? new Set() : undefined
}

/** Reads what a contract is checked with. */
export const readUmgebung = (
  trx: Knex.Transaction,
  aufrufer: Angemeldeter,
  vertrag: Vertragsentwurf,
  now: Date,
): Promise<Vertragsumgebung> =>
  kurzAlsSystem(trx, aufrufer, now, async () => {
    const schulen = await readSchulen(trx, vertrag)
    return {
      einstellungen: await findVertragseinstellungen(trx, vertrag.knr),
      register: await readRegister(trx, vertrag.knr, vertrag.ausbildender?.identnummer),
      ...(schulen && { schulen }),
    }
  })

/** Trainers as the register knows them: what the contract itself says of their recognition counts for nothing. */
const withRegister = (vertrag: Vertragsentwurf, { ausbilder: recognised }: Register): Vertragsentwurf => {
  if (vertrag.ausbilder === undefined) return vertrag
  const beruf = vertrag.beruf?.bezeichnung
  return {
    ...vertrag,
    ausbilder: vertrag.ausbilder.map(({ meldung: _claimed, ...ausbilder }) => {
      const known = recognised.find(({ fremdId }) => fremdId === ausbilder.fremdId)
      if (known === undefined) return ausbilder
      const meldung = beruf !== undefined && known.berufe.includes(beruf) ? 'anerkannt' : 'nichtGemeldet'
      return { ...ausbilder, meldung }
    }),
  }
}

/** Checks a contract with all that the gateway knows. */
export const pruefeMitUmgebung = (
  vertrag: Vertragsentwurf,
  katalog: readonly Berufsfassung[],
  { einstellungen, register, schulen }: Vertragsumgebung,
  eingang: string | null,
  now: Date,
): Vertragspruefung =>
  pruefeVertrag(withRegister(vertrag, register), {
    stichtag: heuteOf(now),
    katalog,
    konfig: toRegelkonfig(einstellungen),
    ...(eingang === null ? {} : { eingang }),
    stammdaten: {
      ...(vertrag.knr === undefined ? {} : { knr: vertrag.knr }),
      ...(schulen && { berufsschulen: schulen }),
    },
  })

/** Errors of a check that no clerk has settled. */
export const offeneFehler = (
  { verstoesse }: Vertragspruefung,
  uebergehungen: readonly Vertragsuebergehung[],
): Verstoss[] =>
  verstoesse.filter(
    ({ schwere, regel, pfad }) =>
      schwere === 'fehler' && !uebergehungen.some((settled) => settled.regel === regel && settled.pfad === pfad),
  )

const isVollstaendig = validatorOf(Vertragsantrag)

/** Whether there is such a chamber today: an application to any other one would lie in nobody's inbox. */
const isKammer = ({ kammerart, knr }: Vertragsentwurf): boolean =>
  knr !== undefined && (kammerart === 'hwk' ? findHandwerkskammer(knr) !== undefined : findKammer(knr)?.aktiv === true)

/**
 * What an application cannot be handed in with: parts that are missing in its form, a chamber that there is not, and
 * trainers that the register gives to nobody in this company.
 */
export const formbefunde = (vertrag: Vertragsentwurf, { register }: Vertragsumgebung): Verstoss[] => {
  if (!isVollstaendig(vertrag)) return toVerstoesse(isVollstaendig.errors)
  if (!isKammer(vertrag))
    return [
      befund(
        'DAV-040',
        '/knr',
        'Diese Kammernummer gibt es nicht oder nicht mehr.',
        'There is no chamber with this number, or no longer.',
      ),
    ]
  if (register.unternehmen === undefined) return []
  return vertrag.ausbilder.flatMap(({ fremdId }, i) =>
    fremdId === undefined || register.ausbilder.some((known) => known.fremdId === fremdId)
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

/** Whether everybody who has to has signed, or confirmed the receipt, as the form of the contract asks. */
export const isAbfassungVollstaendig = (
  vertrag: Vertragsentwurf,
  { unterschriftNoetig }: Vertragseinstellungen,
): boolean => {
  const { vertragsform, vertreter = [], unterschriften = [], empfangsnachweise = [] } = vertrag
  const lernende = [
    { partei: 'azubi' },
    ...vertreter.map((_, vertreterNummer) => ({ partei: 'vertreter', vertreterNummer })),
  ]
  const isIn = (list: readonly { partei?: string; vertreterNummer?: number }[]) => (wer: (typeof lernende)[number]) =>
    list.some(({ partei, vertreterNummer }) => {
      const number = 'vertreterNummer' in wer ? wer.vertreterNummer : undefined
      return partei === wer.partei && (partei !== 'vertreter' || (vertreterNummer ?? 0) === number)
    })
  if (vertragsform === 'schriftlich' || unterschriftNoetig)
    return [{ partei: 'ausbildender' }, ...lernende].every(isIn(unterschriften))
  // Receipts of another version prove nothing about this one.
  const abfassung = abfassungOf(vertrag)
  const receipts = empfangsnachweise.filter((receipt) => (receipt.abfassung ?? abfassung) === abfassung)
  return lernende.every(isIn([...receipts, ...unterschriften]))
}
