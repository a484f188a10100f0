import type { Verstoss } from '../../contract/problem.ts'
import { wertAm } from '../historie.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toStunden } from '../text.ts'
import { listZeitabschnitte } from '../vertragsrechnung/zeitabschnitte.ts'
import { erwachsenenarbeitszeit } from '../werte/arbeitszeit.ts'
import { seit } from '../werte/geltung.ts'

interface Zeit {
  readonly minuten: number
  readonly grenze: number
}
const zeiten = {
  gefunden: ({ minuten }: Zeit) => `${toStunden(minuten)} Stunden`,
  erwartet: ({ grenze }: Zeit) => `höchstens ${toStunden(grenze)} Stunden`,
}

/**
 * DAV-126: hours of adults: 8 a day, up to 10 where they are balanced within six months, 48 a week; more than 40 a week is
 * unusual. How heavy the upper limits weigh is for the chamber to say.
 */
export const erwachseneImRahmenDesArbeitszeitgesetzes = defineRegel({
  id: 'DAV-126',
  name: 'erwachsene-im-rahmen-des-arbeitszeitgesetzes',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'ArbZG § 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Ab dem 18. Geburtstag dauert die Ausbildungszeit höchstens 8 Stunden am Tag, mit Ausgleich bis zu 10, und höchstens 48 Stunden in der Woche. Mehr als 8 Stunden ohne vereinbarten Ausgleich und mehr als 40 Stunden in der Woche sind eine Warnung.',
    en: 'From the 18th birthday on the training time is at most 8 hours a day, up to 10 where they are balanced, and at most 48 hours a week. More than 8 hours without an agreed balance and more than 40 hours a week are a warning.',
  },
  felder: [
    '/arbeitszeiten/*/minutenTaeglich',
    '/arbeitszeiten/*/minutenWoechentlich',
    '/arbeitszeiten/*/ausgleich',
    '/teilzeit/*/minutenTaeglich',
    '/teilzeit/*/minutenWoechentlich',
    '/azubi/geburtsdatum',
    '/beginn',
  ],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2006-03-14' },
      beginn: '2026-08-01',
      arbeitszeiten: [{ minutenTaeglich: 601 }],
    },
  },
  texte: {
    tagZuLang: meldung<Zeit>(
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} Stunden am Tag sind zu lang; auch mit Ausgleich sind höchstens ${toStunden(grenze)} erlaubt.`,
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} hours a day are too long; at most ${toStunden(grenze)} are allowed even where they are balanced.`,
      {
        ...zeiten,
        abhilfe: {
          de: 'Vereinbaren Sie 8 Stunden am Tag, höchstens 10 mit Ausgleich.',
          en: 'Agree on 8 hours a day, at most 10 where they are balanced.',
        },
      },
    ),
    tagOhneAusgleich: meldung<Zeit>(
      ({ minuten }) =>
        `${toStunden(minuten)} Stunden am Tag müssen innerhalb von sechs Monaten auf 8 Stunden ausgeglichen werden.`,
      ({ minuten }) => `${toStunden(minuten)} hours a day have to be balanced to 8 hours within six months.`,
      {
        ...zeiten,
        abhilfe: {
          de: 'Geben Sie an, dass die längeren Tage ausgeglichen werden, oder vereinbaren Sie 8 Stunden.',
          en: 'State that the longer days are balanced, or agree on 8 hours.',
        },
      },
    ),
    wocheZuLang: meldung<Zeit>(
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} Stunden in der Woche sind zu lang; im Durchschnitt sind höchstens ${toStunden(grenze)} erlaubt.`,
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} hours a week are too long; at most ${toStunden(grenze)} are allowed on average.`,
      {
        ...zeiten,
        abhilfe: { de: 'Vereinbaren Sie eine kürzere Woche.', en: 'Agree on a shorter week.' },
      },
    ),
    wocheUnueblich: meldung<Zeit>(
      ({ minuten, grenze }) =>
        `${toStunden(minuten)} Stunden in der Woche sind mehr als die üblichen ${toStunden(grenze)}.`,
      ({ minuten, grenze }) => `${toStunden(minuten)} hours a week are more than the usual ${toStunden(grenze)}.`,
      {
        ...zeiten,
        abhilfe: {
          de: 'Prüfen Sie die wöchentliche Ausbildungszeit, und ob an sechs Tagen ausgebildet wird.',
          en: 'Check the weekly training time, and whether the training takes place on six days.',
        },
      },
    ),
  },
  check: (objekt, { konfig }, verstoss) => {
    const { volljaehrigAb } = objekt.lage
    if (volljaehrigAb === undefined) return keine
    const schwer = konfig.ueberlangeZeitIstFehler ? 'fehler' : 'warnung'
    return listZeitabschnitte(objekt).flatMap(({ pfad, von, minutenTaeglich, minutenWoechentlich, ausgleich }) => {
      const werte = wertAm(erwachsenenarbeitszeit, von)
      if (werte === undefined || von < volljaehrigAb) return []
      const verstoesse: Verstoss[] = []
      const addTag = (minuten: number): void => {
        const stelle = `${pfad}/minutenTaeglich`
        if (minuten > werte.taeglichBeiAusgleich)
          verstoesse.push(verstoss('tagZuLang', stelle, { minuten, grenze: werte.taeglichBeiAusgleich }, schwer))
        else if (minuten > werte.taeglich && !ausgleich)
          verstoesse.push(verstoss('tagOhneAusgleich', stelle, { minuten, grenze: werte.taeglich }, 'warnung'))
      }
      const addWoche = (minuten: number): void => {
        const stelle = `${pfad}/minutenWoechentlich`
        if (minuten > werte.woechentlich)
          verstoesse.push(verstoss('wocheZuLang', stelle, { minuten, grenze: werte.woechentlich }, schwer))
        else if (minuten > werte.woechentlichUeblich)
          verstoesse.push(verstoss('wocheUnueblich', stelle, { minuten, grenze: werte.woechentlichUeblich }, 'warnung'))
      }
      if (minutenTaeglich !== undefined) addTag(minutenTaeglich)
      if (minutenWoechentlich !== undefined) addWoche(minutenWoechentlich)
      return verstoesse
    })
  },
})
