import type { XmlElement } from '../xml/element-tree.ts'
import { holds, textOf } from './gii-norm.ts'

/** One text of a cell: with its letter, and with the begin of the sentence that it ends. */
export interface Zellentext {
  readonly buchstabe: string | undefined
  readonly einleitung: string | undefined
  readonly text: string
}

const letterPattern = /^([a-zäöü])\s?\)\s*/

/** The letter of a list term; `undefined` for numbers and dashes, which divide a text no further. */
const letterOf = (term: string): string | undefined => letterPattern.exec(`${term.trim()} `)?.[1]

interface Part {
  readonly list: XmlElement | undefined
  readonly text: string
}

const transparent = new Set(['P', 'B', 'I', 'SP', 'small', 'Content', 'ABWFORMAT', 'NB', 'noindex'])

/** What stands in a cell, in its order: lists, and the runs of text between them. */
const partsOf = (cell: XmlElement): Part[] => {
  const parts: Part[] = []
  let run: (XmlElement | string)[] = []
  const flush = () => {
    const text = textOf(...run)
    if (text !== '') parts.push({ list: undefined, text })
    run = []
  }
  const walk = (element: XmlElement) => {
    for (const child of element.children) {
      if (typeof child === 'string') run.push(child)
      else if (child.name === 'DL') {
        flush()
        parts.push({ list: child, text: '' })
      } else if (transparent.has(child.name) && holds(child, 'DL')) walk(child)
      else run.push(child)
    }
  }
  walk(cell)
  flush()
  return parts
}

const itemsOf = (list: XmlElement): { readonly term: string; readonly text: string }[] => {
  const items: { term: string; text: string }[] = []
  let term = ''
  for (const child of list.children) {
    if (typeof child === 'string') continue
    if (child.name === 'DT') term = textOf(child)
    else if (child.name === 'DD') items.push({ term, text: textOf(child) })
  }
  return items
}

/** Splits a run of text that holds its letters itself: `a) … b) …`, in the order of the alphabet. */
const splitRun = (text: string): { readonly before: string; readonly items: readonly Zellentext[] } => {
  const items: Zellentext[] = []
  const marks = [...text.matchAll(/(?:^|\s)([a-z])\)\s/g)]
  const inOrder = marks.filter(
    (mark, i) => i === 0 || mark[1] === String.fromCharCode((marks[i - 1]?.[1] ?? '').charCodeAt(0) + 1),
  )
  if (marks.length === 0 || inOrder.length !== marks.length) return { before: text, items }
  marks.forEach((mark, i) => {
    const end = marks[i + 1]?.index ?? text.length
    items.push({
      buchstabe: mark[1],
      einleitung: undefined,
      text: text.slice(mark.index + mark[0].length, end).trim(),
    })
  })
  return { before: text.slice(0, marks[0]?.index ?? 0).trim(), items }
}

/** The texts of a cell of a training plan, in their order. */
export const readZellentexte = (cell: XmlElement): Zellentext[] => {
  const texts: Zellentext[] = []
  let lead: string | undefined
  // A run of text that no list has followed is a text of its own.
  let isOpen = false
  const close = () => {
    if (isOpen && lead !== undefined) texts.push({ buchstabe: undefined, einleitung: undefined, text: lead })
    isOpen = false
  }
  for (const { list, text } of partsOf(cell)) {
    const items = list ? itemsOf(list) : []
    const { before, items: inline } = list ? { before: '', items: [] } : splitRun(text)
    if (inline.length > 0) {
      if (before !== '') lead = before
      texts.push(...inline.map((item) => ({ ...item, einleitung: lead })))
      isOpen = false
    } else if (!list) {
      close()
      lead = text
      isOpen = true
    } else if (items.some(({ term }) => letterOf(term) !== undefined)) {
      texts.push(...items.map(({ term, text: item }) => ({ buchstabe: letterOf(term), einleitung: lead, text: item })))
      isOpen = false
    } else {
      // A list of dashes or numbers goes on with the text before it.
      const joined = items.map(({ term, text: item }) => (/^[-–—]$/.test(term) ? item : `${term} ${item}`.trim()))
      lead = [...(lead === undefined ? [] : [lead]), ...joined].join(' ')
      isOpen = true
    }
  }
  close()
  return texts
}

/** The lists of a cell that stand in columns of their own: a letter, and beside it the text. */
export const isBuchstabe = (text: string): boolean => letterPattern.test(`${text} `) && /^[a-zäöü]\s?\)$/.test(text)

/** The letter of such a cell. */
export const buchstabeOf = (text: string): string | undefined => letterOf(text)
