import { limits } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'
import { secondsOf } from '../konto/annahme.ts'
import { netzOf } from '../konto/drossel.ts'

const fenster = 60_000
/** Addresses that are counted at a time; when there are more, all begin anew. */
const adressen = 100_000

/**
 * Counts reading without sign-in for the address it comes from, in this process alone: it is to keep one reader from taking all,
 * and a page that is read must not cost a write.
 */
export const createLesedrossel = (now: () => Date): ((adresse: string) => void) => {
  const gezaehlt = new Map<string, { seit: number; anzahl: number }>()
  return (adresse) => {
    const netz = netzOf(adresse)
    const jetzt = now().getTime()
    const stand = gezaehlt.get(netz)
    if (stand === undefined || jetzt - stand.seit >= fenster) {
      if (gezaehlt.size >= adressen) gezaehlt.clear()
      gezaehlt.set(netz, { seit: jetzt, anzahl: 1 })
      return
    }
    stand.anzahl++
    if (stand.anzahl <= limits.wissensabrufeJeAdresse) return
    throw new ProblemError('too-many-requests', { headers: { 'retry-after': secondsOf(stand.seit + fenster - jetzt) } })
  }
}
