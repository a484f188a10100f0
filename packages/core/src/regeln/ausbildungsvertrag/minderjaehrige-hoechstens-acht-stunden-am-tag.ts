import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toStunden } from '../text.ts'
import { listJugendabschnitte } from '../vertragsrechnung/zeitabschnitte.ts'
import { seit } from '../werte/geltung.ts'

interface Zeit {
  readonly minuten: number
  readonly grenze: number
}

/**
 * DAV-120: at most 8 hours a day before the 18th birthday, 8:30 where another day of the week is shorter. What a collective
 * agreement may allow is DAV-123; hours of the harvest are a warning.
 */
export const minderjaehrigeHoechstensAchtStundenAmTag = defineRegel({
  id: 'DAV-120',
  name: 'minderjaehrige-hoechstens-acht-stunden-am-tag',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 8 Abs. 1, 2a und 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Vor dem 18. Geburtstag dauert die tägliche Ausbildungszeit höchstens 8 Stunden, höchstens 8½ Stunden, wenn ein anderer Tag derselben Woche kürzer ist. Längere Zeiten in der Ernte sind in der Landwirtschaft eine Warnung.',
    en: 'Before the 18th birthday the daily training time is at most 8 hours, at most 8½ where another day of the same week is shorter. Longer hours of the harvest are a warning in agriculture.',
  },
  felder: [
    '/arbeitszeiten/*/minutenTaeglich',
    '/arbeitszeiten/*/kuerzererTag',
    '/teilzeit/*/minutenTaeglich',
    '/azubi/geburtsdatum',
    '/beginn',
  ],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2010-02-10' },
      beginn: '2026-08-01',
      arbeitszeiten: [{ minutenTaeglich: 540 }],
    },
  },
  texte: {
    zuLang: meldung<Zeit>(
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} Stunden am Tag sind für eine minderjährige Person zu lang; erlaubt sind höchstens ${toStunden(grenze)}.`,
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} hours a day are too long for a minor; at most ${toStunden(grenze)} are allowed.`,
      {
        gefunden: ({ minuten }) => `${toStunden(minuten)} Stunden`,
        erwartet: ({ grenze }) => `höchstens ${toStunden(grenze)} Stunden`,
        abhilfe: {
          de: 'Vereinbaren Sie bis zum 18. Geburtstag höchstens 8 Stunden am Tag; danach kann ein zweiter Zeitraum mit anderer Zeit gelten.',
          en: 'Agree on at most 8 hours a day up to the 18th birthday; a second period may have other hours from then on.',
        },
      },
    ),
    ohneKuerzerenTag: meldung<Zeit>(
      ({ minuten }) =>
        `${toStunden(minuten)} Stunden am Tag sind für eine minderjährige Person nur erlaubt, wenn ein anderer Tag der Woche kürzer als 8 Stunden ist.`,
      ({ minuten }) =>
        `${toStunden(minuten)} hours a day are allowed for a minor only if another day of the week is shorter than 8 hours.`,
      {
        gefunden: ({ minuten }) => `${toStunden(minuten)} Stunden, kein kürzerer Tag angegeben`,
        erwartet: () => 'höchstens 8:00 Stunden',
        abhilfe: {
          de: 'Geben Sie an, dass ein anderer Tag der Woche kürzer ist, oder vereinbaren Sie höchstens 8 Stunden.',
          en: 'State that another day of the week is shorter, or agree on at most 8 hours.',
        },
      },
    ),
    ernte: meldung<Zeit>(
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} Stunden am Tag sind für Jugendliche über 16 Jahre nur in der Ernte erlaubt, höchstens ${toStunden(grenze)}.`,
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} hours a day are allowed for minors above 16 in the harvest only, at most ${toStunden(grenze)}.`,
      {
        gefunden: ({ minuten }) => `${toStunden(minuten)} Stunden`,
        erwartet: () => 'höchstens 8:00 Stunden außerhalb der Ernte',
        abhilfe: {
          de: 'Vereinbaren Sie 8 Stunden am Tag und die längere Zeit nur für die Ernte.',
          en: 'Agree on 8 hours a day and on the longer time for the harvest only.',
        },
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const abschnitte = listJugendabschnitte(objekt)
    if (abschnitte.length === 0) return keine
    return abschnitte.flatMap((abschnitt): Verstoss[] => {
      const { minutenTaeglich: minuten, kuerzererTag, werte, nachTarif, ernte } = abschnitt
      if (minuten === undefined || minuten <= werte.taeglich || nachTarif) return []
      const pfad = `${abschnitt.pfad}/minutenTaeglich`
      if (minuten <= werte.taeglichBeiAusgleich)
        return kuerzererTag ? [] : [verstoss('ohneKuerzerenTag', pfad, { minuten, grenze: werte.taeglich }, 'warnung')]
      return ernte && minuten <= werte.ernte.taeglich
        ? [verstoss('ernte', pfad, { minuten, grenze: werte.ernte.taeglich }, 'warnung')]
        : [verstoss('zuLang', pfad, { minuten, grenze: werte.taeglichBeiAusgleich })]
    })
  },
})
