import type { Datum } from '../../contract/common.ts'
import { hasText, taetigkeitenOf, tagOfSchritt, zeitfeldOf } from '../bericht.ts'
import type { Nachweis } from '../objekt.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * BN-010: nobody approves what has not happened yet. The last approval is not before the last day with a text about
 * work, instruction or school; without days it is not before the period begins. Absences may be known in advance.
 */
export const freigabeFolgtDemLetztenArbeitstag = defineRegel({
  id: 'BN-010',
  name: 'freigabe-folgt-dem-letzten-arbeitstag',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'ablehnung',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Ausbildende bestätigen Richtigkeit und Vollständigkeit',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Ein Bericht wird nicht vor dem letzten Tag freigegeben, über den er berichtet.',
    en: 'A report is not approved before the last day that it tells about.',
  },
  texte: {
    zuFrueh: meldung<{ freigabe: Datum; tag: Datum }>(
      ({ freigabe, tag }) =>
        `Die Freigabe am ${toDeutschesDatum(freigabe)} liegt vor dem ${toDeutschesDatum(tag)}, über den der Bericht schon berichtet.`,
      ({ freigabe, tag }) => `The approval on ${freigabe} lies before ${tag}, about which the report already tells.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const i = nachweis.verlauf?.findLastIndex((schritt) => schritt.vorgang === 'freigegeben') ?? -1
    const schritt = nachweis.verlauf?.[i]
    if (schritt === undefined) return keine
    const tag = letzterTagOf(nachweis)
    // Berlin is ahead of UTC: where the day in UTC is late enough, the legal day is, too.
    if (schritt.zeitpunkt !== undefined && schritt.zeitpunkt.slice(0, 10) >= tag) return keine
    const freigabe = tagOfSchritt(schritt)
    return freigabe !== undefined && freigabe < tag
      ? [verstoss('zuFrueh', `/verlauf/${i}/${zeitfeldOf(schritt)}`, { freigabe, tag })]
      : keine
  },
})

const letzterTagOf = ({ inhalt }: Nachweis): Datum => {
  let letzter = inhalt.zeitraum.von
  for (const tag of inhalt.tage ?? [])
    if (tag.datum > letzter && taetigkeitenOf(tag).some((eintrag) => hasText(eintrag.text))) letzter = tag.datum
  return letzter
}
