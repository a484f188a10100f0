import { addKopf, createNetz, type Netz, type Netzrichtlinie } from '../kern/netz.ts'

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
