import { artOf, hasText } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** Words that name the category and nothing more. */
const nurKategorie =
  /^\s*(?:krank(?:heit|meldung|gemeldet|geschrieben|schreibung)?|arbeitsunfähig(?:keit)?|arbeitsunfaehig(?:keit)?|au|abwesend|abwesenheit|fehltag)[.!]?\s*$/iu

/** AN-011: illness is a category; its details do not belong into a report. The finding never repeats the text. */
export const krankheitNurAlsKategorie = defineRegel({
  id: 'AN-011',
  name: 'krankheit-nur-als-kategorie',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'DSGVO Art. 5 Abs. 1 Buchst. c, Art. 9',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Krankheit wird nur als Kategorie eingetragen, ohne Einzelheiten.',
    en: 'Illness is entered as a category only, without details.',
  },
  texte: {
    einzelheiten: meldung(
      () =>
        'Zu einem Krankheitstag steht ein Text. Bitte nur die Kategorie angeben, keine Einzelheiten zur Gesundheit.',
      () => 'There is a text on a day of illness. Please give the category only, no details about health.',
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) =>
    nachweis.inhalt.tage?.flatMap((tag, i) =>
      tag.eintraege.flatMap((eintrag, j) =>
        artOf(tag, eintrag) === 'krank' && hasText(eintrag.text) && !nurKategorie.test(eintrag.text)
          ? [verstoss('einzelheiten', `/inhalt/tage/${i}/eintraege/${j}/text`, {})]
          : [],
      ),
    ) ?? keine,
})
