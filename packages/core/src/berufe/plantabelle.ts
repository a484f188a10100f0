import type { Tabelle, Zelle } from './tabelle.ts'

/** Columns of a training plan, both ends included. */
export interface Spalten {
  readonly lfdNr: readonly [number, number]
  readonly teil: readonly [number, number]
  readonly texte: readonly [number, number]
  /** Absent when the table has no times. */
  readonly zeiten: readonly [number, number] | undefined
  /** Head per column of the times; absent where the head says nothing about the column. */
  readonly zeitkoepfe: ReadonlyMap<number, string>
  readonly einheit: 'Wochen' | 'Monate'
  /** Whether it is a time plan in frames, which repeats the positions of the plan. */
  readonly istZeitrahmen: boolean
}

const headPattern = /^(?:Lfd|Berufs-?\s*bild-?\s*position)/i

/** Whether a row is the begin of the head of a plan. */
export const beginsHead = (row: readonly Zelle[]): boolean => {
  const [first] = [...row].sort((a, b) => a.vonSpalte - b.vonSpalte)
  if (first === undefined || row.length < 2) return false
  // A table that goes on may leave the first heads empty.
  return (
    headPattern.test(first.text) || (first.text === '' && row.some(({ text }) => /^Zeitliche Richtwerte/.test(text)))
  )
}

const isNumbers = (row: readonly Zelle[]): boolean =>
  row.some(({ vonSpalte, text }) => vonSpalte === 0 && text === '1') &&
  row.every(({ text }) => text === '' || /^\d$/.test(text))

const spanPattern = /\d\.(?:\s*(?:und|bis)\s*\d\.)?\s*(?:Ausbildungs(?:halb)?jahr|Monat)/

const yearWords = /(Ausbildungs(?:halb)?jahr)(?:e|en|es|s)?\b/

/** The head of a column in the words of the plan: "3 und 4" under "im Ausbildungsjahr" is "3. und 4. Ausbildungsjahr". */
const toZeitkopf = (text: string, above: string): string => {
  const unit = yearWords.exec(above)?.[1]
  if (unit === undefined || !/^\d\.?(?:\s*(?:und|bis|\/|\+|-|–)\s*\d\.?)?$/.test(text)) return text
  return `${text.replaceAll(/\d(?!\.)/g, '$&.')} ${unit}`
}

/**
 * Reads the head that begins at a row.
 *
 * @returns the columns, and the first row behind the head; `undefined` when it is no head of a plan
 */
export const readKopf = (
  { spalten, zeilen, kopfzeilen }: Tabelle,
  begin: number,
): { readonly spalten: Spalten; readonly ende: number } | undefined => {
  const top = [...(zeilen[begin] ?? [])].sort((a, b) => a.vonSpalte - b.vonSpalte)
  const [lfd, teil, texte, ...zeiten] = top
  if (!lfd || !teil || !texte) return undefined
  let ende = Math.max(begin + 1, lfd.bisZeile + 1)
  for (let row = begin + 1; row < Math.min(begin + 6, zeilen.length); row++) {
    if (!isNumbers(zeilen[row] ?? [])) continue
    ende = row + 1
    break
  }
  if (begin < kopfzeilen) ende = Math.max(ende, kopfzeilen)
  const below = zeilen.slice(begin + 1, ende).filter((row) => !isNumbers(row))
  const [zeit] = zeiten
  const above = zeiten.map(({ text }) => text).join(' ')
  const zeitkoepfe = new Map<number, string>()
  if (zeit)
    for (let spalte = zeit.vonSpalte; spalte < spalten; spalte++) {
      const texts = [...(zeiten.length > 1 ? [zeiten] : []), ...below].flatMap((row) =>
        row.flatMap(({ vonSpalte, bisSpalte, text }) =>
          vonSpalte <= spalte && spalte <= bisSpalte && text !== '' ? [text] : [],
        ),
      )
      const head = texts.length > 0 ? toZeitkopf(texts.join(' '), above) : spanPattern.exec(above)?.[0]
      if (head !== undefined) zeitkoepfe.set(spalte, head)
    }
  return {
    ende,
    spalten: {
      lfdNr: [lfd.vonSpalte, teil.vonSpalte - 1],
      teil: [teil.vonSpalte, texte.vonSpalte - 1],
      texte: [texte.vonSpalte, zeit ? zeit.vonSpalte - 1 : spalten - 1],
      zeiten: zeit && [zeit.vonSpalte, spalten - 1],
      zeitkoepfe,
      einheit: /Zeitrahmen|in Monaten/.test(above) ? 'Monate' : 'Wochen',
      istZeitrahmen: /Zeitrahmen/.test(above),
    },
  }
}

/** Whether a cell begins in a span of columns. */
export const beginsIn = ({ vonSpalte }: Zelle, [von, bis]: readonly [number, number]): boolean =>
  von <= vonSpalte && vonSpalte <= bis

/** Text and cells of what looks like one cell of the times: empty cells without a line between join their neighbour. */
export interface Zeitfeld {
  readonly text: string
  readonly vonSpalte: number
  readonly bisSpalte: number
  readonly zeilen: readonly number[]
  /** Rows beside it that have no time of their own, where it holds for the whole training. */
  readonly abgeleitet: readonly number[]
}

/** The fields of the times in the rows of a body. */
export const readZeitfelder = (
  zeilen: readonly (readonly Zelle[])[],
  [first, end]: readonly [number, number],
  columns: readonly [number, number],
): Zeitfeld[] => {
  const cells = zeilen.slice(first, end).flatMap((row) => row.filter((cell) => beginsIn(cell, columns)))
  return derive(zeilen, [first, end], columns, readColumns(cells))
}

/** What holds for the whole training holds for the rows beside it, if all their times are one empty field or none. */
const derive = (
  zeilen: readonly (readonly Zelle[])[],
  [first, end]: readonly [number, number],
  [von, bis]: readonly [number, number],
  fields: readonly Zeitfeld[],
): Zeitfeld[] => {
  const covered = new Set(fields.flatMap((field) => field.zeilen))
  const isFree = (row: number): boolean =>
    row >= first &&
    row < end &&
    !covered.has(row) &&
    (zeilen[row] ?? []).every(
      (cell) => !beginsIn(cell, [von, bis]) || (cell.vonSpalte === von && cell.bisSpalte === bis),
    )
  return fields.map((field) => {
    if (!/gesamten/.test(field.text)) return field
    const abgeleitet: number[] = []
    for (let row = Math.min(...field.zeilen) - 1; isFree(row); row--) abgeleitet.push(row)
    for (let row = Math.max(...field.zeilen) + 1; isFree(row); row++) abgeleitet.push(row)
    return { ...field, abgeleitet }
  })
}

const readColumns = (cells: readonly Zelle[]): Zeitfeld[] => {
  const byColumns = Map.groupBy(cells, ({ vonSpalte, bisSpalte }) => `${vonSpalte}-${bisSpalte}`)
  return [...byColumns.values()].flatMap((column) => {
    const fields: Zelle[][] = []
    for (const cell of column.sort((a, b) => a.vonZeile - b.vonZeile)) {
      const field = fields.at(-1)
      const before = field?.at(-1)
      const touches = before !== undefined && before.bisZeile + 1 === cell.vonZeile && !before.hatLinie
      const hasBoth = field?.some(({ text }) => isValue(text)) === true && isValue(cell.text)
      if (field && touches && !hasBoth) field.push(cell)
      else fields.push([cell])
    }
    return fields.flatMap((field) => {
      const text = field
        .map((cell) => cell.text)
        .filter((one) => one !== '')
        .join(' ')
      const [head] = field
      if (!head || text === '') return []
      return [
        {
          text,
          vonSpalte: head.vonSpalte,
          bisSpalte: head.bisSpalte,
          abgeleitet: [],
          zeilen: field.flatMap(({ vonZeile, bisZeile }) =>
            Array.from({ length: bisZeile - vonZeile + 1 }, (_, i) => vonZeile + i),
          ),
        },
      ]
    })
  })
}

const isValue = (text: string): boolean => /^\d|^[xX]$/.test(text)
