import { describeFormfehler, dokumente, type Pruefkontext } from '@berichtsheft/core'
import { readLieferungen, readXml, XmlError, type XmlFinding } from '@berichtsheft/core/xml'
import type { Fundstelle } from '../findings.ts'
import { type Input, readInput } from '../input.ts'
import { locateXml } from './locate.ts'
import { type Fundschritt, isFund, largestDocument, type Pruefschritt } from './pruefschritt.ts'
import { checkValue } from './validate-value.ts'

/** Checks an XML document. A stream of books (`lieferungen`) is read book by book, with flat memory. */
export async function* checkXml(
  input: Input,
  kontext: Pruefkontext,
  element: string | undefined,
): AsyncGenerator<Pruefschritt> {
  if (element !== dokumente.lieferungen.element) {
    yield* checkXmlDocument(input, (value) => checkValue(value, kontext))
    return
  }
  try {
    yield* checkStream(input.stream(), kontext)
  } catch (error) {
    yield* faultsOf(error)
  }
}

/** Checks one XML document as a whole and gives each finding its place. */
export async function* checkXmlDocument<S extends { readonly art: string }>(
  input: Input,
  check: (value: unknown) => (Fundschritt | S)[],
): AsyncGenerator<Fundschritt | S> {
  const bytes = await readInput(input, largestDocument)
  try {
    const schritte = check(readXml(bytes).value)
    const pfade = schritte.filter(isFund).map(({ fund }) => fund.pfad)
    const places = pfade.length === 0 ? undefined : locateXml(bytes.toString('utf8'), pfade)
    for (const schritt of schritte) {
      yield isFund(schritt) ? { art: 'fund', fund: { ...schritt.fund, ...places?.get(schritt.fund.pfad) } } : schritt
    }
  } catch (error) {
    yield* faultsOf(error)
  }
}

/** What reading has found. Anything else is thrown on. */
function* faultsOf(error: unknown): Generator<Fundschritt> {
  if (!(error instanceof XmlError)) throw error
  for (const finding of error.findings) yield { art: 'fund', fund: toFund(finding) }
}

async function* checkStream(source: AsyncIterable<Uint8Array>, kontext: Pruefkontext): AsyncGenerator<Pruefschritt> {
  for await (const record of readLieferungen(source)) {
    if (record.error) {
      yield { art: 'geprueft', berichtshefte: 1, ausbildungsnachweise: 0 }
      for (const finding of record.error.findings) yield { art: 'fund', fund: toFund(finding) }
      continue
    }
    for (const schritt of checkValue(record.value, kontext)) {
      const pfad = schritt.art === 'fund' ? `/${record.index}${schritt.fund.pfad}` : ''
      // The text of the record is gone by now; its begin is the place that is known.
      yield schritt.art === 'fund'
        ? { art: 'fund', fund: { ...schritt.fund, pfad, zeile: record.line, spalte: record.column } }
        : schritt
    }
  }
}

const toFund = ({ message, keyword = 'xml', params = {}, line, column, pfad }: XmlFinding): Fundstelle => ({
  regel: 'SCHEMA',
  schwere: 'fehler',
  pfad: pfad ?? '',
  ...(line > 0 && { zeile: line }),
  ...(line > 0 && column > 0 && { spalte: column }),
  text: describeFormfehler({ keyword, params }).text,
  textEnglisch: message,
})
