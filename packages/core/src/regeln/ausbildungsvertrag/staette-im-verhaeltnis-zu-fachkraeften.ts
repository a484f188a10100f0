import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, meldung } from '../regel.ts'
import { azubisJeAusbilder, azubisJeFachkraefte } from '../werte/ausbildungsverhaeltnis.ts'
import { seit } from '../werte/geltung.ts'

interface Anzahl {
  readonly azubis: number
  readonly hoechstens: number
}

/** DAV-163: not more apprentices than skilled workers and trainers can take care of; a recommendation. */
export const staetteImVerhaeltnisZuFachkraeften = defineRegel({
  id: 'DAV-163',
  name: 'staette-im-verhaeltnis-zu-fachkraeften',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 27 Abs. 1; BIBB-Hauptausschuss-Empfehlung 162',
  rechtsgrundlageHwo: 'HwO § 21 Abs. 1; BIBB-Hauptausschuss-Empfehlung 162',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Zahl der Auszubildenden steht im Verhältnis zu den Fachkräften: 1 bei 1 bis 2 Fachkräften, 2 bei 3 bis 5, 3 bei 6 bis 8, je 3 weitere Fachkräfte 1 mehr. Wer hauptamtlich ausbildet, betreut höchstens 16 Auszubildende, nebenamtlich höchstens 3.',
    en: 'The number of apprentices is in proportion to the skilled workers: 1 with 1 to 2, 2 with 3 to 5, 3 with 6 to 8, 1 more for every 3 more. Trainers take care of at most 16 apprentices as their main task, else of at most 3.',
  },
  felder: [
    '/ausbildungsstaetten/*/auszubildende',
    '/ausbildungsstaetten/*/fachkraefte',
    '/ausbilder/*/auszubildende',
    '/ausbilder/*/hauptamtlich',
  ],
  beispiel: { vertrag: { ausbildungsstaetten: [{ fachkraefte: 2, auszubildende: 2 }] } },
  texte: {
    staette: meldung<Anzahl & { fachkraefte: number }>(
      ({ azubis, fachkraefte, hoechstens }) =>
        `Für Auszubildende des Berufs: ${azubis}, bei Fachkräften: ${fachkraefte}, empfohlen sind höchstens ${hoechstens}.`,
      ({ azubis, fachkraefte, hoechstens }) =>
        `Apprentices of the occupation: ${azubis}, with skilled workers: ${fachkraefte}; at most ${hoechstens} are recommended.`,
      {
        gefunden: ({ azubis }) => `${azubis}`,
        erwartet: ({ hoechstens }) => `höchstens ${hoechstens}`,
        abhilfe: {
          de: 'Prüfen Sie die Zahlen, oder klären Sie mit der Ausbildungsberatung, warum die Ausbildung nicht gefährdet ist.',
          en: 'Check the numbers, or explain to the training advisers why the training is not at risk.',
        },
      },
    ),
    ausbilder: meldung<Anzahl>(
      ({ azubis, hoechstens }) =>
        `Diese Person betreut ${azubis} Auszubildende; empfohlen sind höchstens ${hoechstens}.`,
      ({ azubis, hoechstens }) =>
        `This person takes care of ${azubis} apprentices; at most ${hoechstens} are recommended.`,
      {
        gefunden: ({ azubis }) => `${azubis}`,
        erwartet: ({ hoechstens }) => `höchstens ${hoechstens}`,
        abhilfe: {
          de: 'Benennen Sie weitere Ausbilderinnen oder Ausbilder.',
          en: 'Name more trainers.',
        },
      },
    ),
  },
  check: ({ vertrag: { ausbildungsstaetten = [], ausbilder = [] } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    // Without a number it is at least the apprentice of this contract.
    ausbildungsstaetten.forEach(({ fachkraefte, auszubildende: azubis = 1 }, i) => {
      if (fachkraefte === undefined) return
      const hoechstens = azubisJeFachkraefte(fachkraefte)
      if (azubis > hoechstens)
        verstoesse.push(
          verstoss('staette', `/ausbildungsstaetten/${i}/auszubildende`, { azubis, fachkraefte, hoechstens }),
        )
    })
    ausbilder.forEach(({ hauptamtlich, auszubildende: azubis }, i) => {
      if (hauptamtlich === undefined || azubis === undefined) return
      const hoechstens = hauptamtlich ? azubisJeAusbilder.hauptamtlich : azubisJeAusbilder.nebenamtlich
      if (azubis > hoechstens)
        verstoesse.push(verstoss('ausbilder', `/ausbilder/${i}/auszubildende`, { azubis, hoechstens }))
    })
    return verstoesse
  },
})
