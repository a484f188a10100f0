import type { Sichtbarkeit } from '../vorlage/feld.ts'
import { findFeld } from '../vorlage/vorlage.ts'
import { type Aussagenansicht, readProfil } from './ansicht.ts'
import type { Aussage } from './aussage.ts'
import type { ProfilId } from './slot.ts'
import type { Sicht } from './slotstand.ts'
import type { Wissensstand } from './stand.ts'
import { spanOf, spansMeet } from './zeit.ts'

/** Kinds of contradictions between statements that are each without conflict. */
export type Widerspruchsart = 'ueberschneidung' | 'stundensumme' | 'nachfolge' | 'anteile'

/** Statements that cannot all be right; each keeps its sources. */
export interface Widerspruch {
  readonly art: Widerspruchsart
  readonly profil: ProfilId
  readonly slots: readonly string[]
  readonly de: string
  readonly en: string
}

const texte: Readonly<Record<Widerspruchsart, { de: string; en: string }>> = {
  ueberschneidung: {
    de: 'Für dieselbe Zeit sind verschiedene Werte angegeben.',
    en: 'Different values are stated for the same time.',
  },
  stundensumme: {
    de: 'Die Stunden der Fächer ergeben nicht die Stunden der Ausbildung.',
    en: 'The hours of the subjects do not add up to the hours of the training.',
  },
  nachfolge: {
    de: 'Der Nachfolger wurde verliehen, bevor es diese Qualifikation gab.',
    en: 'The successor was awarded before this qualification existed.',
  },
  anteile: {
    de: 'Die Anteile von Theorie und Praxis ergeben mehr als 100 Prozent.',
    en: 'The shares of theory and practice exceed 100 percent.',
  },
}

interface Einzelaussage {
  readonly ansicht: Aussagenansicht
  readonly aussage: Aussage
}

/** Statements with one value; what is in conflict is shown as a conflict already. */
const listKlare = (ansichten: readonly Aussagenansicht[]): Einzelaussage[] =>
  ansichten.flatMap((ansicht) => {
    const aussage = ansicht.stand === 'klar' ? (ansicht.werte[0]?.wert as Aussage | undefined) : undefined
    return aussage ? [{ ansicht, aussage }] : []
  })

/** Contradictions in a profile, in the order of its slots. Which statement is wrong is for people to find out. */
export const findWidersprueche = (
  stand: Wissensstand,
  profil: ProfilId,
  auftrag: { sicht: Sicht; stufe: Sichtbarkeit },
): Widerspruch[] => {
  const klare = listKlare(readProfil(stand, profil, auftrag))
  const report = (art: Widerspruchsart, ...slots: string[]): Widerspruch => ({ art, profil, slots, ...texte[art] })
  const field = (abschnitt: string, feld: string) =>
    klare.filter(({ ansicht }) => ansicht.abschnitt === abschnitt && ansicht.feld === feld)
  return [
    ...findOverlaps(profil, klare).map(([a, b]) => report('ueberschneidung', a, b)),
    ...findSums(field('ausbildung', 'dauer'), field('inhalte', 'faecher')).map((slots) =>
      report('stundensumme', ...slots),
    ),
    ...findShares(field('ausbildung', 'anteilTheorie'), field('ausbildung', 'anteilPraxis')).map((s) =>
      report('anteile', ...s),
    ),
    ...findSuccessors(stand, field('geltung', 'gueltigVon'), field('geltung', 'nachfolger'), auftrag).map((s) =>
      report('nachfolge', ...s),
    ),
  ]
}

/** Pairs of statements about a field with one value at a time that hold on the same day and say different things. */
const findOverlaps = (profil: ProfilId, klare: readonly Einzelaussage[]): [string, string][] => {
  const byField = Map.groupBy(
    klare.filter(({ ansicht: { abschnitt, feld } }) => findFeld(profil, abschnitt, feld)?.einwertig),
    ({ ansicht: { abschnitt, feld } }) => `${abschnitt}/${feld}`,
  )
  return [...byField.values()].flatMap((same) =>
    same.flatMap((a, i) =>
      same
        .slice(i + 1)
        .filter((b) => spansMeet(spanOf(a.aussage), spanOf(b.aussage)))
        .filter((b) => JSON.stringify(a.aussage.wert) !== JSON.stringify(b.aussage.wert))
        .map((b): [string, string] => [a.ansicht.slot, b.ansicht.slot]),
    ),
  )
}

const findSums = (dauer: readonly Einzelaussage[], faecher: readonly Einzelaussage[]): string[][] =>
  dauer.flatMap(({ ansicht, aussage }) => {
    const gesamt = (aussage.wert as { unterrichtsstundenGesamt?: number } | null)?.unterrichtsstundenGesamt
    const valid = faecher.filter((fach) => spansMeet(spanOf(fach.aussage), spanOf(aussage)))
    const stunden = valid.map((fach) => (fach.aussage.wert as { stunden?: number } | null)?.stunden)
    // Only when every subject has its hours is their sum one.
    const summe = stunden.reduce<number>((sum, s) => sum + (s ?? Number.NaN), 0)
    return gesamt !== undefined && valid.length > 0 && !Number.isNaN(summe) && summe !== gesamt
      ? [[ansicht.slot, ...valid.map((fach) => fach.ansicht.slot)]]
      : []
  })

const findShares = (theorie: readonly Einzelaussage[], praxis: readonly Einzelaussage[]): string[][] =>
  theorie.flatMap((a) =>
    praxis
      .filter((b) => spansMeet(spanOf(a.aussage), spanOf(b.aussage)))
      .filter((b) => Number(a.aussage.wert) + Number(b.aussage.wert) > 100)
      .map((b) => [a.ansicht.slot, b.ansicht.slot]),
  )

const findSuccessors = (
  stand: Wissensstand,
  seit: readonly Einzelaussage[],
  nachfolger: readonly Einzelaussage[],
  auftrag: { sicht: Sicht; stufe: Sichtbarkeit },
): string[][] =>
  nachfolger.flatMap(({ ansicht }) =>
    // A set: every element is one of its values.
    ansicht.werte.flatMap(({ wert }) => {
      const ziel = (wert as Aussage | undefined)?.wert
      const seitdem = typeof ziel === 'string' ? listKlare(readProfil(stand, ziel as ProfilId, auftrag)) : []
      return seitdem
        .filter(({ ansicht: a }) => a.abschnitt === 'geltung' && a.feld === 'gueltigVon')
        .flatMap((later) =>
          seit
            .filter(
              (own) =>
                spanOf({ gueltigBis: String(later.aussage.wert) }).bis <
                spanOf({ gueltigVon: String(own.aussage.wert) }).von,
            )
            .map((own) => [own.ansicht.slot, ansicht.slot, later.ansicht.slot]),
        )
    }),
  )
