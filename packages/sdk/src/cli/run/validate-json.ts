import { limits, type Pruefkontext } from '@berichtsheft/core'
import { type Node, parseTree } from 'jsonc-parser'
import { AdapterError } from '../../adapter-error.ts'
import { splitLines } from '../../client/ndjson.ts'
import { type JsonTree, jsonPointer, readJsonTree } from '../../kit/json-tree.ts'
import { CliError } from '../exit-codes.ts'
import type { Fundstelle } from '../findings.ts'
import { decodeInput, type Input, readInput } from '../input.ts'
import { createLineIndex, locateJson } from './locate.ts'
import { type Fundschritt, isFund, largestDocument, type Pruefschritt } from './pruefschritt.ts'
import { checkValue, underneath } from './validate-value.ts'

/** Checks a JSON document: one value of the contract or a list of them. */
export async function* checkJson(input: Input, kontext: Pruefkontext): AsyncGenerator<Pruefschritt> {
  const text = decodeInput(input, await readInput(input, largestDocument))
  yield* checkText(text, 1, (value) =>
    Array.isArray(value)
      ? value.flatMap((item, i) => checkValue(item, kontext).map((schritt) => underneath(`/${i}`, schritt)))
      : checkValue(value, kontext),
  )
}

/** Checks one JSON text and gives each finding its place; `firstLine` is where the text begins in its file. */
export function* checkText<S extends { readonly art: string }>(
  text: string,
  firstLine: number,
  check: (value: JsonTree) => (Fundschritt | S)[],
): Generator<Fundschritt | S> {
  let value: JsonTree
  try {
    value = readJsonTree(text, '')
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error
    yield { art: 'fund', fund: unreadable(error, firstLine) }
    return
  }
  const root = parseTree(text)
  if (!root) return
  const at = createLineIndex(text)
  const place = (found: Fundstelle, { offset }: Node): Fundschritt => {
    const { zeile, spalte } = at(offset)
    return { art: 'fund', fund: { ...found, zeile: zeile + firstLine - 1, spalte } }
  }
  for (const number of listFractions(root, text)) yield place(fractionOf(number), number)
  for (const schritt of check(value)) {
    yield isFund(schritt) ? place(schritt.fund, locateJson(root, schritt.fund.pfad)) : schritt
  }
}

const unreadable = ({ message, stelle }: AdapterError, firstLine: number): Fundstelle => {
  const [, line, column] = /:(\d+):(\d+)$/.exec(stelle ?? '') ?? []
  const reason = message.slice((stelle ?? '').length).replace(/^: /, '')
  return {
    regel: 'SCHEMA',
    schwere: 'fehler',
    pfad: '',
    text: `Der Text ist kein zulässiges JSON (${reason}).`,
    textEnglisch: `The text ${reason}.`,
    ...(line === undefined ? {} : { zeile: Number(line) + firstLine - 1, spalte: Number(column) }),
  }
}

/** Numbers of the contract are integers, also in their spelling: 1.0 and 1e3 are refused, as the gateway does. */
function* listFractions(root: Node, text: string): Generator<Node> {
  const open = [root]
  for (let node = open.pop(); node; node = open.pop()) {
    const { type, offset, length, children } = node
    if (type === 'number' && /[.eE]/.test(text.slice(offset, offset + length))) yield node
    for (const child of children ?? []) open.push(child)
  }
}

const fractionOf = (node: Node): Fundstelle => ({
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad: pathOf(node),
  text: 'Zahlen sind ganze Zahlen, ohne Komma und ohne Exponent.',
  textEnglisch: 'Numbers are integers without fraction and exponent.',
})

const pathOf = (node: Node): string => {
  const path: (string | number)[] = []
  for (let at: Node | undefined = node; at?.parent; at = at.parent) {
    if (at.parent.type === 'property') path.unshift(String(at.parent.children?.[0]?.value))
    else if (at.parent.type === 'array') path.unshift(at.parent.children?.indexOf(at) ?? 0)
  }
  return jsonPointer(path)
}

/** A line of a stream with its number. */
interface Zeile {
  readonly nr: number
  readonly text: string
}

/** One book of a stream: what it holds and the lines that its items stand in. */
interface Buchzeilen {
  readonly kopf: Zeile
  readonly nachweise: Zeile[]
}

/** Checks a stream of books, one book at a time. */
export async function* checkNdjson(input: Input, kontext: Pruefkontext): AsyncGenerator<Pruefschritt> {
  let buch: Buchzeilen | undefined
  let nr = 0
  for await (const text of allLines(input)) {
    nr++
    if (text.trim() === '') continue
    const zeile = { nr, text }
    if (/^\s*\{\s*"berichtsheft"/.test(text)) {
      if (buch) yield* checkBuch(buch, kontext)
      buch = { kopf: zeile, nachweise: [] }
    } else if (!buch) yield { art: 'fund', fund: beforeFirst(nr) }
    else buch.nachweise.push(zeile)
  }
  if (buch) yield* checkBuch(buch, kontext)
}

/** The lines of a stream. @throws CliError when it is not UTF-8 or a line is too long */
export async function* allLines(input: Input): AsyncGenerator<string> {
  try {
    yield* splitLines(input.stream(), { keepEmpty: true, longest: limits.zeile })
  } catch (cause) {
    if (!(cause instanceof TypeError || cause instanceof RangeError)) throw cause
    throw new CliError('input', `${input.name}: ${cause.message}`, { cause })
  }
}

const beforeFirst = (zeile: number): Fundstelle => ({
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad: '',
  zeile,
  spalte: 1,
  text: 'Vor diesem Bericht steht kein Berichtsheft: eine Zeile {"berichtsheft":…} eröffnet jedes Buch.',
  textEnglisch: 'No book stands before this report: a line {"berichtsheft":…} opens each book.',
})

function* checkBuch({ kopf, nachweise }: Buchzeilen, kontext: Pruefkontext): Generator<Pruefschritt> {
  const lines = [kopf, ...nachweise]
  const values: unknown[] = []
  for (const [i, { nr, text }] of lines.entries()) {
    const name = i === 0 ? 'berichtsheft' : 'ausbildungsnachweis'
    let isRead = false
    yield* checkText(text, nr, (value) => {
      isRead = true
      const keys = typeof value === 'object' && value !== null ? Object.keys(value) : []
      values.push((value as { [name]?: unknown } | null)?.[name])
      return keys.length === 1 && keys[0] === name ? [] : [{ art: 'fund', fund: wrongLine }]
    })
    if (!isRead) return
  }
  const [berichtsheft, ...ausbildungsnachweise] = values
  if (values.some((value) => value === undefined)) return
  for (const schritt of checkValue({ berichtsheft, ausbildungsnachweise }, kontext)) {
    yield schritt.art === 'fund' ? placeInLines(schritt.fund, lines) : schritt
  }
}

const wrongLine: Fundstelle = {
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad: '',
  text: 'Eine Zeile enthält genau ein „berichtsheft“ oder ein „ausbildungsnachweis“.',
  textEnglisch: 'A line holds exactly one “berichtsheft” or one “ausbildungsnachweis”.',
}

/** A finding about the book, put into the line of its item; its pointer starts at the value of that line. */
const placeInLines = (found: Fundstelle, lines: readonly Zeile[]): Pruefschritt => {
  const [, part, index, rest = ''] = /^\/(berichtsheft|ausbildungsnachweise\/(\d+))(.*)$/su.exec(found.pfad) ?? []
  const line = lines[index === undefined ? 0 : Number(index) + 1]
  if (part === undefined || !line) return { art: 'fund', fund: { ...found, zeile: lines[0]?.nr ?? 1, spalte: 1 } }
  const pfad = `${index === undefined ? '/berichtsheft' : '/ausbildungsnachweis'}${rest}`
  const root = parseTree(line.text)
  const { spalte } = root ? createLineIndex(line.text)(locateJson(root, pfad).offset) : { spalte: 1 }
  return { art: 'fund', fund: { ...found, pfad, zeile: line.nr, spalte } }
}
