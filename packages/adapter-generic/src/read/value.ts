import { datumInBerlin, type Person } from '@berichtsheft/core'
import {
  type Befund,
  checkContract,
  cleanLine,
  cleanText,
  datumOfSerial,
  htmlToText,
  type Parsed,
  parseDatum,
  parseDauer,
  parseOrtszeit,
  parsePerson,
  parseZeitpunkt,
  shorten,
  toFremdId,
  zeitpunktOfEpoch,
} from '@berichtsheft/sdk'
import { befunde } from '../befunde.ts'
import type { MappingValue } from '../mapping/schema.ts'

/** What a value of the contract is: the name of its schema, or one of the kinds that need more than a check. */
export type Target =
  | 'Datum'
  | 'Zeitpunkt'
  | 'Minuten'
  | 'Ganzzahl'
  | 'Text'
  | 'Zeile'
  | 'FremdId'
  | 'Person'
  | `Code.${string}`

/** A value with how it was derived, or why there is none. */
export type Converted =
  | {
      readonly ok: true
      readonly value: unknown
      readonly verfahren: readonly string[]
      readonly befunde: readonly Befund[]
    }
  | { readonly ok: false; readonly befunde: readonly Befund[] }
  | undefined

const done = (value: unknown, verfahren?: string | undefined, found: readonly Befund[] = []): Converted => ({
  ok: true,
  value,
  verfahren: verfahren === undefined ? [] : [verfahren],
  befunde: found,
})
const failed = (befund: Befund): Converted => ({ ok: false, befunde: [befund] })

/**
 * Turns what an expression yielded into a value of the contract. `undefined` means that the source says nothing; a value that
 * does not fit is a finding and never guessed at.
 */
export const convertValue = (raw: unknown, form: MappingValue, target: Target, feld: string): Converted => {
  if (Array.isArray(raw)) {
    const distinct = [...new Set<unknown>(raw)]
    return distinct.length > 1
      ? failed(befunde.mehrereWerte(feld, raw.length))
      : convertValue(distinct[0], form, target, feld)
  }
  if (raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')) return undefined
  if (typeof raw === 'object') return failed(befunde.wertUngueltig(feld, 'Objekt', 'ein einzelner Wert'))
  const matched = matchText(String(raw), form)
  if (matched === undefined) return failed(befunde.wertUngueltig(feld, raw, form.match ?? ''))
  const looked = lookUp(matched, form)
  if (looked === null) return undefined
  if (looked === undefined) return failed(befunde.wertUnbekannt(feld, raw))
  return looked.trim() === '' ? undefined : toTarget(looked, form, target, feld)
}

const matchText = (text: string, form: MappingValue): string | undefined => {
  if (form.match === undefined) return text
  const match = new RegExp(form.match, 'u').exec(text.trim())
  return match ? (match[1] ?? match[0]) : undefined
}

/** The code of a table; null where the table says that a value is left out on purpose. */
const lookUp = (text: string, form: MappingValue): string | null | undefined => {
  if (form.table === undefined) return text
  return Object.hasOwn(form.table, text.trim()) ? form.table[text.trim()] : undefined
}

const toTarget = (text: string, form: MappingValue, target: Target, feld: string): Converted => {
  if (target === 'Datum') return ofParsed(toDatum(text, form), text, form.date ?? 'yyyy-MM-dd', feld)
  if (target === 'Zeitpunkt') return ofParsed(toZeitpunkt(text, form), text, form.instant ?? 'iso', feld)
  if (target === 'Minuten') return toMinuten(text, form, feld)
  if (target === 'Ganzzahl') {
    const number = Number(text.trim())
    return Number.isInteger(number) ? done(number) : failed(befunde.wertUngueltig(feld, text, 'ganze Zahl'))
  }
  if (target === 'Text') return toText(text, form, feld, 20_000)
  if (target === 'Zeile') return toZeile(text, form, feld)
  if (target === 'Person') return toPerson(text, form, feld)
  if (target === 'FremdId') {
    const key = toFremdId(text.trim())
    return key === undefined ? failed(befunde.wertUngueltig(feld, text, 'höchstens 128 Zeichen')) : done(key)
  }
  const code = text.trim()
  return checkContract(target.slice('Code.'.length), code).length === 0
    ? done(code)
    : failed(befunde.wertUnbekannt(feld, text))
}

const ofParsed = (parsed: Parsed<string> | undefined, text: string, expected: string, feld: string): Converted =>
  parsed ? done(parsed.value, parsed.verfahren) : failed(befunde.wertUngueltig(feld, text, expected))

const toDatum = (text: string, form: MappingValue): Parsed<string> | undefined => {
  const format = form.date ?? 'yyyy-MM-dd'
  if (format === 'instant') {
    const zeitpunkt = toZeitpunkt(text, form)
    return zeitpunkt && { value: datumInBerlin(zeitpunkt.value) }
  }
  if (format === 'serial' || format === 'serial1904') {
    // A cell that is formatted as a day comes as one.
    const value =
      parseDatum(text, 'yyyy-MM-dd')?.value ?? datumOfSerial(Number(text), format === 'serial1904' ? 1904 : 1900)
    return value === undefined ? undefined : { value }
  }
  return parseDatum(text, format)
}

const toZeitpunkt = (text: string, form: MappingValue): Parsed<string> | undefined => {
  if (form.instant === 'ortszeit') return parseOrtszeit(text)
  const epoch =
    form.instant === 'epochSeconds' ? Number(text) * 1000 : form.instant === 'epochMillis' ? Number(text) : undefined
  const value = epoch === undefined ? parseZeitpunkt(text) : zeitpunktOfEpoch(epoch)
  return value === undefined ? undefined : { value }
}

const toMinuten = (text: string, form: MappingValue, feld: string): Converted => {
  const dauer = parseDauer(text, form.duration ?? 'minuten')
  if (!dauer) return failed(befunde.wertUngueltig(feld, text, form.duration ?? 'minuten'))
  return done(dauer.minuten, dauer.gerundet ? 'auf volle Minuten gerundet' : undefined)
}

const toText = (text: string, form: MappingValue, feld: string, length: number): Converted => {
  const found: Befund[] = []
  let content = text
  if (form.markup === 'html') {
    const { text: bare, verloren } = htmlToText(text)
    content = bare
    if (verloren.length > 0) found.push(befunde.htmlVerloren(feld, verloren.join(', ')))
  }
  const { text: clean, entfernt } = cleanText(content)
  if (entfernt > 0) found.push(befunde.zeichenEntfernt(feld, entfernt))
  if (clean === '') return found.length > 0 ? { ok: false, befunde: found } : undefined
  if (clean.length > length) found.push(befunde.textGekuerzt(feld, length))
  return done(shorten(clean, length), undefined, found)
}

const toZeile = (text: string, form: MappingValue, feld: string): Converted => {
  const converted = toText(text, form, feld, 20_000)
  if (!converted?.ok) return converted
  const line = cleanLine(String(converted.value)).text
  const found = line.length > 300 ? [...converted.befunde, befunde.textGekuerzt(feld, 300)] : converted.befunde
  return done(shorten(line, 300), undefined, found)
}

const toPerson = (text: string, form: MappingValue, feld: string): Converted => {
  const person: Person | undefined = parsePerson(text, form.name ?? 'full')
  if (!person) return undefined
  return checkContract('Person', person).length === 0
    ? done(person)
    : failed(befunde.wertUngueltig(feld, text, 'Name nach DIN 91379'))
}
