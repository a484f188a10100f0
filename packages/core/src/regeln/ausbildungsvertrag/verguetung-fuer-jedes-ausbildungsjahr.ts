import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { ausbildungsjahreOf } from '../vertragsrechnung/mindestverguetung.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-100: there is an amount for every begun year of training. */
export const verguetungFuerJedesAusbildungsjahr = defineRegel({
  id: 'DAV-100',
  name: 'verguetung-fuer-jedes-ausbildungsjahr',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 7, § 34 Abs. 2 Nr. 7, § 17 Abs. 5 Satz 3',
  rechtsgrundlageHwo: 'BBiG § 11 Abs. 1 Satz 2 Nr. 7, § 17 Abs. 5 Satz 3; HwO § 28 Abs. 1, Anlage D Abschnitt III',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Für jedes begonnene Ausbildungsjahr ist eine Vergütung vereinbart; in Teilzeit genügt für die verlängerte Zeit der letzte Betrag (Beginn ab 1. August 2024).',
    en: 'Pay is agreed for every begun year of training; in part-time the last amount is enough for the added time (begin from 1 August 2024 on).',
  },
  felder: ['/verguetungen', '/verguetungen/*/ausbildungsjahr', '/verguetungen/*/betrag', '/dauerMonate', '/teilzeit/*'],
  beispiel: {
    vertrag: {
      beginn: '2026-08-01',
      dauerMonate: 36,
      verguetungen: [
        { ausbildungsjahr: 1, betrag: 100_000 },
        { ausbildungsjahr: 2, betrag: 110_000 },
      ],
    },
  },
  texte: {
    jahr: meldung<{ jahr: number; letztes: number }>(
      ({ jahr }) => `Für das ${jahr}. Ausbildungsjahr fehlt die Vergütung.`,
      ({ jahr }) => `The pay for year ${jahr} of the training is missing.`,
      {
        erwartet: ({ letztes }) => `Beträge bis zum ${letztes}. Ausbildungsjahr`,
        abhilfe: {
          de: 'Tragen Sie für jedes begonnene Ausbildungsjahr einen Betrag ein.',
          en: 'Enter an amount for every begun year of training.',
        },
      },
    ),
    betrag: meldung(
      () => 'Zu dem Ausbildungsjahr fehlt der Betrag der Vergütung.',
      () => 'The amount of the pay for the year of training is missing.',
      { abhilfe: { de: 'Tragen Sie den Bruttobetrag im Monat ein.', en: 'Enter the gross amount a month.' } },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const { verguetungen } = objekt.vertrag
    if (verguetungen === undefined || verguetungen.length === 0) return keine
    const verstoesse: Verstoss[] = []
    verguetungen.forEach(({ ausbildungsjahr, betrag }, i) => {
      if (ausbildungsjahr !== undefined && betrag === undefined)
        verstoesse.push(verstoss('betrag', `/verguetungen/${i}/betrag`, {}))
    })
    const jahre = ausbildungsjahreOf(objekt)
    if (jahre === undefined) return verstoesse
    for (let jahr = jahre.erstes; jahr <= jahre.letztes; jahr++)
      if (!verguetungen.some(({ ausbildungsjahr }) => ausbildungsjahr === jahr))
        verstoesse.push(verstoss('jahr', '/verguetungen', { jahr, letztes: jahre.letztes }))
    return verstoesse
  },
})
