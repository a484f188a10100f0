import type { Knr } from '../contract/common.ts'
import type { Verstoss } from '../contract/problem.ts'
import { findHandwerkskammer } from './handwerkskammer.ts'
import { findKammer } from './kammer.ts'

/** Whether a number is that of a chamber of industry and commerce, or of crafts, that exists. */
export const isKammer = (knr: Knr): boolean => findKammer(knr)?.aktiv === true || findHandwerkskammer(knr) !== undefined

/** Whether a number has the form of a chamber of crafts: five digits, where an IHK has three. */
export const isHandwerkskammernummer = (knr: Knr): boolean => knr.length === 5

/** The name of a chamber of either kind, dissolved ones too, or `undefined` when neither list has it. */
export const nameOfKammer = (knr: Knr): string | undefined => (findKammer(knr) ?? findHandwerkskammer(knr))?.name

/**
 * What is wrong with the number of a chamber, at a place: a dissolved one is told with its successor (DAV-041), any other
 * that no list has is unknown (DAV-040). `undefined` for a chamber that exists.
 */
export const checkKammernummer = (knr: Knr, pfad: string): Verstoss | undefined => {
  if (isKammer(knr)) return undefined
  const kammer = findKammer(knr)
  if (kammer === undefined || kammer.aktiv)
    return {
      regel: 'DAV-040',
      schwere: 'fehler',
      pfad,
      text: `Es gibt keine Kammer mit der Nummer ${knr}.`,
      textEnglisch: `There is no chamber with the number ${knr}.`,
    }
  const successor = `${nameOfKammer(kammer.nachfolger)} (${kammer.nachfolger})`
  return {
    regel: 'DAV-041',
    schwere: 'fehler',
    pfad,
    text: `Die ${kammer.name} (${knr}) ist aufgelöst; zuständig ist die ${successor}.`,
    textEnglisch: `${kammer.name} (${knr}) is dissolved; in charge is ${successor}.`,
    gefunden: knr,
    erwartet: kammer.nachfolger,
  }
}
