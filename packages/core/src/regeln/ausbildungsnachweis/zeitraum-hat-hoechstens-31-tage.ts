import { tageOf } from '../../domain/zeitraum.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

const hoechstens = 31

/** BN-002: a report covers at most 31 days. */
export const zeitraumHatHoechstens31Tage = defineRegel({
  id: 'BN-002',
  name: 'zeitraum-hat-hoechstens-31-tage',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'Plausibilität: Grenze des Vertrags, ein Monat',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Ein Bericht umfasst höchstens 31 Tage.',
    en: 'A report covers at most 31 days.',
  },
  texte: {
    zuLang: meldung<{ tage: number }>(
      ({ tage }) => `Der Zeitraum umfasst ${tage} Tage; erlaubt sind höchstens ${hoechstens}.`,
      ({ tage }) => `The period covers ${tage} days; at most ${hoechstens} are allowed.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const tage = tageOf(nachweis.inhalt.zeitraum)
    return tage > hoechstens ? [verstoss('zuLang', '/inhalt/zeitraum/bis', { tage })] : keine
  },
})
