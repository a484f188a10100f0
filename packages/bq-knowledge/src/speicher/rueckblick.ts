import type { Knoten } from '../kern/knoten.ts'
import { addKopf, createNetz, type Netz, type Netzrichtlinie, pathOf } from '../kern/netz.ts'
import type { ProfilId } from '../kern/slot.ts'
import { addSatz, createWissensstand, type Eintrag, type Wissensstand } from '../kern/stand.ts'

/** Last number of each chain that counts; chains that are not named had not begun. */
export type Wissensvektor = Readonly<Record<string, number>>

/** The policies that had been voted for when the chains had come this far. */
export const policiesAt = (netz: Netz, vektor: Wissensvektor): readonly Netzrichtlinie[] => {
  const damals = createNetz(netz.gruendung)
  for (const [name, kette] of netz.koepfe) {
    if (!name.startsWith('netz.')) continue
    for (const [nr, eintraege] of kette) {
      if (nr <= (vektor[name] ?? 0)) for (const eintrag of eintraege) addKopf(damals, eintrag)
    }
  }
  return damals.richtlinien
}

/**
 * What was known of a profile when the chains had come this far, as a seal names it: its changes up to there, the verdicts
 * about them, and the policies that had been voted for. Contents that were redacted since stay away.
 */
export const foldProfilAt = async (knoten: Knoten, profil: ProfilId, vektor: Wissensvektor): Promise<Wissensstand> => {
  const { stand, netz, speicher } = knoten
  const damals = createWissensstand()
  damals.netzschwaerzungen = stand.netzschwaerzungen
  damals.richtlinien = policiesAt(netz, vektor)
  const leitung = stand.slots.get(`${profil}/leitkammer`)
  const orte = [...(stand.profile.get(profil) ?? []), ...(leitung ? [leitung] : [])]
  const eintraege = orte.flatMap((ort) => ort.eintraege)
  const related = (eintrag: Eintrag): readonly Eintrag[] => [
    eintrag,
    ...eintrag.vermerke,
    ...(stand.schwaerzungen.get(eintrag) ?? []),
  ]
  const saetze = new Set(eintraege.flatMap(related).map(({ satz }) => satz))
  for (const { id, urheber } of saetze) {
    if (!urheber || urheber.nr > (vektor[urheber.knoten] ?? 0)) continue
    const satz = await speicher.find(id)
    if (satz && pathOf(netz, urheber.knoten)[urheber.nr - 1] === id) addSatz(damals, satz, urheber.person)
  }
  return damals
}

const part = /^([a-z0-9][A-Za-z0-9._-]{0,90}):(0|[1-9][0-9]{0,8})$/

/** Reads a vector from an address: `ihk-101:5,ihk-102:3`; `undefined` when it is none. */
export const parseVektor = (text: string): Wissensvektor | undefined => {
  const parts = text.split(',').map((word) => part.exec(word))
  if (parts.some((match) => !match)) return undefined
  return Object.fromEntries(parts.map((match) => [match?.[1] ?? '', Number(match?.[2])]))
}

/** A vector as an address has it. */
export const formatVektor = (vektor: Wissensvektor): string =>
  Object.entries(vektor)
    .map(([name, nr]) => `${name}:${nr}`)
    .sort()
    .join(',')
