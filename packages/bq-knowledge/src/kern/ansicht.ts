import type { Sichtbarkeit } from '../vorlage/feld.ts'
import type { Aussage, Beleg, Vermerk } from './aussage.ts'
import { maySeeAenderung } from './sichtbarkeit.ts'
import { isProfilId, type ProfilId, parseSlot } from './slot.ts'
import { readSlot, type Sicht, type Slotstand, type Slotwert } from './slotstand.ts'
import { findAenderung, type Slotort, type Wissensstand } from './stand.ts'
import { isGueltig, type Zeitangabe } from './zeit.ts'

/** What somebody asks of a profile. */
export interface Leseauftrag {
  readonly sicht: Sicht
  readonly stufe: Sichtbarkeit
  /** Only what holds in the country at this time. */
  readonly zeitpunkt?: Zeitangabe
}

/** A statement as it reads, with its citations. */
export interface Aussagenansicht extends Slotstand {
  readonly abschnitt: string
  readonly feld: string
  readonly aussageId: string
  readonly belege: readonly Beleg[]
  /** Order among the statements of the field. */
  readonly sort: number
  /** The Redaktion has set it under review. */
  readonly inPruefung: boolean
}

/** The values of a slot that the reader may see. */
const visibleOf = (stand: Wissensstand, werte: readonly Slotwert[], stufe: Sichtbarkeit): Slotwert[] =>
  werte.flatMap((slotwert) => {
    const aenderungen = slotwert.aenderungen.filter((id) => {
      const eintrag = findAenderung(stand, id)
      return eintrag !== undefined && maySeeAenderung(stufe, eintrag)
    })
    return aenderungen.length > 0 ? [{ ...slotwert, aenderungen }] : []
  })

const holds = ({ wert }: Slotwert, zeitpunkt: Zeitangabe | undefined): boolean =>
  zeitpunkt === undefined || wert === undefined || isGueltig(wert as Aussage, zeitpunkt)

/** What stands beside a statement: its citations, its order, its note. */
const readBeside = (stand: Wissensstand, slot: string, auftrag: Leseauftrag, sicht: Sicht): unknown[] => {
  const ort = stand.slots.get(slot)
  if (!ort) return []
  return visibleOf(stand, readSlot(stand, ort, sicht).werte, auftrag.stufe).flatMap(({ wert }) =>
    wert === undefined || wert === null ? [] : [wert],
  )
}

const readAussage = (stand: Wissensstand, ort: Slotort, auftrag: Leseauftrag): Aussagenansicht | undefined => {
  const angabe = parseSlot(ort.slot)
  if (!angabe?.abschnitt || !angabe.feld || !angabe.aussageId) return undefined
  const { sicht, stufe, zeitpunkt } = auftrag
  const slotstand = readSlot(stand, ort, sicht)
  const visible = visibleOf(stand, slotstand.werte, stufe)
  const werte = visible.filter((slotwert) => holds(slotwert, zeitpunkt))
  if (werte.length === 0) return undefined
  const [sort] = readBeside(stand, `${ort.slot}/sort`, auftrag, sicht)
  // Under review means: read with care. It needs no approval, and everybody sees it at once.
  const vermerke = readBeside(stand, `${ort.slot}/vermerk`, auftrag, 'arbeit') as Vermerk[]
  return {
    slot: ort.slot,
    stand: slotstand.stand === 'konflikt' && visible.length === 1 ? 'klar' : slotstand.stand,
    werte,
    abschnitt: angabe.abschnitt,
    feld: angabe.feld,
    aussageId: angabe.aussageId,
    belege: readBeside(stand, `${ort.slot}/belege`, auftrag, sicht) as Beleg[],
    sort: typeof sort === 'number' ? sort : 0,
    inPruefung: vermerke.some(({ inPruefung }) => inPruefung),
  }
}

/**
 * The statements of a profile as somebody may read them, by slot: published or working view, at a time in the country. Withdrawn
 * statements are in the working view only.
 */
export const readProfil = (stand: Wissensstand, profil: ProfilId, auftrag: Leseauftrag): Aussagenansicht[] =>
  (stand.profile.get(profil) ?? [])
    .filter(({ art }) => art === 'aussage')
    .flatMap((ort) => readAussage(stand, ort, auftrag) ?? [])
    .filter(({ stand: zustand }) => zustand !== 'zurueckgezogen' || auftrag.sicht === 'arbeit')
    .sort(
      (a, b) =>
        compare(a.abschnitt, b.abschnitt) || compare(a.feld, b.feld) || a.sort - b.sort || compare(a.slot, b.slot),
    )

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Profiles that statements of a profile name: what has to be read with it to find contradictions. */
export const listNachbarn = (stand: Wissensstand, profil: ProfilId): ProfilId[] => {
  const named = (stand.profile.get(profil) ?? []).flatMap((ort) =>
    ort.eintraege.map(({ wert }) => (ort.art === 'aussage' ? (wert as Aussage | undefined)?.wert : wert)),
  )
  return [...new Set(named)].filter(
    (wert): wert is ProfilId => typeof wert === 'string' && wert !== profil && isProfilId(wert),
  )
}
