import type { Person } from '@berichtsheft/core'
import { cleanLine } from './clean-text.ts'

/**
 * How a source writes names: `full` is given names and family name without a sign between them, which nobody can part
 * safely; `familyFirst` is `Familienname, Vorname`.
 */
export type NameForm = 'full' | 'familyFirst'

/**
 * A person from a name. Only `Familienname, Vorname` separates the parts; a name without the comma stays a shown name, in
 * either form.
 */
export const parsePerson = (text: string, form: NameForm): Person | undefined => {
  const name = cleanLine(text).text
  if (name === '') return undefined
  const parts = name.split(',').map((part) => part.trim())
  const [familienname, vorname] = parts
  if (form === 'familyFirst' && parts.length === 2 && familienname && vorname) {
    return { name: `${vorname} ${familienname}`, vorname, familienname }
  }
  return { name }
}

/** A person from parts that the source keeps apart; the one that is there, when the other is empty. */
export const personOfParts = (vorname: string | undefined, familienname: string | undefined): Person | undefined => {
  const given = cleanLine(vorname ?? '').text
  const family = cleanLine(familienname ?? '').text
  const name = [given, family].filter((part) => part !== '').join(' ')
  if (name === '') return undefined
  return { name, ...(given && { vorname: given }), ...(family && { familienname: family }) }
}
