import type { Datum } from '../../contract/common.ts'
import type { Tag } from '../../contract/nachweisinhalt.ts'
import type { Verstoss } from '../../contract/problem.ts'
import { ausbildungszeitAm, type VereinbarteZeit } from '../../domain/heftvertrag.ts'
import { isMinderjaehrigAm, toTageszahl, wochentagOf } from '../../domain/kalender.ts'
import { montagOf, montagszahlOf } from '../../domain/wochen.ts'
import { artOf, hasText, isAbwesenheit, isAusbildungstag, minutenOf } from '../bericht.ts'
import { wertAm } from '../historie.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum, toStunden } from '../text.ts'
import { seit } from '../werte/geltung.ts'
import { jugendarbeitszeit } from '../werte/jugendarbeitszeit.ts'

interface Ueberschreitung {
  readonly datum: Datum
  readonly minuten: number
  readonly grenze: number
}

/**
 * K4: times stay within the contract, and those of minors within the law (8 hours a day, 8:30 where another day of the
 * week is shorter, 40 a week; not on Sundays and holidays). Of a registered contract the hours count that were in force. Notes for the company; chambers are not told by default.
 */
export const arbeitszeitIstEingehalten = defineRegel({
  id: 'K4',
  name: 'arbeitszeit-ist-eingehalten',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 5; JArbSchG §§ 8, 17, 18',
  gueltigVon: seit.bbig2020,
  vertraulich: true,
  beschreibung: {
    de: 'Die Ausbildungszeit bleibt im Rahmen des Vertrags, bei Minderjährigen im Rahmen des Jugendarbeitsschutzes.',
    en: 'Training time stays within the contract, and of minors within the protection of young workers.',
  },
  texte: {
    tagVertrag: meldung<Ueberschreitung>(
      ({ datum, minuten, grenze }) =>
        `Am ${toDeutschesDatum(datum)} sind ${toStunden(minuten)} Stunden eingetragen, vereinbart sind ${toStunden(grenze)}.`,
      ({ datum, minuten, grenze }) =>
        `On ${datum}, ${toStunden(minuten)} hours are entered; ${toStunden(grenze)} are agreed.`,
    ),
    tagJugend: meldung<Ueberschreitung>(
      ({ datum, minuten, grenze }) =>
        `Am ${toDeutschesDatum(datum)} sind für eine minderjährige Person ${toStunden(minuten)} Stunden eingetragen, erlaubt sind ${toStunden(grenze)}.`,
      ({ datum, minuten, grenze }) =>
        `On ${datum}, ${toStunden(minuten)} hours are entered for a minor; ${toStunden(grenze)} are allowed.`,
    ),
    wocheVertrag: meldung<Ueberschreitung>(
      ({ datum, minuten, grenze }) =>
        `In der Woche ab ${toDeutschesDatum(datum)} sind ${toStunden(minuten)} Stunden eingetragen, vereinbart sind ${toStunden(grenze)}.`,
      ({ datum, minuten, grenze }) =>
        `In the week from ${datum}, ${toStunden(minuten)} hours are entered; ${toStunden(grenze)} are agreed.`,
    ),
    wocheJugend: meldung<Ueberschreitung>(
      ({ datum, minuten, grenze }) =>
        `In der Woche ab ${toDeutschesDatum(datum)} sind für eine minderjährige Person ${toStunden(minuten)} Stunden eingetragen, erlaubt sind ${toStunden(grenze)}.`,
      ({ datum, minuten, grenze }) =>
        `In the week from ${datum}, ${toStunden(minuten)} hours are entered for a minor; ${toStunden(grenze)} are allowed.`,
    ),
    sonntag: meldung<{ datum: Datum }>(
      ({ datum }) =>
        `Am Sonntag, ${toDeutschesDatum(datum)}, ist für eine minderjährige Person Ausbildung eingetragen.`,
      ({ datum }) => `Training of a minor is entered on Sunday, ${datum}.`,
    ),
    feiertag: meldung<{ datum: Datum }>(
      ({ datum }) =>
        `Am Feiertag, ${toDeutschesDatum(datum)}, ist für eine minderjährige Person Ausbildung eingetragen.`,
      ({ datum }) => `Training of a minor is entered on a public holiday, ${datum}.`,
    ),
  },
  check: ({ berichtsheft, nachweis, heftvertrag }, _kontext, verstoss) => {
    const { tage } = nachweis.inhalt
    const { geburtsdatum, ausbildungszeit } = berichtsheft ?? {}
    if (
      tage === undefined ||
      (geburtsdatum === undefined && ausbildungszeit === undefined && heftvertrag === undefined)
    )
      return keine
    const zeitAm = (tag: Datum): VereinbarteZeit | undefined =>
      heftvertrag === undefined ? ausbildungszeit : ausbildungszeitAm(heftvertrag, tag)
    const isJugendlich = (tag: Datum) => geburtsdatum !== undefined && isMinderjaehrigAm(geburtsdatum, tag)

    const jeTag = tage.flatMap((tag, i): Verstoss[] => {
      const { datum } = tag
      const pfad = `/inhalt/tage/${i}`
      const minuten = minutenOf(tag) ?? 0
      const vertrag = zeitAm(datum)?.minutenTaeglich
      const ueberVertrag = vertrag !== undefined && minuten > vertrag
      if (!isJugendlich(datum))
        return ueberVertrag ? [verstoss('tagVertrag', pfad, { datum, minuten, grenze: vertrag })] : []
      const grenze = tagesgrenzeOf(tag, minuten, tage)
      return [
        ...(wochentagOf(datum) === 7 && isAusbildungstag(tag) ? [verstoss('sonntag', pfad, { datum })] : []),
        ...(isFeiertagMitArbeit(tag) ? [verstoss('feiertag', pfad, { datum })] : []),
        ...(grenze !== undefined && minuten > grenze
          ? [verstoss('tagJugend', pfad, { datum, minuten, grenze })]
          : ueberVertrag
            ? [verstoss('tagVertrag', pfad, { datum, minuten, grenze: vertrag })]
            : []),
      ]
    })

    const jeWoche = groupWochen(tage).flatMap((tageDerWoche): Verstoss[] => {
      const minuten = tageDerWoche.reduce((summe, tag) => summe + (minutenOf(tag) ?? 0), 0)
      const datum = tageDerWoche[0]?.datum
      if (datum === undefined) return []
      const jugend = wertAm(jugendarbeitszeit, datum)?.woechentlich
      // In the week of the 18th birthday only the daily limits of minors hold.
      if (jugend !== undefined && minuten > jugend && tageDerWoche.every((tag) => isJugendlich(tag.datum)))
        return [verstoss('wocheJugend', '/inhalt/tage', { datum: montagOf(datum), minuten, grenze: jugend })]
      const vertrag = wochenzeitOf(tageDerWoche, zeitAm)
      return vertrag !== undefined && minuten > vertrag
        ? [verstoss('wocheVertrag', '/inhalt/tage', { datum: montagOf(datum), minuten, grenze: vertrag })]
        : []
    })
    return jeTag.length + jeWoche.length === 0 ? keine : [...jeTag, ...jeWoche]
  },
})

/** The hours of a week in which they change are the longer ones: which days they are spread over is not agreed. */
const wochenzeitOf = (
  tage: readonly Tag[],
  zeitAm: (tag: Datum) => VereinbarteZeit | undefined,
): number | undefined => {
  const zeiten = tage.map(({ datum }) => zeitAm(datum)?.minutenWoechentlich)
  return zeiten.reduce((longest, zeit) => (zeit !== undefined && zeit > (longest ?? 0) ? zeit : longest), undefined)
}

const wochenzahlOf = (tag: Tag): number => montagszahlOf(toTageszahl(tag.datum))

/** The days of a report by calendar week. Nearly all reports lie in one. */
const groupWochen = (tage: readonly Tag[]): (readonly Tag[])[] => {
  const erste = tage[0]
  if (erste === undefined) return []
  const zahl = wochenzahlOf(erste)
  return tage.every((tag) => wochenzahlOf(tag) === zahl) ? [tage] : [...Map.groupBy(tage, wochenzahlOf).values()]
}

/** JArbSchG § 8 Abs. 2a: 8:30 instead of 8 hours, if another working day of the same week is shorter. */
const tagesgrenzeOf = (tag: Tag, minuten: number, tage: readonly Tag[]): number | undefined => {
  const wert = wertAm(jugendarbeitszeit, tag.datum)
  if (wert === undefined || minuten <= wert.taeglich) return wert?.taeglich
  const woche = wochenzahlOf(tag)
  const hatAusgleich = tage.some((anderer) => {
    const andere = minutenOf(anderer)
    return (
      anderer !== tag &&
      wochenzahlOf(anderer) === woche &&
      isAusbildungstag(anderer) &&
      andere !== undefined &&
      andere < wert.taeglich
    )
  })
  return hatAusgleich ? wert.taeglichBeiAusgleich : wert.taeglich
}

const isFeiertagMitArbeit = (tag: Tag): boolean =>
  (tag.art === 'feiertag' || tag.eintraege.some((eintrag) => eintrag.art === 'feiertag')) &&
  tag.eintraege.some((eintrag) => !isAbwesenheit(artOf(tag, eintrag)) && hasText(eintrag.text))
