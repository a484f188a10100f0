import { defineMerkblatt, fuerMinderjaehrige } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-129: rest of minors. */
export const minderjaehrigeHabenRuhezeiten = defineMerkblatt({
  id: 'DAV-129',
  name: 'minderjaehrige-haben-ruhezeiten',
  rechtsgrundlage: 'JArbSchG §§ 12 bis 18',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Vor dem 18. Geburtstag dauert eine Schicht höchstens 10 Stunden, folgen auf die Arbeit 12 Stunden Freizeit, wird nur zwischen 6 und 20 Uhr und nicht an Samstagen, Sonntagen und Feiertagen gearbeitet; für einzelne Branchen gelten Ausnahmen.',
    en: 'Before the 18th birthday a shift lasts at most 10 hours, work is followed by 12 hours of free time, and nobody works before 6 or after 20 hours, on Saturdays, Sundays and holidays; there are exceptions for some sectors.',
  },
  feld: '/arbeitszeiten',
  hinweis: {
    de: 'Für Minderjährige gelten: Schichtzeit höchstens 10 Stunden, 12 Stunden Freizeit danach, Arbeit nur von 6 bis 20 Uhr, keine Arbeit an Samstagen, Sonntagen und Feiertagen; Ausnahmen nach Branche.',
    en: 'For minors: shifts of at most 10 hours, 12 hours of free time after them, work between 6 and 20 hours only, none on Saturdays, Sundays and holidays; exceptions by sector.',
  },
  gilt: fuerMinderjaehrige,
})
