import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toStunden } from '../text.ts'
import { listJugendabschnitte } from '../vertragsrechnung/zeitabschnitte.ts'
import { seit } from '../werte/geltung.ts'

interface Zeit {
  readonly minuten: number
  readonly grenze: number
}

/** DAV-121: at most 40 hours a week before the 18th birthday; what a collective agreement may allow is DAV-123. */
export const minderjaehrigeHoechstensVierzigStundenInDerWoche = defineRegel({
  id: 'DAV-121',
  name: 'minderjaehrige-hoechstens-vierzig-stunden-in-der-woche',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 8 Abs. 1 und 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Vor dem 18. Geburtstag dauert die wöchentliche Ausbildungszeit höchstens 40 Stunden; längere Zeiten in der Ernte sind in der Landwirtschaft eine Warnung.',
    en: 'Before the 18th birthday the weekly training time is at most 40 hours; longer hours of the harvest are a warning in agriculture.',
  },
  felder: ['/arbeitszeiten/*/minutenWoechentlich', '/teilzeit/*/minutenWoechentlich', '/azubi/geburtsdatum', '/beginn'],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2010-02-10' },
      beginn: '2026-08-01',
      arbeitszeiten: [{ minutenWoechentlich: 2460 }],
    },
  },
  texte: {
    zuLang: meldung<Zeit>(
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} Stunden in der Woche sind für eine minderjährige Person zu lang; erlaubt sind höchstens ${toStunden(grenze)}.`,
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} hours a week are too long for a minor; at most ${toStunden(grenze)} are allowed.`,
      {
        gefunden: ({ minuten }) => `${toStunden(minuten)} Stunden`,
        erwartet: ({ grenze }) => `höchstens ${toStunden(grenze)} Stunden`,
        abhilfe: {
          de: 'Vereinbaren Sie bis zum 18. Geburtstag höchstens 40 Stunden in der Woche.',
          en: 'Agree on at most 40 hours a week up to the 18th birthday.',
        },
      },
    ),
    ernte: meldung<Zeit>(
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} Stunden in der Woche sind für Jugendliche über 16 Jahre nur in der Ernte erlaubt, höchstens ${toStunden(grenze)} in zwei Wochen.`,
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} hours a week are allowed for minors above 16 in the harvest only, at most ${toStunden(grenze)} in two weeks.`,
      {
        gefunden: ({ minuten }) => `${toStunden(minuten)} Stunden`,
        erwartet: () => 'höchstens 40:00 Stunden außerhalb der Ernte',
        abhilfe: {
          de: 'Vereinbaren Sie 40 Stunden in der Woche und die längere Zeit nur für die Ernte.',
          en: 'Agree on 40 hours a week and on the longer time for the harvest only.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const abschnitte = listJugendabschnitte(objekt)
    if (abschnitte.length === 0) return keine
    return abschnitte.flatMap(({ pfad: stelle, minutenWoechentlich: minuten, werte, nachTarif, ernte }): Verstoss[] => {
      if (minuten === undefined || minuten <= werte.woechentlich || nachTarif) return []
      const pfad = `${stelle}/minutenWoechentlich`
      return ernte && 2 * minuten <= werte.ernte.doppelwoche
        ? [verstoss('ernte', pfad, { minuten, grenze: werte.ernte.doppelwoche }, 'warnung')]
        : [verstoss('zuLang', pfad, { minuten, grenze: werte.woechentlich })]
    })
  },
})
