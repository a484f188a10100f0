import type { Datum } from '../../contract/common.ts'
import type { Nachweisinhalt } from '../../contract/nachweisinhalt.ts'
import { wochentagOf } from '../../domain/kalender.ts'
import { listKalenderwochen, montagOf, nameOfWoche } from '../../domain/wochen.ts'
import { listTage, tageOf } from '../../domain/zeitraum.ts'
import { isBelegt } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * AN-020: the book is kept at least weekly: a report longer than a week has an entry unit, a day, in each of its weeks.
 * Where the chamber wants it daily, each working day of the period has one.
 */
export const nachweisMindestensWoechentlich = defineRegel({
  id: 'AN-020',
  name: 'nachweis-mindestens-woechentlich',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018)',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Der Nachweis wird täglich oder wöchentlich geführt, mindestens wöchentlich; verlangt die Kammer es täglich, hat jeder Tag von Montag bis Freitag einen Eintrag.',
    en: 'The book is kept daily or weekly, at least weekly; where the chamber wants it daily, each day from Monday to Friday has an entry.',
  },
  texte: {
    wocheFehlt: meldung<{ woche: string; tage: number }>(
      ({ woche, tage }) => `Der Bericht umfasst ${tage} Tage; für die ${woche} enthält er keinen Tag mit Eintrag.`,
      ({ woche, tage }) => `The report covers ${tage} days; it has no day with an entry for week ${woche}.`,
    ),
    tagFehlt: meldung<{ tag: Datum }>(
      ({ tag }) => `Die Kammer verlangt tägliche Nachweise; für den ${toDeutschesDatum(tag)} fehlt der Eintrag.`,
      ({ tag }) => `The chamber wants daily reports; the entry of ${tag} is missing.`,
    ),
  },
  check: ({ nachweis }, { konfig }, verstoss) => {
    const { inhalt } = nachweis
    const tage = tageOf(inhalt.zeitraum)
    // An impossible period is refused by BN-001 and BN-002; here it would only cost time.
    if (tage < 1 || tage > 31) return keine
    if (konfig.fuehrung === 'taeglich') {
      const belegt = belegteTage(inhalt)
      return listTage(inhalt.zeitraum)
        .filter((tag) => wochentagOf(tag) <= 5 && !belegt.has(tag))
        .map((tag) => verstoss('tagFehlt', '/inhalt/tage', { tag }))
    }
    if (tage <= 7) return keine
    const wochen = new Set([...belegteTage(inhalt)].map(montagOf))
    return listKalenderwochen(inhalt.zeitraum)
      .filter((woche) => !wochen.has(woche.montag) && hasWerktag(inhalt, woche.montag))
      .map((woche) => verstoss('wocheFehlt', '/inhalt/zeitraum', { woche: nameOfWoche(woche), tage }))
  },
})

const belegteTage = ({ tage }: Nachweisinhalt): Set<Datum> =>
  new Set((tage ?? []).filter(isBelegt).map((tag) => tag.datum))

/** A weekend at the edge of a period is no week of its own. */
const hasWerktag = ({ zeitraum }: Nachweisinhalt, montag: Datum): boolean =>
  listTage(zeitraum).some((tag) => montagOf(tag) === montag && wochentagOf(tag) <= 5)
