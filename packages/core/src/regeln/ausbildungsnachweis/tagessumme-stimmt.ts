import type { Tag } from '../../contract/nachweisinhalt.ts'
import { taetigkeitenOf } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toStunden } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** BN-027: where a day and all of its entries tell their time, the entries add up to the time of the day. */
export const tagessummeStimmt = defineRegel({
  id: 'BN-027',
  name: 'tagessumme-stimmt',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Dauer der Tätigkeiten',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Die Zeiten der Einträge ergeben die Zeit des Tages, wo beide angegeben sind.',
    en: 'The times of the entries add up to the time of the day, where both are given.',
  },
  texte: {
    ungleich: meldung<{ tag: number; summe: number }>(
      ({ tag, summe }) =>
        `Für den Tag sind ${toStunden(tag)} Stunden angegeben, die Einträge ergeben ${toStunden(summe)}.`,
      ({ tag, summe }) => `The day is given as ${toStunden(tag)} hours, its entries add up to ${toStunden(summe)}.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) =>
    nachweis.inhalt.tage?.flatMap((tag, i) => {
      const summen = summenOf(tag)
      if (tag.minuten === undefined || summen === undefined || summen.includes(tag.minuten)) return []
      const [summe] = summen
      return [verstoss('ungleich', `/inhalt/tage/${i}/minuten`, { tag: tag.minuten, summe })]
    }) ?? keine,
})

/** Training alone, and with the absences that some vendors credit; `undefined` while an entry does not tell its time. */
const summenOf = (tag: Tag): readonly [number, number] | undefined => {
  if (tag.eintraege.length === 0 || tag.eintraege.some((eintrag) => eintrag.minuten === undefined)) return undefined
  const summeOf = (eintraege: Tag['eintraege']) => eintraege.reduce((summe, e) => summe + (e.minuten ?? 0), 0)
  return [summeOf(taetigkeitenOf(tag)), summeOf(tag.eintraege)]
}
