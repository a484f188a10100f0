import { type Abschnitt, createGliederung, createSpannen } from './abschnitt.ts'
import { blocksOf, isHeading } from './bloecke.ts'
import { type GiiNorm, textOf } from './gii-norm.ts'
import { beginsHead, beginsIn, readKopf, readZeitfelder, type Spalten, type Zeitfeld } from './plantabelle.ts'
import type { Tabelle, Zelle } from './tabelle.ts'
import { buchstabeOf, isBuchstabe, readZellentexte } from './zellentext.ts'

/** A position of an annex before it gets its key. */
export interface Rohposition {
  readonly abschnitt: Abschnitt
  readonly lfdNr: string | null
  readonly teil: string | null
  readonly bezug: string | undefined
  readonly uebergeordnet: string | undefined
  readonly buchstabe: string | undefined
  readonly einleitung: string | undefined
  readonly text: string
  readonly zeiten: readonly Rohzeit[]
}

/** A time of a position; positions that share the field share its time. */
export interface Rohzeit {
  readonly feld: Zeitfeld
  /** Assigned by the look of the table. */
  readonly abgeleitet?: true
  readonly text: string
  readonly kopf: string | undefined
  readonly einheit: Spalten['einheit']
}

/** Longest name of a part that a reference is sought in. */
const maxTeil = 1_000

const reference = /\s*\((§§?\s[^()]*(?:\([^()]*\)[^()]*)*)\)/

/** Splits the reference to the occupational profile from the name of a part. */
const splitTeil = (text: string): { readonly teil: string; readonly bezug: string | undefined } => {
  const match = text.length > maxTeil ? null : reference.exec(text)
  return match ? { teil: text.replace(match[0], '').trim(), bezug: match[1]?.trim() } : { teil: text, bezug: undefined }
}

/** What one annex holds. */
export interface Anlageninhalt {
  readonly positionen: readonly Rohposition[]
  /** Texts between and behind the tables that are no headings: footnotes. */
  readonly hinweise: readonly string[]
  /** Every text of the annex outside of tables, in its order. */
  readonly absaetze: readonly string[]
  /** Spans of a time plan in tables. */
  readonly rahmen: readonly Rohrahmen[]
  /** The words of an annex without tables of a plan. */
  readonly text: string
}

/** A span of a time plan as a table has it: its headings, and the positions that it repeats. */
export interface Rohrahmen {
  readonly ueberschriften: readonly string[]
  readonly positionen: readonly Rohposition[]
  readonly zeiten: readonly Rohzeit[]
}

/** Reads the plan tables of an annex. */
export const readAnlage = ({ inhalt, titel }: GiiNorm): Anlageninhalt => {
  const istZeitplan = /Zeitliche Gliederung/i.test(titel) && !/Sachliche/i.test(titel)
  const positionen: Rohposition[] = []
  const hinweise: string[] = []
  const absaetze: string[] = []
  const addHinweis = (text: string) => {
    if (!/^\W*Sachliche Gliederung\W*$/.test(text)) hinweise.push(text)
  }
  const gliederung = createGliederung()
  const rahmen: Rohrahmen[] = []
  const spannen = createSpannen()
  for (const block of inhalt ? blocksOf(inhalt) : []) {
    if ('text' in block) {
      absaetze.push(block.text)
      spannen.enter(block.text)
      if (isHeading(block.text)) gliederung.enter(block.text)
      else addHinweis(block.text)
      continue
    }
    const { tabelle } = block
    let spalten: Spalten | undefined
    let begin = 0
    const flush = (end: number) => {
      if (spalten && end > begin) {
        const rumpf = readRumpf(tabelle, spalten, [begin, end], gliederung.current(), positionen.at(-1))
        if (!istZeitplan && !spalten.istZeitrahmen) positionen.push(...rumpf.positionen)
        else if (rumpf.positionen.length > 0) rahmen.push({ ueberschriften: spannen.current(), ...rumpf })
      }
      begin = end
    }
    for (let row = 0; row < tabelle.zeilen.length; ) {
      const zeile = tabelle.zeilen[row] ?? []
      const kopf = beginsHead(zeile) ? readKopf(tabelle, row) : undefined
      if (kopf) {
        flush(row)
        spalten = kopf.spalten
        row = kopf.ende
        begin = row
        continue
      }
      const heading = headingOf(zeile, tabelle.spalten)
      if (heading !== undefined) {
        flush(row)
        spannen.enter(heading)
        if (isHeading(heading)) gliederung.enter(heading)
        else addHinweis(heading)
        begin = row + 1
      }
      const span = spalten?.istZeitrahmen ? spanRowOf(zeile) : undefined
      if (span) {
        flush(row)
        for (const text of span) spannen.enter(text)
        begin = row + 1
      }
      row += 1
    }
    flush(tabelle.zeilen.length)
  }
  return { positionen, hinweise, absaetze, rahmen, text: inhalt ? textOf(inhalt) : '' }
}

/** The texts of a row that only names a frame and its time; the time first. */
const spanRowOf = (row: readonly Zelle[]): string[] | undefined => {
  const texts = row.map(({ text }) => text).filter((text) => text !== '')
  const frame = texts.findIndex((text) => /^\(?Zeitrahmen\s+\d+/.test(text))
  if (frame < 0 || texts.length > 3) return undefined
  return [...texts.filter((_, i) => i !== frame), texts[frame] ?? '']
}

/** The text of a row that is one cell over all columns. */
const headingOf = (row: readonly Zelle[], spalten: number): string | undefined => {
  const [only] = row
  return row.length === 1 && only && only.vonSpalte === 0 && only.bisSpalte === spalten - 1 && only.text !== ''
    ? only.text
    : undefined
}

const readRumpf = (
  tabelle: Tabelle,
  spalten: Spalten,
  [first, end]: readonly [number, number],
  abschnitt: Abschnitt,
  before: Rohposition | undefined,
): Pick<Rohrahmen, 'positionen' | 'zeiten'> => {
  const positionen: Rohposition[] = []
  const fields = spalten.zeiten ? readZeitfelder(tabelle.zeilen, [first, end], spalten.zeiten) : []
  const times = timesByRow(fields, spalten)
  const parents = new Map<string, string>()
  // A part may go on in another table of its section.
  const goesOn = before?.abschnitt.kennung === abschnitt.kennung ? before : undefined
  let lfdNr: string | null = goesOn?.lfdNr ?? null
  let name: { readonly teil: string; readonly bezug: string | undefined } | undefined =
    goesOn && goesOn.teil !== null ? { teil: goesOn.teil, bezug: goesOn.bezug } : undefined
  let einleitung: string | undefined
  for (let row = first; row < end; row++) {
    const cells = tabelle.zeilen[row] ?? []
    const textIn = (columns: readonly [number, number]) =>
      textOf(...cells.filter((cell) => beginsIn(cell, columns)).flatMap(({ element }) => [element, ' ']))
    const nr = textIn(spalten.lfdNr).replace(/\.$/, '')
    const teil = textIn(spalten.teil)
    if (nr !== '') {
      lfdNr = nr
      name = undefined
      einleitung = undefined
    }
    if (teil !== '') {
      name = splitTeil(teil)
      if (lfdNr !== null) parents.set(lfdNr, name.teil)
    }
    const inRow = times.get(row) ?? []
    const textCells = cells.filter((cell) => beginsIn(cell, spalten.texte) && cell.text !== '')
    const texts = readTexte(textCells)
    const above = lfdNr?.includes('.') ? parents.get(lfdNr.replace(/\.[^.]*$/, '')) : undefined
    if (leadsToList(textCells, tabelle.zeilen[row + 1] ?? [], spalten)) {
      einleitung = texts[0]?.text
      continue
    }
    const last = positionen.at(-1)
    if (last && continuesText(textCells)) {
      positionen[positionen.length - 1] = {
        ...last,
        text: `${last.text} ${textOf(...textCells.flatMap(({ element }) => [element, ' ']))}`,
      }
      continue
    }
    for (const { buchstabe, einleitung: before, text } of texts) {
      if (before !== undefined) einleitung = before
      positionen.push({
        abschnitt,
        lfdNr,
        teil: name?.teil ?? null,
        bezug: name?.bezug,
        uebergeordnet: above,
        buchstabe,
        einleitung: before ?? (buchstabe === undefined ? undefined : einleitung),
        text,
        zeiten: inRow,
      })
    }
  }
  return { positionen, zeiten: fields.map((field) => withKopf(field, spalten)) }
}

/** Whether a row holds nothing but the begin of the sentence that the letters in the rows below end. */
const leadsToList = (cells: readonly Zelle[], below: readonly Zelle[], { lfdNr, texte }: Spalten): boolean => {
  const [only] = cells
  const next = below.find((cell) => beginsIn(cell, texte) && cell.text !== '')
  const isSamePart = below.every((cell) => !beginsIn(cell, lfdNr) || cell.text === '')
  return (
    cells.length === 1 &&
    only !== undefined &&
    texte[1] > texte[0] &&
    isSamePart &&
    next !== undefined &&
    /^a\s?\)$/.test(next.text) &&
    !/^a\s?\)/.test(only.text)
  )
}

/** Whether the cells of a row are an item of a list inside the text above: `aa)` or a dash, and its text. */
const continuesText = ([marker, text]: readonly Zelle[]): boolean =>
  marker !== undefined && text !== undefined && /^(?:[a-z]{2}\s?\)|[-–—])$/.test(marker.text)

/** The times of each row. */
const timesByRow = (fields: readonly Zeitfeld[], spalten: Spalten): ReadonlyMap<number, readonly Rohzeit[]> => {
  const times = new Map<number, Rohzeit[]>()
  const add = (row: number, time: Rohzeit) => {
    const inRow = times.get(row)
    if (inRow) inRow.push(time)
    else times.set(row, [time])
  }
  for (const field of fields) {
    const time = withKopf(field, spalten)
    for (const row of field.zeilen) add(row, time)
    for (const row of field.abgeleitet) add(row, { ...time, abgeleitet: true })
  }
  return times
}

const withKopf = (field: Zeitfeld, { zeitkoepfe, einheit }: Spalten): Rohzeit => {
  const heads = new Set<string>()
  for (let spalte = field.vonSpalte; spalte <= field.bisSpalte; spalte++) {
    const head = zeitkoepfe.get(spalte)
    if (head !== undefined) heads.add(head)
  }
  return { feld: field, text: field.text, kopf: heads.size > 0 ? [...heads].join(' ') : undefined, einheit }
}

/** The texts of the filled cells of a row: in one cell, or letter and text in columns of their own. */
const readTexte = (cells: readonly Zelle[]): ReturnType<typeof readZellentexte> => {
  const [letter, ...rest] = cells
  if (letter && rest.length > 0 && isBuchstabe(letter.text))
    return [
      {
        buchstabe: buchstabeOf(letter.text),
        einleitung: undefined,
        text: textOf(...rest.flatMap(({ element }) => [element, ' '])),
      },
    ]
  return cells.flatMap(({ element }) => readZellentexte(element))
}
