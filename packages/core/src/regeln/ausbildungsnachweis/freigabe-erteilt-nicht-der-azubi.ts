import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** BN-025: an apprentice does not approve the own report. Names alone prove nothing, so the role decides. */
export const freigabeErteiltNichtDerAzubi = defineRegel({
  id: 'BN-025',
  name: 'freigabe-erteilt-nicht-der-azubi',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 14 Abs. 2: Ausbildende sehen die Ausbildungsnachweise durch',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Freigaben erteilt die ausbildende Seite, nicht die oder der Auszubildende.',
    en: 'Approvals are given by the training side, not by the apprentice.',
  },
  texte: {
    selbst: meldung(
      () => 'Der Bericht wurde von der oder dem Auszubildenden selbst freigegeben.',
      () => 'The report was approved by the apprentice.',
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) =>
    nachweis.verlauf?.flatMap((schritt, i) =>
      (schritt.vorgang === 'freigegeben' || schritt.vorgang === 'stufe1Freigegeben') &&
      schritt.durch?.rolle === 'auszubildende'
        ? [verstoss('selbst', `/verlauf/${i}/durch/rolle`, {})]
        : [],
    ) ?? keine,
})
