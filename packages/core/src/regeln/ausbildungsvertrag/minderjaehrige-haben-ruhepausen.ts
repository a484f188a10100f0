import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toStunden } from '../text.ts'
import { listJugendabschnitte } from '../vertragsrechnung/zeitabschnitte.ts'
import { seit } from '../werte/geltung.ts'

interface Pause {
  readonly minuten: number
  readonly pausen: number
  readonly mindestens: number
}

/** DAV-125: breaks of minors: 30 minutes of more than 4½ hours, 60 of more than 6. */
export const minderjaehrigeHabenRuhepausen = defineRegel({
  id: 'DAV-125',
  name: 'minderjaehrige-haben-ruhepausen',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 11 Abs. 1 und 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Vor dem 18. Geburtstag betragen die Pausen mindestens 30 Minuten bei mehr als 4½ Stunden und 60 Minuten bei mehr als 6 Stunden; nur Unterbrechungen von mindestens 15 Minuten zählen, und länger als 4½ Stunden wird nicht ohne Pause gearbeitet.',
    en: 'Before the 18th birthday the breaks are at least 30 minutes of more than 4½ hours and 60 minutes of more than 6 hours; only interruptions of at least 15 minutes count, and nobody works longer than 4½ hours without one.',
  },
  felder: ['/arbeitszeiten/*/pausenMinuten', '/arbeitszeiten/*/minutenTaeglich', '/azubi/geburtsdatum', '/beginn'],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2010-02-10' },
      beginn: '2026-08-01',
      arbeitszeiten: [{ minutenTaeglich: 480, pausenMinuten: 45 }],
    },
  },
  texte: {
    zuKurz: meldung<Pause>(
      ({ minuten, pausen, mindestens }) =>
        `Bei ${toStunden(minuten)} Stunden am Tag stehen einer minderjährigen Person mindestens ${mindestens} Minuten Pause zu, angegeben sind ${pausen}.`,
      ({ minuten, pausen, mindestens }) =>
        `With ${toStunden(minuten)} hours a day a minor has at least ${mindestens} minutes of breaks; ${pausen} are entered.`,
      {
        gefunden: ({ pausen }) => `${pausen} Minuten`,
        erwartet: ({ mindestens }) => `mindestens ${mindestens} Minuten`,
      },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const abschnitte = listJugendabschnitte(objekt)
    if (abschnitte.length === 0) return keine
    return abschnitte.flatMap(({ pfad, minutenTaeglich: minuten, pausenMinuten: pausen, werte }): Verstoss[] => {
      if (minuten === undefined || pausen === undefined) return []
      const mindestens = werte.pausen.find(({ ueber }) => minuten > ueber)?.mindestens ?? 0
      return pausen < mindestens ? [verstoss('zuKurz', `${pfad}/pausenMinuten`, { minuten, pausen, mindestens })] : []
    })
  },
})
