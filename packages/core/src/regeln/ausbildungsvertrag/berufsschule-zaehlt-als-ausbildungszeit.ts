import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-128: how days and weeks at the vocational school count. */
export const berufsschuleZaehltAlsAusbildungszeit = defineMerkblatt({
  id: 'DAV-128',
  name: 'berufsschule-zaehlt-als-ausbildungszeit',
  rechtsgrundlage: 'BBiG § 15 Abs. 2; JArbSchG § 9 Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Ein Berufsschultag mit mehr als fünf Unterrichtsstunden von je 45 Minuten zählt einmal in der Woche als durchschnittlicher Ausbildungstag, eine Blockwoche mit mindestens 25 Stunden an mindestens fünf Tagen als durchschnittliche Ausbildungswoche; sonst zählen Unterricht, Pausen und der Weg zwischen Schule und Ausbildungsstätte.',
    en: 'A school day of more than five lessons of 45 minutes each counts once a week as an average day of training, a block week of at least 25 hours on at least five days as an average week; otherwise lessons, breaks and the way between school and training site count.',
  },
  feld: '/arbeitszeiten',
  hinweis: {
    de: 'Die Zeit in der Berufsschule zählt als Ausbildungszeit: ein Tag mit mehr als fünf Unterrichtsstunden einmal in der Woche als ganzer Tag, eine Blockwoche ab 25 Stunden an fünf Tagen als ganze Woche.',
    en: 'Time at the vocational school counts as training time: a day of more than five lessons once a week as a whole day, a block week from 25 hours on five days as a whole week.',
  },
})
