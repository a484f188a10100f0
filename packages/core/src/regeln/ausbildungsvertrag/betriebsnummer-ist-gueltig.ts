import type { Verstoss } from '../../contract/problem.ts'
import { findBetriebsnummerfehler, pruefziffernOf } from '../../domain/betriebsnummer.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-038: a Betriebsnummer has eight digits, a prefix that is given out, and its check digit. */
export const betriebsnummerIstGueltig = defineRegel({
  id: 'DAV-038',
  name: 'betriebsnummer-ist-gueltig',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'SGB IV § 18i',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Eine Betriebsnummer hat acht Ziffern; ihre ersten drei liegen in 001 bis 099 oder über 110, und die letzte ist die Prüfziffer (Warnung, weil ältere Nummern abweichen).',
    en: 'A Betriebsnummer has eight digits; the first three are in 001 to 099 or above 110, and the last is the check digit (warning, because older numbers differ).',
  },
  felder: ['/ausbildungsstaetten/*/betriebsnummer', '/ausbildender/betriebsnummer'],
  beispiel: { vertrag: { ausbildungsstaetten: [{ betriebsnummer: '09912343' }] } },
  texte: {
    form: meldung<{ nummer: string }>(
      () => 'Die Betriebsnummer hat nicht acht Ziffern.',
      () => 'The Betriebsnummer does not have eight digits.',
      {
        gefunden: ({ nummer }) => nummer,
        erwartet: () => 'acht Ziffern',
        abhilfe: {
          de: 'Tragen Sie alle acht Ziffern ein, auch führende Nullen.',
          en: 'Enter all eight digits, leading zeros, too.',
        },
      },
    ),
    vorsilbe: meldung<{ nummer: string }>(
      ({ nummer }) => `Mit ${nummer.slice(0, 3)} beginnt keine Betriebsnummer.`,
      ({ nummer }) => `No Betriebsnummer begins with ${nummer.slice(0, 3)}.`,
      {
        gefunden: ({ nummer }) => nummer,
        erwartet: () => '001 bis 099 oder über 110 am Anfang',
        abhilfe: {
          de: 'Vergleichen Sie die Nummer mit dem Bescheid der Bundesagentur für Arbeit.',
          en: 'Compare the number with the notice of the employment agency.',
        },
      },
    ),
    pruefziffer: meldung<{ nummer: string }>(
      () => 'Die Prüfziffer der Betriebsnummer stimmt nicht.',
      () => 'The check digit of the Betriebsnummer is wrong.',
      {
        gefunden: ({ nummer }) => nummer,
        erwartet: ({ nummer }) => `${pruefziffernOf(nummer).join(' oder ')} als letzte Ziffer`,
        abhilfe: {
          de: 'Vergleichen Sie die Nummer mit dem Bescheid der Bundesagentur für Arbeit; ältere Nummern können abweichen.',
          en: 'Compare the number with the notice of the employment agency; older numbers may differ.',
        },
      },
    ),
  },
  check: ({ vertrag: { ausbildungsstaetten = [], ausbildender } }, _kontext, verstoss) => {
    const verstoesse: Verstoss[] = []
    const pruefe = (nummer: string | undefined, pfad: string): void => {
      const fehler = nummer === undefined ? undefined : findBetriebsnummerfehler(nummer)
      if (nummer !== undefined && fehler !== undefined)
        verstoesse.push(verstoss(fehler, pfad, { nummer }, fehler === 'form' ? 'fehler' : 'warnung'))
    }
    ausbildungsstaetten.forEach(({ betriebsnummer }, i) => {
      pruefe(betriebsnummer, `/ausbildungsstaetten/${i}/betriebsnummer`)
    })
    pruefe(ausbildender?.betriebsnummer, '/ausbildender/betriebsnummer')
    return verstoesse.length === 0 ? keine : verstoesse
  },
})
