import { type Aussagenansicht, type Leseauftrag, readProfil } from '../kern/ansicht.ts'
import type { Aussage } from '../kern/aussage.ts'
import type { ProfilId } from '../kern/slot.ts'
import type { Wissensstand } from '../kern/stand.ts'
import { suchform } from '../kern/suche.ts'

/** A value on one side of a comparison, with the statement that says so. */
export interface Vergleichswert {
  readonly slot: string
  readonly wert: unknown
  readonly strittig: boolean
}

/** A feature that both sides have, side by side; nothing is concluded from it. */
export interface Merkmal {
  readonly merkmal: 'art' | 'fortbildung' | 'stufe' | 'dauer' | 'ordnung' | 'reglementiert'
  readonly qualifikation: readonly Vergleichswert[]
  readonly referenzberuf: readonly Vergleichswert[]
}

/** A position of the German regulation, from the profile or from the catalogue of occupations. */
export interface Ordnungsposition {
  readonly titel: string
  readonly wochen?: number
  readonly minuten?: number
  readonly slot?: string
  readonly herkunft: 'profil' | 'katalog'
}

/**
 * What a row comes to: `gleichwertig` no difference; `unwesentlich` a difference that the occupation does not need; `ausgleichbar` an
 * essential one that other certificates or experience may make up for; `wesentlich` one that nothing makes up for; `offen` not judged yet.
 */
export type Zeilenbefund = 'gleichwertig' | 'unwesentlich' | 'ausgleichbar' | 'wesentlich' | 'offen'

/** A row: a content or the duration of the German training, and what of it the foreign one covers (BQFG § 4 Abs. 2). */
export interface Vergleichszeile {
  readonly art: 'inhalt' | 'dauer'
  readonly position: Ordnungsposition
  /** Foreign subjects that are said to cover it. */
  readonly faecher: readonly { readonly name: string; readonly minuten?: number; readonly slot?: string }[]
  readonly abdeckung?: 'voll' | 'teilweise' | 'fehlt'
  readonly wesentlich?: boolean
  readonly ausgleich?: string
  readonly begruendung?: string
  /** The statement that judges it. */
  readonly slot?: string
  /** Those who judged it do not agree, or the Redaktion has set it under review. */
  readonly strittig: boolean
  readonly befund: Zeilenbefund
}

/** A foreign qualification beside a German occupation. There is no score: a difference is essential or not, row by row. */
export interface Vergleich {
  readonly merkmale: readonly Merkmal[]
  readonly zeilen: readonly Vergleichszeile[]
  /** Places in `zeilen` that nobody has judged: what a qualification analysis has to find out (BQFG § 14). */
  readonly offen: readonly number[]
  /** Foreign subjects that no row names. */
  readonly uebrigeFaecher: readonly string[]
}

interface Bewertung {
  readonly position?: string
  readonly fach?: readonly string[]
  readonly abdeckung?: 'voll' | 'teilweise' | 'fehlt'
  readonly wesentlich?: boolean
  readonly begruendung?: string
  readonly ausgleich?: string
  readonly referenzberuf?: string
}
interface Fach {
  readonly nameOriginal?: string
  readonly nameDe?: string
  readonly stunden?: number
}

const fieldOf = (ansichten: readonly Aussagenansicht[], abschnitt: string, feld: string): Aussagenansicht[] =>
  ansichten.filter((ansicht) => ansicht.abschnitt === abschnitt && ansicht.feld === feld)

const valuesOf = (ansichten: readonly Aussagenansicht[]): Vergleichswert[] =>
  ansichten.flatMap(({ slot, stand, werte, inPruefung }) =>
    werte.flatMap(({ wert }) => {
      const value = (wert as Aussage | undefined)?.wert
      return value === undefined || value === null
        ? []
        : [{ slot, wert: value, strittig: stand === 'konflikt' || inPruefung }]
    }),
  )

const sidesOf = (
  qual: readonly Aussagenansicht[],
  ref: readonly Aussagenansicht[],
): readonly (readonly [Merkmal['merkmal'], readonly Vergleichswert[], readonly Vergleichswert[]])[] => {
  const side = (all: readonly Aussagenansicht[], ...felder: readonly string[]) =>
    felder.flatMap((name) => valuesOf(fieldOf(all, name.split('/')[0] ?? '', name.split('/')[1] ?? '')))
  return [
    ['art', side(qual, 'ausbildung/art'), side(ref, 'kopf/art')],
    [
      'fortbildung',
      side(qual, 'ausbildung/fortbildungsart'),
      side(ref, 'kopf/art').filter(({ wert }) => wert !== 'ausbildung'),
    ],
    ['stufe', side(qual, 'einstufung/dqrOrientierung', 'einstufung/eqr', 'einstufung/isced'), side(ref, 'kopf/dqr')],
    ['dauer', side(qual, 'ausbildung/dauer'), side(ref, 'kopf/dauerMonate')],
    ['ordnung', side(qual, 'inhalte/lehrplan'), side(ref, 'ordnung/rechtsakt')],
    ['reglementiert', side(qual, 'berechtigungen/reglementiertImAusbildungsstaat'), side(ref, 'kopf/reglementiert')],
  ]
}

/** The word under which the duration is judged among the rows. */
const dauerwort = 'dauer'

/**
 * Sets a qualification beside a German occupation. `katalog` are the positions of the regulation as the catalogue of occupations has
 * them; they count where the profile has none of its own.
 *
 * @see BQFG § 4 Abs. 2, § 9 Abs. 2, § 14
 */
export const compareBerufe = (
  stand: Wissensstand,
  [qualifikation, referenzberuf]: readonly [ProfilId, ProfilId],
  auftrag: Leseauftrag,
  katalog: readonly Omit<Ordnungsposition, 'herkunft'>[] = [],
): Vergleich => {
  const qual = readProfil(stand, qualifikation, auftrag)
  const ref = readProfil(stand, referenzberuf, auftrag)
  const merkmale = sidesOf(qual, ref).map(([merkmal, left, right]) => ({
    merkmal,
    qualifikation: left,
    referenzberuf: right,
  }))
  const faecher = valuesOf(fieldOf(qual, 'inhalte', 'faecher')).map(({ slot, wert }) => ({ slot, fach: wert as Fach }))
  const bewertungen = valuesOf(fieldOf(qual, 'vergleich', 'zeile'))
    .map(({ slot, wert, strittig }) => ({ slot, strittig, bewertung: wert as Bewertung }))
    .filter(({ bewertung }) => bewertung.referenzberuf === undefined || bewertung.referenzberuf === referenzberuf)
  const positionen = listPositionen(ref, katalog)
  const dauer: Ordnungsposition = { titel: 'Dauer', herkunft: 'profil' }
  const used = new Set<string>()
  const rowsOf = (art: Vergleichszeile['art'], position: Ordnungsposition): Vergleichszeile[] => {
    const key = art === 'dauer' ? dauerwort : suchform(position.titel)
    const judged = bewertungen.filter(({ bewertung }) => suchform(bewertung.position ?? '') === key)
    for (const { slot } of judged) used.add(slot)
    return judged.length === 0
      ? [{ art, position, faecher: [], strittig: false, befund: 'offen' }]
      : judged.map((one) => toZeile(art, position, one, judged.length > 1, faecher))
  }
  const zeilen = [...rowsOf('dauer', dauer), ...positionen.flatMap((position) => rowsOf('inhalt', position))]
  // A row about what the regulation does not name so is shown all the same.
  const weitere = bewertungen
    .filter(({ slot }) => !used.has(slot))
    .map((one) => toZeile('inhalt', { titel: one.bewertung.position ?? '', herkunft: 'profil' }, one, false, faecher))
  const alle = [...zeilen, ...weitere]
  const genannt = new Set(alle.flatMap((zeile) => zeile.faecher.map(({ slot }) => slot)))
  return {
    merkmale,
    zeilen: alle,
    offen: alle.flatMap(({ befund }, i) => (befund === 'offen' ? [i] : [])),
    uebrigeFaecher: faecher.filter(({ slot }) => !genannt.has(slot)).map(({ slot }) => slot),
  }
}

const listPositionen = (
  ref: readonly Aussagenansicht[],
  katalog: readonly Omit<Ordnungsposition, 'herkunft'>[],
): Ordnungsposition[] => {
  const own = [...fieldOf(ref, 'ordnung', 'position'), ...fieldOf(ref, 'ordnung', 'lernfeld')]
  const positionen = valuesOf(own).flatMap(({ slot, wert }): Ordnungsposition[] => {
    const { titel, wochen, stunden } = wert as { titel?: string; wochen?: number; stunden?: number }
    if (titel === undefined) return []
    return [
      {
        titel,
        slot,
        herkunft: 'profil',
        ...(wochen === undefined ? {} : { wochen }),
        ...(stunden === undefined ? {} : { minuten: Math.round(stunden * 60) }),
      },
    ]
  })
  return positionen.length > 0 ? positionen : katalog.map((position) => ({ ...position, herkunft: 'katalog' }))
}

const toZeile = (
  art: Vergleichszeile['art'],
  position: Ordnungsposition,
  { slot, strittig, bewertung }: { slot: string; strittig: boolean; bewertung: Bewertung },
  istMehrfach: boolean,
  faecher: readonly { slot: string; fach: Fach }[],
): Vergleichszeile => {
  const { fach = [], abdeckung, wesentlich, begruendung, ausgleich } = bewertung
  const isDisputed = strittig || istMehrfach
  return {
    art,
    position,
    faecher: fach.map((name) => {
      const found = faecher.find(({ fach: { nameOriginal, nameDe } }) =>
        [nameOriginal, nameDe].some((one) => one !== undefined && suchform(one) === suchform(name)),
      )
      return {
        name,
        ...(found ? { slot: found.slot } : {}),
        ...(found?.fach.stunden === undefined ? {} : { minuten: Math.round(found.fach.stunden * 60) }),
      }
    }),
    ...(abdeckung === undefined ? {} : { abdeckung }),
    ...(wesentlich === undefined ? {} : { wesentlich }),
    ...(ausgleich === undefined ? {} : { ausgleich }),
    ...(begruendung === undefined ? {} : { begruendung }),
    slot,
    strittig: isDisputed,
    befund: isDisputed ? 'offen' : judge(bewertung),
  }
}

/** An essential difference needs all three: it differs, the occupation needs it, and nothing makes up for it (BQFG § 4 Abs. 2). */
const judge = ({ abdeckung, wesentlich, ausgleich }: Bewertung): Zeilenbefund => {
  if (abdeckung === undefined) return 'offen'
  if (abdeckung === 'voll') return 'gleichwertig'
  if (wesentlich === undefined) return 'offen'
  if (!wesentlich) return 'unwesentlich'
  return ausgleich === undefined ? 'wesentlich' : 'ausgleichbar'
}
