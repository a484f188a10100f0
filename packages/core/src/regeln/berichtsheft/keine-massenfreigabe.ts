import type { Datum } from '../../contract/common.ts'
import { datumInBerlin } from '../../domain/kalender.ts'
import { montagOf } from '../../domain/wochen.ts'
import { type Buchobjekt, standOf } from '../objekt.ts'
import { defineRegel, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

const eineStunde = 3_600_000

interface Freigabezeit {
  readonly stelle: number
  readonly montag: Datum
  readonly zeit: number
  readonly tag: Datum
}

/**
 * K3: not more weeks than the chamber allows are approved within one hour, which hints at a review after the fact.
 * Approvals of which only the day is known are not judged.
 */
export const keineMassenfreigabe = defineRegel({
  id: 'K3',
  name: 'keine-massenfreigabe',
  schwere: 'warnung',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Durchsicht mindestens monatlich',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Innerhalb einer Stunde werden nicht mehr Wochen freigegeben, als ein Monat hat (5, je Kammer einstellbar).',
    en: 'Not more weeks than a month has are approved within one hour (5, set by each chamber).',
  },
  texte: {
    viele: meldung<{ wochen: number; tag: Datum }>(
      ({ wochen, tag }) => `Am ${toDeutschesDatum(tag)} wurden ${wochen} Wochen innerhalb einer Stunde freigegeben.`,
      ({ wochen, tag }) => `On ${tag}, ${wochen} weeks were approved within one hour.`,
    ),
  },
  check: (buch, { konfig }, verstoss) =>
    listHaeufungen(listFreigabezeiten(buch), konfig.massenfreigabeWochen).map(({ erste, wochen }) =>
      verstoss('viele', `/ausbildungsnachweise/${erste.stelle}/verlauf`, { wochen, tag: erste.tag }),
    ),
})

/** Hours with more than `hoechstens` weeks, counted from their first approval; no approval belongs to two of them. */
const listHaeufungen = (freigaben: readonly Freigabezeit[], hoechstens: number) => {
  const haeufungen: { erste: Freigabezeit; wochen: number }[] = []
  let anfang = 0
  while (anfang < freigaben.length) {
    const erste = freigaben[anfang]
    if (erste === undefined) break
    const wochen = new Set<Datum>()
    let ende = anfang
    for (
      let naechste = freigaben[ende];
      naechste && naechste.zeit <= erste.zeit + eineStunde;
      naechste = freigaben[++ende]
    )
      wochen.add(naechste.montag)
    if (wochen.size > hoechstens) {
      haeufungen.push({ erste, wochen: wochen.size })
      anfang = ende
    } else anfang += 1
  }
  return haeufungen
}

const listFreigabezeiten = ({ ausbildungsnachweise }: Buchobjekt): Freigabezeit[] =>
  ausbildungsnachweise
    .flatMap((nachweis, stelle) => {
      const zeitpunkt = nachweis.verlauf?.findLast((schritt) => schritt.vorgang === 'freigegeben')?.zeitpunkt
      if (standOf(nachweis) !== 'freigegeben' || zeitpunkt === undefined) return []
      const montag = montagOf(nachweis.inhalt.zeitraum.von)
      return [{ stelle, montag, zeit: Date.parse(zeitpunkt), tag: datumInBerlin(zeitpunkt) }]
    })
    .sort((a, b) => a.zeit - b.zeit)
