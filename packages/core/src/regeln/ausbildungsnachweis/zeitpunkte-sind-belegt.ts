import type { Nachweisstatus } from '../../contract/nachweisverlauf.ts'
import { standOf } from '../objekt.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

const schritte = ['eingereicht', 'freigegeben'] as const satisfies readonly Nachweisstatus[]
type Belegschritt = (typeof schritte)[number]

const namen: Record<Belegschritt, { de: string; en: string }> = {
  eingereicht: { de: 'Eintragung (eingereicht)', en: 'entry (handed in)' },
  freigegeben: { de: 'Freigabe', en: 'approval' },
}

/**
 * AN-026: entry and approval of an electronic report are proved by their time. A day without the time of day is weaker
 * and only a warning. A report that is not approved yet owes no proof; one whose state nobody told does.
 */
export const zeitpunkteSindBelegt = defineRegel({
  id: 'AN-026',
  name: 'zeitpunkte-sind-belegt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): elektronische Signatur der Intervalle',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Bei einem freigegebenen Bericht sind die Zeitpunkte von Eintragung und Freigabe belegt.',
    en: 'The times of entry and approval of an approved report are proved.',
  },
  texte: {
    unbekannt: meldung(
      () => 'Der Stand des Berichts ist nicht bekannt; die Zeitpunkte von Eintragung und Freigabe fehlen.',
      () => 'The state of the report is not known; the times of entry and approval are missing.',
    ),
    schrittFehlt: meldung<{ schritt: Belegschritt }>(
      ({ schritt }) => `Für den freigegebenen Bericht fehlt der Schritt „${namen[schritt].de}“.`,
      ({ schritt }) => `The approved report lacks the step "${namen[schritt].en}".`,
    ),
    zeitFehlt: meldung<{ schritt: Belegschritt }>(
      ({ schritt }) => `Zum Schritt „${namen[schritt].de}“ fehlt der Zeitpunkt.`,
      ({ schritt }) => `The step "${namen[schritt].en}" lacks its time.`,
    ),
    nurTag: meldung<{ schritt: Belegschritt }>(
      ({ schritt }) => `Zum Schritt „${namen[schritt].de}“ ist nur der Tag belegt, nicht der Zeitpunkt.`,
      ({ schritt }) => `Of the step "${namen[schritt].en}" only the day is proved, not the time.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const stand = standOf(nachweis)
    if (stand === undefined) return [verstoss('unbekannt', '/verlauf', {})]
    if (stand !== 'freigegeben') return keine
    return schritte.flatMap((schritt) => {
      const i = nachweis.verlauf?.findLastIndex(({ vorgang }) => vorgang === schritt) ?? -1
      const gefunden = nachweis.verlauf?.[i]
      if (gefunden === undefined) return [verstoss('schrittFehlt', '/verlauf', { schritt })]
      if (gefunden.zeitpunkt !== undefined) return []
      return gefunden.datum === undefined
        ? [verstoss('zeitFehlt', `/verlauf/${i}/zeitpunkt`, { schritt })]
        : [verstoss('nurTag', `/verlauf/${i}/zeitpunkt`, { schritt }, 'warnung')]
    })
  },
})
