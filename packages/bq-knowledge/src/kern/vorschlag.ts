import { addArbeitstage, addMonate, datumInBerlin } from '@berichtsheft/core'
import type { Sichtbarkeit } from '../vorlage/feld.ts'
import type { Aussage } from './aussage.ts'
import { isFreigegeben, listVermerke } from './freigabe.ts'
import type { Leitkammer, Pruefvermerk } from './netzangaben.ts'
import { maySeeAenderung } from './sichtbarkeit.ts'
import type { ProfilId } from './slot.ts'
import { type Eintrag, headsOf, type Wissensstand } from './stand.ts'
import { lastDayOf } from './zeit.ts'

/** Working days that a review may take, and while the deadline of a case hangs on it. */
export const pruefarbeitstage = { sonst: 10, eilig: 2 } as const

/** Heads of a profile that nobody refused and that are not approved, by slot; notes of the Redaktion need no approval. */
export const listOffene = (stand: Wissensstand, profil: ProfilId, stufe: Sichtbarkeit): Eintrag[] =>
  (stand.profile.get(profil) ?? [])
    .filter(({ art }) => art !== 'vermerk')
    .flatMap((ort) => headsOf(ort))
    .filter((eintrag) => maySeeAenderung(stufe, eintrag) && !isFreigegeben(stand, eintrag))
    .filter((eintrag) => !urteileOf(eintrag).includes('nein'))

/** What reviewers said about a change and have not taken back. */
export const urteileOf = (eintrag: Eintrag): Pruefvermerk['urteil'][] =>
  listVermerke(eintrag).map(({ angaben }) => (angaben as Pruefvermerk).urteil)

/** The chambers in charge of a profile now: the first one leads, the others stand in. */
export const leitungOf = (stand: Wissensstand, profil: ProfilId): string[] => {
  const ort = stand.slots.get(`${profil}/leitkammer`)
  return ort ? [...new Set(headsOf(ort).flatMap(({ angaben }) => (angaben as Leitkammer).kammern))] : []
}

/** The country that a qualification says it is of; a country is of itself. */
export const landOf = (stand: Wissensstand, profil: ProfilId): ProfilId | undefined => {
  if (profil.startsWith('land:')) return profil
  const heads = (stand.profile.get(profil) ?? [])
    .filter(({ art, slot }) => art === 'aussage' && slot.startsWith(`${profil}/kopf/land/`))
    .flatMap((ort) => headsOf(ort))
  const land = heads.map(({ wert }) => (wert as Aussage | undefined)?.wert).find((wert) => typeof wert === 'string')
  return land === undefined ? undefined : `land:${land as string}`
}

/** Who has to look at a change, and until when. */
export interface Pruefauftrag {
  readonly faelligAm: string
  /** The chamber in charge; its deputy once it is late, if there is one. */
  readonly zustaendig?: string
  readonly vertretung: boolean
}

/** When a proposal is due and who has to look at it on a day. */
export const pruefauftragOf = (
  erstelltAm: string,
  leitung: readonly string[],
  eilig: boolean,
  heute: string,
): Pruefauftrag => {
  const faelligAm = addArbeitstage(datumInBerlin(erstelltAm), pruefarbeitstage[eilig ? 'eilig' : 'sonst'])
  const [leitkammer, deputy] = leitung
  if (leitkammer === undefined) return { faelligAm, vertretung: false }
  return faelligAm < heute && deputy !== undefined
    ? { faelligAm, zustaendig: deputy, vertretung: true }
    : { faelligAm, zustaendig: leitkammer, vertretung: false }
}

/** Months after which a statement without a day of its own is to be looked at again: law ages sooner. */
const wiedervorlage = { rechtsgrundlagen: 12, sonst: 36 } as const

/** The day on which a statement is to be looked at again. */
export const pruefenBisOf = (abschnitt: string, aussage: Pick<Aussage, 'pruefenBis'>, erstelltAm: string): string =>
  aussage.pruefenBis === undefined
    ? addMonate(
        datumInBerlin(erstelltAm),
        abschnitt === 'rechtsgrundlagen' ? wiedervorlage.rechtsgrundlagen : wiedervorlage.sonst,
      )
    : lastDayOf(aussage.pruefenBis)
