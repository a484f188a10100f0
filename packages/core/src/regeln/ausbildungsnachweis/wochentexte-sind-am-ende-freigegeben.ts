import type { Datum } from '../../contract/common.ts'
import { addTage, minDatum } from '../../domain/kalender.ts'
import { montagOf } from '../../domain/wochen.ts'
import { tagOfSchritt, zeitfeldOf } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * BN-021: a report without days is approved at the earliest on the last working day of its period. Without days nobody
 * knows the day of the last entry, so this is only a warning; with days BN-010 is exact.
 */
export const wochentexteSindAmEndeFreigegeben = defineRegel({
  id: 'BN-021',
  name: 'wochentexte-sind-am-ende-freigegeben',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Ausbildende bestätigen Richtigkeit und Vollständigkeit',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Ein Bericht ohne einzelne Tage wird frühestens am letzten Werktag (Montag bis Freitag) seines Zeitraums freigegeben.',
    en: 'A report without single days is approved on the last weekday (Monday to Friday) of its period at the earliest.',
  },
  texte: {
    zuFrueh: meldung<{ freigabe: Datum; tag: Datum }>(
      ({ freigabe, tag }) =>
        `Der Bericht wurde am ${toDeutschesDatum(freigabe)} freigegeben, bevor sein Zeitraum am ${toDeutschesDatum(tag)} zu Ende ging.`,
      ({ freigabe, tag }) => `The report was approved on ${freigabe}, before its period came to an end on ${tag}.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { tage, zeitraum } = nachweis.inhalt
    if (tage !== undefined && tage.length > 0) return keine
    const i = nachweis.verlauf?.findLastIndex((schritt) => schritt.vorgang === 'freigegeben') ?? -1
    const schritt = nachweis.verlauf?.[i]
    if (schritt === undefined) return keine
    const freigabe = tagOfSchritt(schritt)
    const tag = minDatum(zeitraum.bis, addTage(montagOf(zeitraum.bis), 4))
    // Before the begin of the period it is BN-010 that speaks.
    return freigabe !== undefined && freigabe >= zeitraum.von && freigabe < tag
      ? [verstoss('zuFrueh', `/verlauf/${i}/${zeitfeldOf(schritt)}`, { freigabe, tag })]
      : keine
  },
})
