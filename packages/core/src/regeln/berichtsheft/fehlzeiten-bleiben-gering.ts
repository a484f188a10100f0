import { countWerktage } from '../../domain/zeitraum.ts'
import { countAbwesenheiten } from '../abwesenheit.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutscheZahl, toEnglischeZahl } from '../text.ts'
import { seit } from '../werte/geltung.ts'
import { pruefzeitraumOf } from '../wochenstand.ts'

/**
 * AN-009: long absence makes the chamber look at the time that was really served. Days of illness and of other absence
 * are counted together, because a reason is health data and not needed here.
 */
export const fehlzeitenBleibenGering = defineRegel({
  id: 'AN-009',
  name: 'fehlzeiten-bleiben-gering',
  schwere: 'hinweis',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 1; Faustregel, je Kammer einstellbar',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Fehltage bleiben unter dem Anteil der Arbeitstage, ab dem die Kammer die zurückgelegte Zeit prüft (10 %, je Kammer einstellbar).',
    en: 'Days of absence stay below the share of working days from which on the chamber looks at the time served (10 %, set by each chamber).',
  },
  texte: {
    viele: meldung<{ fehltage: number; arbeitstage: number; prozent: number }>(
      ({ fehltage, arbeitstage, prozent }) =>
        `${fehltage} Fehltage bei ${arbeitstage} Arbeitstagen (${toDeutscheZahl(prozent)} %).`,
      ({ fehltage, arbeitstage, prozent }) =>
        `${fehltage} days of absence in ${arbeitstage} working days (${toEnglischeZahl(prozent)} %).`,
    ),
  },
  check: (buch, { stichtag, konfig }, verstoss) => {
    const zeitraum = pruefzeitraumOf(buch, stichtag)
    if (zeitraum === undefined) return keine
    const { fehltage } = countAbwesenheiten(buch, zeitraum)
    const arbeitstage = countWerktage(zeitraum)
    const prozent = arbeitstage === 0 ? 0 : (100 * fehltage) / arbeitstage
    return prozent > konfig.fehlzeitenProzent
      ? [verstoss('viele', '/ausbildungsnachweise', { fehltage, arbeitstage, prozent })]
      : keine
  },
})
