import type { Schritt } from '../../contract/nachweisverlauf.ts'
import { tagOfSchritt, zeitfeldOf } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** BN-009: the steps of a report stand in the order of their time. Steps without time are left out. */
export const verlaufIstZeitlichGeordnet = defineRegel({
  id: 'BN-009',
  name: 'verlauf-ist-zeitlich-geordnet',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Eintragung und Freigabe in ihrer Folge',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Schritte eines Berichts stehen in ihrer zeitlichen Folge.',
    en: 'The steps of a report stand in the order of their time.',
  },
  texte: {
    zurueck: meldung<{ vorgang: string; zeit: string; vorher: string }>(
      ({ vorgang, zeit, vorher }) =>
        `Der Schritt „${vorgang}“ (${zeit}) liegt vor dem Schritt, dem er folgt (${vorher}).`,
      ({ vorgang, zeit, vorher }) =>
        `The step "${vorgang}" (${zeit}) lies before the step that it follows (${vorher}).`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { verlauf } = nachweis
    if (verlauf === undefined || verlauf.length < 2) return keine
    let vorher: Schritt | undefined
    const verstoesse = []
    for (const [i, schritt] of verlauf.entries()) {
      if (schritt.zeitpunkt === undefined && schritt.datum === undefined) continue
      if (vorher !== undefined && isFrueher(schritt, vorher))
        verstoesse.push(
          verstoss('zurueck', `/verlauf/${i}/${zeitfeldOf(schritt)}`, {
            vorgang: schritt.vorgang,
            zeit: zeitOf(schritt),
            vorher: zeitOf(vorher),
          }),
        )
      else vorher = schritt
    }
    return verstoesse
  },
})

/** Two instants are compared as such; an instant and a day, or two days, by their day. */
const isFrueher = (schritt: Schritt, vorher: Schritt): boolean => {
  if (schritt.zeitpunkt === undefined || vorher.zeitpunkt === undefined)
    return (tagOfSchritt(schritt) ?? '') < (tagOfSchritt(vorher) ?? '')
  const a = schritt.zeitpunkt.slice(0, 19)
  const b = vorher.zeitpunkt.slice(0, 19)
  // Only instants within the same second need their fractions, which may have one to three digits or none.
  return a === b ? Date.parse(schritt.zeitpunkt) < Date.parse(vorher.zeitpunkt) : a < b
}

const zeitOf = (schritt: Schritt): string => schritt.zeitpunkt ?? schritt.datum ?? ''
