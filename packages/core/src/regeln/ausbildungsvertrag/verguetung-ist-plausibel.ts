import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toEnglischeEuro, toEuro } from '../text.ts'
import { seit } from '../werte/geltung.ts'

const hoechstens = 500_000

/** DAV-110: the pay is a plausible gross amount a month. */
export const verguetungIstPlausibel = defineRegel({
  id: 'DAV-110',
  name: 'verguetung-ist-plausibel',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 18 Abs. 1; Plausibilität',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Vergütung ist ein Bruttobetrag im Monat in Euro und Cent von höchstens 5 000 Euro.',
    en: 'The pay is a gross amount a month in euros and cents of at most 5 000 euros.',
  },
  felder: ['/verguetungen/*/betrag'],
  beispiel: { vertrag: { verguetungen: [{ ausbildungsjahr: 1, betrag: 1_250_000 }] } },
  texte: {
    viel: meldung<{ betrag: number }>(
      ({ betrag }) => `Eine Vergütung von ${toEuro(betrag)} im Monat ist ungewöhnlich hoch.`,
      ({ betrag }) => `A pay of ${toEnglischeEuro(betrag)} a month is unusually high.`,
      {
        gefunden: ({ betrag }) => toEuro(betrag),
        erwartet: () => `höchstens ${toEuro(hoechstens)}`,
        abhilfe: {
          de: 'Prüfen Sie, ob es ein Betrag im Monat ist und das Komma stimmt.',
          en: 'Check that it is an amount a month and the decimal point is right.',
        },
      },
    ),
  },
  check: ({ vertrag: { verguetungen } }, _kontext, verstoss) => {
    if (verguetungen === undefined) return keine
    const verstoesse: Verstoss[] = []
    verguetungen.forEach(({ betrag }, i) => {
      if (betrag !== undefined && betrag > hoechstens)
        verstoesse.push(verstoss('viel', `/verguetungen/${i}/betrag`, { betrag }))
    })
    return verstoesse
  },
})
