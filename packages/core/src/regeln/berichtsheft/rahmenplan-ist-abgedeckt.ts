import type { Planposition } from '../objekt.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** K7: every position of the training plan was served. Judged only where the plan is given; a note, as training goes on. */
export const rahmenplanIstAbgedeckt = defineRegel({
  id: 'K7',
  name: 'rahmenplan-ist-abgedeckt',
  schwere: 'hinweis',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 5 Abs. 1 Nr. 4: Ausbildungsrahmenplan',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Jede Position des Ausbildungsrahmenplans ist durch Einträge belegt (nur, wo der Plan bekannt ist).',
    en: 'Every position of the training plan is served by entries (only where the plan is known).',
  },
  texte: {
    offen: meldung<Planposition>(
      ({ kennung, bezeichnung }) => `Noch ohne Eintrag: ${bezeichnung ?? 'Position'} (${kennung}).`,
      ({ kennung, bezeichnung }) => `Without an entry so far: ${bezeichnung ?? 'position'} (${kennung}).`,
    ),
  },
  check: ({ rahmenplan, ausbildungsnachweise }, _kontext, verstoss) => {
    if (rahmenplan === undefined) return keine
    const belegt = new Set(
      ausbildungsnachweise
        .flatMap(({ inhalt }) => inhalt.tage ?? [])
        .flatMap((tag) => tag.eintraege)
        .flatMap((eintrag) => eintrag.positionen ?? [])
        .map((position) => position.kennung),
    )
    return rahmenplan
      .filter((position) => !belegt.has(position.kennung))
      .map((position) => verstoss('offen', '/ausbildungsnachweise', position))
  },
})
