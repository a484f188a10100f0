import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** AN-034: a book of retraining is owed only where the ordinance or the contract says so, and not every chamber takes it. */
export const umschulungHatEigeneRegeln = defineRegel({
  id: 'AN-034',
  name: 'umschulung-hat-eigene-regeln',
  schwere: 'warnung',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'Auskünfte der Kammern Hamburg und Regensburg',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Bei Umschulungen ist ein Berichtsheft nur nötig, wenn Verordnung oder Vertrag es verlangen; nicht jede Kammer nimmt es elektronisch an.',
    en: 'Retraining needs a book only where the ordinance or contract says so; not every chamber takes an electronic one.',
  },
  texte: {
    nichtAngenommen: meldung(
      () => 'Die Kammer nimmt elektronische Berichtshefte von Umschulungen nicht an.',
      () => 'The chamber does not take electronic books of retraining.',
    ),
    nurWennVereinbart: meldung(
      () => 'Umschulung: Ein Berichtsheft ist nur nötig, wenn Verordnung oder Vertrag es verlangen.',
      () => 'Retraining: a book is needed only where the ordinance or contract says so.',
    ),
  },
  check: ({ berichtsheft }, { konfig }, verstoss) => {
    if (berichtsheft.art !== 'umschulung') return keine
    return konfig.umschulungZulaessig
      ? [verstoss('nurWennVereinbart', '/berichtsheft/art', {}, 'hinweis')]
      : [verstoss('nichtAngenommen', '/berichtsheft/art', {})]
  },
})
