import type { Verstoss } from '../../contract/problem.ts'
import { addTage } from '../../domain/kalender.ts'
import { nameOfWoche } from '../../domain/wochen.ts'
import { defineRegel, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'
import { listWochenstaende, type Wochenstand } from '../wochenstand.ts'

/**
 * K1: every calendar week from the first day of training on is covered by an approved report, or marks an absence or
 * school. Missing weeks in a row are one finding, an error; a week sent back is a warning, an open one a note.
 */
export const kalenderIstLueckenlos = defineRegel({
  id: 'K1',
  name: 'kalender-ist-lueckenlos',
  schwere: 'fehler',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2; BIBB-Hauptausschuss-Empfehlung 156 (2018)',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Jede Kalenderwoche vom Ausbildungsbeginn bis zum Stichtag (höchstens bis zum Ausbildungsende) ist durch freigegebene Berichte belegt oder als Abwesenheit oder Schulzeit gekennzeichnet.',
    en: 'Every calendar week from the begin of training to the reference day (at most to the end of training) is covered by approved reports, or marked as absence or school.',
  },
  texte: {
    ohneBeginn: meldung(
      () => 'Der Ausbildungsbeginn fehlt; ob das Berichtsheft lückenlos ist, lässt sich nicht prüfen.',
      () => 'The begin of training is missing; whether the book has gaps cannot be checked.',
    ),
    fehlt: meldung<{ von: string; bis: string; wochen: number }>(
      ({ von, bis, wochen }) =>
        wochen === 1
          ? `Für die ${von} gibt es keinen Bericht.`
          : `Für ${wochen} Wochen (${von} bis ${bis}) gibt es keinen Bericht.`,
      ({ von, bis, wochen }) =>
        wochen === 1
          ? `There is no report for week ${von}.`
          : `There is no report for ${wochen} weeks (${von} to ${bis}).`,
    ),
    zurueckgewiesen: meldung<{ woche: string }>(
      ({ woche }) => `Der Bericht für die ${woche} ist zurückgewiesen.`,
      ({ woche }) => `The report of week ${woche} was sent back.`,
    ),
    offen: meldung<{ woche: string }>(
      ({ woche }) => `Der Bericht für die ${woche} ist noch nicht freigegeben.`,
      ({ woche }) => `The report of week ${woche} is not approved yet.`,
    ),
  },
  check: (buch, { stichtag }, verstoss) => {
    if (buch.berichtsheft.ausbildungsbeginn === undefined)
      return [verstoss('ohneBeginn', '/berichtsheft/ausbildungsbeginn', {}, 'warnung')]
    const staende = listWochenstaende(buch, stichtag)
    const luecken = groupLuecken(staende).flatMap((luecke): Verstoss[] => {
      const von = luecke[0]?.woche
      const bis = luecke.at(-1)?.woche
      if (von === undefined || bis === undefined) return []
      const werte = { von: nameOfWoche(von), bis: nameOfWoche(bis), wochen: luecke.length }
      return [verstoss('fehlt', '/ausbildungsnachweise', werte)]
    })
    const uebrige = staende.flatMap(({ woche, zustand, stellen }): Verstoss[] => {
      const pfad = `/ausbildungsnachweise/${stellen[0]}`
      if (zustand === 'zurueckgewiesen')
        return [verstoss('zurueckgewiesen', pfad, { woche: nameOfWoche(woche) }, 'warnung')]
      return zustand === 'offen' ? [verstoss('offen', pfad, { woche: nameOfWoche(woche) }, 'hinweis')] : []
    })
    return [...luecken, ...uebrige]
  },
})

/** Missing weeks that follow each other, together. */
const groupLuecken = (staende: readonly Wochenstand[]): Wochenstand[][] => {
  const luecken: Wochenstand[][] = []
  for (const stand of staende) {
    if (stand.zustand !== 'fehlend') continue
    const letzte = luecken.at(-1)
    const vorige = letzte?.at(-1)
    if (vorige !== undefined && addTage(vorige.woche.montag, 7) === stand.woche.montag) letzte?.push(stand)
    else luecken.push([stand])
  }
  return luecken
}
