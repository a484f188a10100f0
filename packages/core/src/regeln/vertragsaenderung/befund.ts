import type { Verstoss } from '../../contract/problem.ts'

/** What a finding about a step after the registration says. */
interface Befundtext {
  readonly de: string
  readonly en: string
}

/** A finding of one norm. @param norm paragraph of the BBiG; the crafts have the same ones in the HwO */
export const befundOf =
  (regel: string, norm: string) =>
  (pfad: string, { de, en }: Befundtext, schwere: Verstoss['schwere'] = 'fehler'): Verstoss => ({
    regel,
    schwere,
    pfad,
    rechtsgrundlage: norm,
    text: de,
    textEnglisch: en,
  })
