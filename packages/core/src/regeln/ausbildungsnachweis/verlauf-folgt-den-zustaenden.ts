import type { Nachweisstatus } from '../../contract/nachweisverlauf.ts'
import { nachweisZustand } from '../../domain/nachweis-zustand.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/**
 * BN-022: each step follows the one before by the table of states. Sources often keep only some steps, so a gap is
 * told but nothing is refused. A draft may be saved again and again.
 */
export const verlaufFolgtDenZustaenden = defineRegel({
  id: 'BN-022',
  name: 'verlauf-folgt-den-zustaenden',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'Zustände eines Berichts: BH-10 bis BH-13, BH-23',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Jeder Schritt eines Berichts folgt dem vorigen nach der Tabelle der Zustände.',
    en: 'Each step of a report follows the one before by the table of states.',
  },
  texte: {
    sprung: meldung<{ von: Nachweisstatus; nach: Nachweisstatus }>(
      ({ von, nach }) => `Auf „${von}“ folgt „${nach}“; dazwischen fehlt ein Schritt.`,
      ({ von, nach }) => `"${von}" is followed by "${nach}"; a step between them is missing.`,
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    const { verlauf } = nachweis
    if (verlauf === undefined || verlauf.length < 2) return keine
    return verlauf.flatMap((schritt, i) => {
      const von = verlauf[i - 1]?.vorgang
      const nach = schritt.vorgang
      if (von === undefined || isErlaubt(von, nach)) return []
      return [verstoss('sprung', `/verlauf/${i}/vorgang`, { von, nach })]
    })
  },
})

const isErlaubt = (von: Nachweisstatus, nach: Nachweisstatus): boolean =>
  (von === 'entwurf' && nach === 'entwurf') ||
  nachweisZustand.uebergaenge.some((uebergang) => uebergang.von === von && uebergang.nach === nach)
