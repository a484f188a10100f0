import {
  pruefeVertragsdokument,
  type Vertragsdokumentoptionen,
  type Vertragsdokumentpruefung,
} from '../../vertrag/vertragsdokument.ts'
import { CliError } from '../exit-codes.ts'
import { decodeInput, formOfName, type Input, peekInput, readInput } from '../input.ts'
import { type Fundschritt, largestDocument } from './pruefschritt.ts'
import { allLines, checkText } from './validate-json.ts'

/** What a check of contracts yields: each contract, then its findings with their places. */
export type Vertragsschritt =
  | Fundschritt
  | { readonly art: 'vertrag'; readonly pruefung: Omit<Vertragsdokumentpruefung, 'verstoesse'> }

/** One document: a file, or a line of NDJSON with its number. */
export interface Vertragsdokument {
  readonly zeile?: number
  readonly schritte: readonly Vertragsschritt[]
}

/** Checks the contracts of a file, document by document. @throws CliError when it cannot be read */
export async function* checkVertraege(
  input: Input,
  optionen: Vertragsdokumentoptionen,
): AsyncGenerator<Vertragsdokument> {
  const { form, stream } = await peekInput(input)
  const peeked: Input = { ...input, stream: () => stream }
  const check = (value: unknown): Vertragsschritt[] =>
    pruefeVertragsdokument(value, optionen).flatMap(({ verstoesse, ...pruefung }) => [
      { art: 'vertrag' as const, pruefung },
      ...verstoesse.map((fund): Fundschritt => ({ art: 'fund', fund })),
    ])
  if (form === 'zip') throw new CliError('input', `${input.name} is a package, not a contract`)
  if (form === 'xml') {
    // The schema for XML and its reader are loaded for XML alone.
    const { checkXmlDocument } = await import('./validate-xml.ts')
    const schritte: Vertragsschritt[] = []
    for await (const schritt of checkXmlDocument(peeked, check)) schritte.push(schritt)
    yield { schritte }
    return
  }
  if (form === 'ndjson') {
    yield* checkLines(allLines(peeked), check)
    return
  }
  const text = decodeInput(input, await readInput(peeked, largestDocument))
  const lines = text.split('\n')
  const isStream = formOfName(input.name) === undefined && lines.length > 1 && isWhole(lines[0] ?? '')
  if (isStream) yield* checkLines(lines, check)
  else yield { schritte: [...checkText(text, 1, check)] }
}

async function* checkLines(
  lines: Iterable<string> | AsyncIterable<string>,
  check: (value: unknown) => Vertragsschritt[],
): AsyncGenerator<Vertragsdokument> {
  let zeile = 0
  for await (const text of lines) {
    zeile++
    if (text.trim() !== '') yield { zeile, schritte: [...checkText(text, zeile, check)] }
  }
}

/** Whether a line is a whole value, so that the lines are documents of their own. */
const isWhole = (line: string): boolean => {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    // A document over several lines, or nothing that can be read; whoever reads it will say so.
    return false
  }
}
