import type { Berufsfassung } from '../contract/beruf.ts'
import type { XmlElement } from '../xml/element-tree.ts'
import { type Berufsname, namesOfTitle, readName } from './berufsname.ts'
import { childrenOf, type GiiDokument, type GiiNorm, holds, paragraphText, textOf } from './gii-norm.ts'
import { readZahl } from './zeitangabe.ts'

/** An occupation that an ordinance recognises, and the one of the first stage that it stands on. */
export interface Anerkennung extends Berufsname {
  /** Name of the occupation of the first stage. */
  readonly aufbauendAuf?: string
}

interface Item {
  readonly intro: string
  readonly text: string
}

/** Longest item, and longest lead to it, that is looked at. */
const maxItem = 1_000

/** The items of the lists of a paragraph that have no list themselves, with the text that leads to each. */
const leafItems = (element: XmlElement, above = ''): Item[] => {
  const items: Item[] = []
  let intro: (XmlElement | string)[] = []
  const leadOf = (): string => textOf(...intro).slice(-maxItem) || above
  for (const child of element.children) {
    if (typeof child === 'string' || (child.name !== 'DL' && !holds(child, 'DL'))) {
      intro.push(child)
      continue
    }
    const lead = leadOf()
    intro = []
    if (child.name !== 'DL') items.push(...leafItems(child, lead))
    else
      for (const entry of childrenOf(child, 'DD'))
        items.push(
          ...(holds(entry, 'DL') ? leafItems(entry, lead) : [{ intro: lead, text: textOf(entry).slice(0, maxItem) }]),
        )
  }
  return items
}

const stagePattern = /auf dem (.{1,200}?)\s*\/\s*auf der .{1,200}? aufbauenden? Ausbildungsberufe?:?\s*(.*)$/

const findNorm = (dokument: GiiDokument, title: RegExp, bezeichnung?: string): GiiNorm | undefined =>
  dokument.normen.find((norm) => title.test(norm.titel)) ??
  dokument.normen.find((norm) => norm.bezeichnung === bezeichnung)

/** The occupations that § 1 recognises; none when its words are not understood. */
export const readAnerkennungen = (dokument: GiiDokument): Anerkennung[] => {
  const norm = findNorm(dokument, /Anerkennung/, '§ 1')
  if (!norm?.inhalt) return []
  const listed = leafItems(norm.inhalt).flatMap(({ intro, text }): Anerkennung[] => {
    const stage = stagePattern.exec(text) ?? stagePattern.exec(intro)
    const name = stagePattern.exec(text)?.[2] ?? text
    if (!/Ausbildungsberuf|anerkannt:?$/.test(`${intro} ${text}`) || /Fachrichtung|Schwerpunkt/.test(intro)) return []
    if (!/^\p{Lu}/u.test(name) || / (?:Berufsbildungsgesetz|Handwerksordnung|Gewerbe Nummer)/.test(name)) return []
    return [{ ...readName(name), ...(stage?.[1] && { aufbauendAuf: stage[1] }) }]
  })
  if (listed.length > 0) return listed
  const sentence = /Ausbildungsberufe?\s+(?:mit der Berufsbezeichnung\s+)?(.*?)\s+(?:wird|werden)\s/.exec(
    paragraphText(norm),
  )?.[1]
  if (sentence !== undefined && /^\p{Lu}/u.test(sentence))
    return sentence.split(/ sowie (?:Ausbildungsberuf )?/).map(readName)
  return namesOfTitle(dokument.titel)
}

const monthNames = [
  'Januar',
  'Februar',
  'März',
  'April',
  'Mai',
  'Juni',
  'Juli',
  'August',
  'September',
  'Oktober',
  'November',
  'Dezember',
]

/** The day in words or digits at a group of a pattern; `undefined` when there is none. */
const dayOf = (match: RegExpExecArray | null): string | undefined => {
  if (!match) return undefined
  const [, day = '', month = '', year = ''] = match
  const number = /^\d+$/.test(month) ? Number(month) : monthNames.indexOf(month) + 1
  return number < 1 || number > 12 ? undefined : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
}

const day = '(\\d{1,2})\\.\\s*(\\d{1,2}|[A-Z][a-zä]+)\\.?\\s*((?:19|20)\\d{2})'
const inForce = new RegExp(`Diese Verordnung tritt (?:am|mit Wirkung vom) ${day} in Kraft`)
const inForceByNote = new RegExp(`Sie tritt gem\\. .{1,60}? am ${day} in Kraft`)
const provedFrom = new RegExp(`Textnachweis ab: ${day}`)
const termed = new RegExp(`(?:Diese Verordnung|Sie) tritt mit Ablauf des ${day} außer Kraft`)
const repealed = new RegExp(`aufgeh\\. durch [^()+]{1,200}? mWv ${day}`)

/** Since when an ordinance is in force, and what ended it or will. */
export const readGeltung = (
  dokument: GiiDokument,
): { readonly gueltigAb: string | null } & Pick<
  Berufsfassung,
  'aufgehoben' | 'aufgehobenZum' | 'aufhebung' | 'befristetBis'
> => {
  const last = findNorm(dokument, /Inkrafttreten|Inkraftreten|In-Kraft-Treten/)
  const text = paragraphText(last)
  const notes = dokument.fussnoten
  const aufhebung = dokument.aufhebung.find((note) => repealed.test(note))
  const aufgehobenZum = aufhebung === undefined ? undefined : dayOf(repealed.exec(aufhebung))
  const befristetBis = dayOf(termed.exec(text))
  return {
    gueltigAb: dayOf(inForce.exec(text)) ?? dayOf(inForceByNote.exec(notes)) ?? dayOf(provedFrom.exec(notes)) ?? null,
    aufgehoben: aufgehobenZum !== undefined,
    ...(aufgehobenZum === undefined ? {} : { aufgehobenZum }),
    ...(aufgehobenZum !== undefined && aufhebung !== undefined ? { aufhebung } : {}),
    ...(befristetBis === undefined ? {} : { befristetBis }),
  }
}

const durationPattern =
  /(?:dauer[nt]|beträgt)\s+(?:jeweils\s+|insgesamt\s+)?(\S+)\s+(Jahre?|Monate?)n?(?:\s+und\s+sechs\s+Monate)?/g

interface Dauer {
  readonly monate: number
  /** The sentence that says it. */
  readonly satz: string
  readonly istGesamt: boolean
}

/** The durations that an ordinance names, in months. */
const durationsOf = (dokument: GiiDokument): Dauer[] => {
  const norm = findNorm(dokument, /Ausbildungsdauer|Dauer (?:und .* )?der Berufsausbildung|Dauer der Ausbildung/, '§ 2')
  const text = paragraphText(norm)
  return text.split(/(?<=[a-zäöüß]{3})\.\s+|(?<=\.)\s*(?=\(\d)/).flatMap((satz) =>
    [...satz.matchAll(durationPattern)].flatMap((match) => {
      const number = readZahl(match[1] ?? '')
      if (number === undefined) return []
      const half = /und\s+sechs\s+Monate/.test(match[0]) ? 6 : 0
      const monate = (/^Jahr/.test(match[2] ?? '') ? number * 12 : number) + half
      return [{ monate, satz, istGesamt: /insgesamt/.test(match[0]) }]
    }),
  )
}

/** Whether a sentence has a name, in the nominative or with another ending of its last word: `des Verkäufers`. */
const namesInAnyCase = (satz: string, name: string): boolean => {
  const stem = name.replace(/e?r?$/, '')
  for (let at = satz.indexOf(stem); at >= 0; at = satz.indexOf(stem, at + 1))
    if (/^\p{Ll}{0,3}(?!\p{L})/u.test(satz.slice(at + stem.length))) return true
  return false
}

/**
 * Duration of the training for an occupation, in months: the sentence that names it, else the one for all.
 *
 * @returns `undefined` when the ordinance says nothing that is understood, or two things
 */
export const readDauer = (
  dokument: GiiDokument,
  { bezeichnung, bezeichnungWeiblich, aufbauendAuf }: Anerkennung,
): number | undefined => {
  const all = durationsOf(dokument)
  const total = all.find(({ istGesamt }) => istGesamt)
  if (aufbauendAuf !== undefined && total) return total.monate
  const named = all.filter(
    ({ satz, istGesamt }) =>
      !istGesamt && [bezeichnung, bezeichnungWeiblich].some((name) => name !== null && namesInAnyCase(satz, name)),
  )
  const values = new Set(
    (named.length > 0 ? named : all.filter(({ istGesamt }) => !istGesamt || all.length === 1)).map(
      ({ monate }) => monate,
    ),
  )
  return values.size === 1 ? [...values][0] : undefined
}

/** The law that an ordinance stands on, by § 1 and its note. */
export const readRechtsgrundlage = (dokument: GiiDokument): Berufsfassung['rechtsgrundlage'] => {
  const norm = findNorm(dokument, /Anerkennung/, '§ 1')
  const text = `${paragraphText(norm)} ${dokument.vermerk} ${dokument.fussnoten}`
  const hwo = /§ (?:25|26|42)\S* (?:Absatz \d |Abs\. \d )?(?:Satz \d )?der Handwerksordnung/.test(text)
  const bbig = /des Berufsbildungsgesetzes/.test(text)
  if (hwo) return bbig ? 'beide' : 'HwO'
  return bbig || !/Seearbeitsgesetz/.test(text) ? 'BBiG' : 'sonstige'
}
