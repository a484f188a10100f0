import {
  type CreateBerichtsheft,
  checkNachrichtentyp,
  evaluateBuch,
  evaluateBuchannahme,
  evaluateNachweis,
  findNachricht,
  idOf,
  type Lieferung,
  type Nachrichtenkopf,
  type Nachweislieferung,
  type Pruefkontext,
  type Verstoss,
} from '@berichtsheft/core'
import type { Fundstelle } from '../findings.ts'
import { checkForm } from './form-check.ts'
import type { Pruefschritt } from './pruefschritt.ts'

/** What a value is, by the members that tell. */
type Wertart = 'nachricht' | 'lieferung' | 'nachweis' | 'nachweisNeu' | 'kopf'

const artOf = (value: unknown): Wertart | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  if ('nachrichtenkopf' in value) return 'nachricht'
  if ('berichtsheft' in value || 'ausbildungsnachweise' in value) return 'lieferung'
  if ('inhalt' in value) return 'berichtsheftId' in value ? 'nachweisNeu' : 'nachweis'
  return 'knr' in value && 'azubi' in value ? 'kopf' : undefined
}

const fund = (pfad: string, text: string, textEnglisch: string): Fundstelle => ({
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad,
  text,
  textEnglisch,
})

const unknownArt = fund(
  '',
  'Das ist weder ein Berichtsheft (Lieferung) noch ein Ausbildungsnachweis noch eine Nachricht.',
  'This is neither a book (Lieferung) nor a report nor a message.',
)

/** Checks a value of the contract, whatever it is: its form, and when that is right the rules. Pointers start at the value. */
export const checkValue = (value: unknown, kontext: Pruefkontext): Pruefschritt[] => {
  const art = artOf(value)
  if (art === undefined) return [{ art: 'fund', fund: unknownArt }]
  if (art === 'nachricht') return checkNachricht(value, kontext)
  const schema = {
    lieferung: 'Lieferung',
    nachweis: 'Nachweislieferung',
    nachweisNeu: 'CreateAusbildungsnachweis',
    kopf: 'CreateBerichtsheft',
  }[art]
  const form = checkForm(schema, value)
  if (form.length > 0) return [geprueft(art, value), ...form.map(toSchritt)]
  return [geprueft(art, value), ...checkRules(art, value, kontext).map(toSchritt)]
}

const toSchritt = (found: Fundstelle): Pruefschritt => ({ art: 'fund', fund: found })

const geprueft = (art: Wertart, value: unknown): Pruefschritt => {
  const { ausbildungsnachweise } = value as { ausbildungsnachweise?: unknown }
  return {
    art: 'geprueft',
    berichtshefte: art === 'lieferung' || art === 'kopf' ? 1 : 0,
    ausbildungsnachweise: Array.isArray(ausbildungsnachweise)
      ? ausbildungsnachweise.length
      : Number(art !== 'kopf' && art !== 'lieferung'),
  }
}

const checkRules = (art: Wertart, value: unknown, kontext: Pruefkontext): Verstoss[] => {
  if (art === 'lieferung') return evaluateBuch(value as Lieferung, kontext)
  if (art === 'kopf') {
    return evaluateBuchannahme({ berichtsheft: value as CreateBerichtsheft, ausbildungsnachweise: [] }, kontext).map(
      (verstoss) => ({ ...verstoss, pfad: verstoss.pfad.replace(/^\/berichtsheft/, '') }),
    )
  }
  return evaluateNachweis({ nachweis: value as Nachweislieferung }, kontext)
}

/** A message is what its header says; the book in a transfer (0104) is checked by the rules, too. */
const checkNachricht = (value: unknown, kontext: Pruefkontext): Pruefschritt[] => {
  const { nachrichtenkopf, inhalt } = value as {
    nachrichtenkopf?: Partial<Nachrichtenkopf>
    inhalt?: { lieferung?: unknown }
  }
  const place = '/nachrichtenkopf/identifikation/nachrichtentyp'
  const name = nachrichtenkopf?.identifikation?.nachrichtentyp?.name
  const nachricht = name === undefined ? undefined : findNachricht(name)
  if (!nachricht) {
    return [
      toSchritt(
        fund(`${place}/name`, 'Eine Nachricht dieses Namens gibt es nicht.', 'There is no message of this name.'),
      ),
    ]
  }
  const form = checkForm(idOf(nachricht.schema), value)
  if (form.length > 0) return form.map(toSchritt)
  const kopf = checkNachrichtentyp(nachricht, nachrichtenkopf as Nachrichtenkopf).map((pfad) =>
    toSchritt(fund(pfad, 'Der Kopf nennt eine andere Nachricht.', 'The header names another message.')),
  )
  const buch = inhalt?.lieferung === undefined ? [] : checkValue(inhalt.lieferung, kontext)
  return [...kopf, ...buch.map((schritt) => underneath('/inhalt/lieferung', schritt))]
}

/** A step about a part of a value, with pointers from the whole. */
export const underneath = (base: string, schritt: Pruefschritt): Pruefschritt =>
  schritt.art === 'fund' ? { art: 'fund', fund: { ...schritt.fund, pfad: `${base}${schritt.fund.pfad}` } } : schritt
