import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/**
 * BN-028: the name on a report is the one of the apprentice of the book. Order, punctuation and further given names
 * make no difference; names change by marriage, so another name is only a warning.
 */
export const nameGehoertZumBerichtsheft = defineRegel({
  id: 'BN-028',
  name: 'name-gehoert-zum-berichtsheft',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018): Name auf jedem Nachweis',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Der Name auf dem Bericht ist der Name der oder des Auszubildenden des Berichtshefts.',
    en: 'The name on a report is the one of the apprentice of the book.',
  },
  texte: {
    anders: meldung<{ bericht: string; berichtsheft: string }>(
      ({ bericht, berichtsheft }) => `Der Bericht nennt „${bericht}“, das Berichtsheft gehört „${berichtsheft}“.`,
      ({ bericht, berichtsheft }) => `The report names "${bericht}", the book belongs to "${berichtsheft}".`,
    ),
  },
  check: ({ berichtsheft, nachweis }, _kontext, verstoss) => {
    if (berichtsheft === undefined) return keine
    const bericht = nachweis.inhalt.azubi
    const heft = berichtsheft.azubi.name
    if (bericht === heft) return keine
    const a = teileOf(bericht)
    const b = teileOf(heft)
    // A blank name is a matter of AN-022.
    if (a.size === 0 || b.size === 0 || isTeilVon(a, b) || isTeilVon(b, a)) return keine
    return [verstoss('anders', '/inhalt/azubi', { bericht, berichtsheft: heft })]
  },
})

const teileOf = (name: string): Set<string> =>
  new Set(
    name
      .normalize('NFC')
      .toLocaleLowerCase('de')
      .match(/[\p{L}\p{M}]+/gu) ?? [],
  )

const isTeilVon = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].every((teil) => b.has(teil))
