import type { Datum } from '../../contract/common.ts'
import type { Tag } from '../../contract/nachweisinhalt.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum, toStunden } from '../text.ts'
import { seit } from '../werte/geltung.ts'

const minutenEinesTages = 1440

/** BN-005: the entries of a day do not add up to more than a day. */
export const tagHatHoechstens24Stunden = defineRegel({
  id: 'BN-005',
  name: 'tag-hat-hoechstens-24-stunden',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'Plausibilität: ein Tag hat 24 Stunden',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Die Einträge eines Tages ergeben zusammen höchstens 24 Stunden.',
    en: 'The entries of a day add up to at most 24 hours.',
  },
  texte: {
    zuViel: meldung<{ datum: Datum; minuten: number }>(
      ({ datum, minuten }) => `Die Einträge am ${toDeutschesDatum(datum)} ergeben ${toStunden(minuten)} Stunden.`,
      ({ datum, minuten }) => `The entries of ${datum} add up to ${toStunden(minuten)} hours.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { tage } = nachweis.inhalt
    if (tage === undefined || tage.every((tag) => summeOf(tag) <= minutenEinesTages)) return keine
    return tage.flatMap((tag, i) => {
      const minuten = summeOf(tag)
      return minuten > minutenEinesTages ? [verstoss('zuViel', `/inhalt/tage/${i}`, { datum: tag.datum, minuten })] : []
    })
  },
})

const summeOf = (tag: Tag): number => {
  let summe = 0
  for (const eintrag of tag.eintraege) summe += eintrag.minuten ?? 0
  return summe
}
