import {
  type Abgleichsangaben,
  type Abgleichsfeld,
  type Abgleichsschwellen,
  type Abgleichstreffer,
  abgleichsgewichte,
  compareUnternehmen,
  type Stammunternehmen,
  type Unternehmensabgleich,
} from '@berichtsheft/core'
import type { Knex } from 'knex'
import type { Config } from '../../config.ts'
import { findKandidaten, type StammsatzRow, toStammunternehmen } from '../stammdaten/stammdaten.queries.ts'
import { toAngaben, type UnternehmenRow } from './unternehmen.queries.ts'

const maxTreffer = 10
const felder = Object.keys(abgleichsgewichte) as Abgleichsfeld[]

/** The thresholds that the operator set. */
export const schwellenOf = ({ ABGLEICH_SICHER, ABGLEICH_MOEGLICH }: Config): Abgleichsschwellen => ({
  sicher: ABGLEICH_SICHER,
  moeglich: ABGLEICH_MOEGLICH,
})

/** A company of the register in the form in which it is compared. */
const toRegisterangaben = ({ name, identnummer, hrNummer, anschrift }: Stammunternehmen): Abgleichsangaben => ({
  name,
  ...anschrift,
  identnummer,
  ...(hrNummer === undefined ? {} : { hrNummer }),
})

const toTreffer = (
  eingabe: Abgleichsangaben,
  row: StammsatzRow,
  schwellen: Abgleichsschwellen,
): Abgleichstreffer | undefined => {
  const stamm = toStammunternehmen(row)
  if (!stamm) return undefined
  const register = toRegisterangaben(stamm)
  const ergebnis = compareUnternehmen(eingabe, register, schwellen)
  return {
    stammsatzId: row.id,
    gesamt: ergebnis.gesamt,
    vorschlag: ergebnis.vorschlag,
    felder: felder.map((feld) => {
      const aehnlichkeit = ergebnis.felder[feld]
      return {
        feld,
        ...(eingabe[feld] === undefined ? {} : { eingabe: eingabe[feld] }),
        ...(register[feld] === undefined ? {} : { register: register[feld] }),
        ...(aehnlichkeit === undefined ? {} : { aehnlichkeit }),
      }
    }),
  }
}

const rang = { uebereinstimmung: 0, pruefen: 1, keine: 2 } as const

/** Lays a registration beside the companies of the register that it may mean, the likeliest first. */
export const findAbgleich = async (
  db: Knex,
  row: UnternehmenRow,
  schwellen: Abgleichsschwellen,
): Promise<Unternehmensabgleich> => {
  const eingabe = toAngaben(row)
  const kandidaten = await findKandidaten(db, row.knr, eingabe)
  const treffer = kandidaten.flatMap((kandidat) => toTreffer(eingabe, kandidat, schwellen) ?? [])
  treffer.sort((a, b) => rang[a.vorschlag] - rang[b.vorschlag] || b.gesamt - a.gesamt)
  return { unternehmenId: row.id, treffer: treffer.slice(0, maxTreffer) }
}
