import { defineRegel, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** A school mark or points, as a whole word: „Note 2“, „Note: gut“, „45 von 100 Punkten“. */
const benotung =
  /(?<!\p{L})(?:schul|gesamt)?note\s?[:=]?\s?(?:[1-6](?!\d)|sehr gut|gut|befriedigend|ausreichend|mangelhaft|ungenügend)|(?<!\d)\d{1,3} ?(?:\/|von) ?\d{1,3} ?punkte/iu

/**
 * AN-029: the content of a report is not graded. The contract has no field for grades; what can be checked are the
 * words of those who comment and approve. The text of the apprentice may speak of marks at school.
 */
export const inhaltWirdNichtBenotet = defineRegel({
  id: 'AN-029',
  name: 'inhalt-wird-nicht-benotet',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018)',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Der Inhalt eines Berichts wird nicht benotet.',
    en: 'The content of a report is not graded.',
  },
  texte: {
    benotet: meldung(
      () => 'Der Kommentar liest sich wie eine Note; Ausbildungsnachweise werden nicht bewertet.',
      () => 'The comment reads like a grade; reports are not graded.',
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => [
    ...(nachweis.verlauf?.flatMap((schritt, i) =>
      benotung.test(schritt.kommentar ?? '') ? [verstoss('benotet', `/verlauf/${i}/kommentar`, {})] : [],
    ) ?? []),
    ...(nachweis.kommentare?.flatMap((kommentar, i) =>
      benotung.test(kommentar.text) ? [verstoss('benotet', `/kommentare/${i}/text`, {})] : [],
    ) ?? []),
  ],
})
