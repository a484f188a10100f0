import type { Ausbildungsplanposition } from '../contract/rahmenplan.ts'
import { isWhole, readMonatsraum, readZahl } from './zeitangabe.ts'
import type { Verweis, Zeitspanne } from './zeitplan.ts'

/** Where a span begins in the words of a time plan, and what stands before it as a heading. */
const spanPattern =
  /(?<whole>[Ww]ährend der gesamten (?:Ausbildungszeit|Ausbildung|Berufsausbildung))|In einem Zeitraum von (?:insgesamt )?(?<time>(?<von>\S+) bis (?<bis>\S+) Monaten)/g

const headingPattern =
  /(?:Fachrichtung \p{Lu}[\p{L}-]*(?: (?:und )?\p{Lu}[\p{L}-]*){0,8}? (?=Erstes|1\.))|(?:Erstes|Zweites|Drittes|Viertes|\d\.) Ausbildungs(?:halb)?jahr\b(?!en|s)|(?:Vor|Nach) der Zwischenprüfung|(?:Vor|Nach) (?:dem )?Teil 1 der (?:Abschluss|Gesellen)prüfung/gu

const modePattern = /zu vermitteln|fortzuführen|fortgeführt|zu vertiefen|vertieft/g

const modeOf = (words: string): NonNullable<Verweis['modus']> =>
  words.startsWith('fort') ? 'fortfuehren' : words.includes('vertief') ? 'vertiefen' : 'vermitteln'

/** Letters as the law names them: `a, b und d`, `a bis d`. */
const readLernziele = (text: string): string[] => {
  const letters: string[] = []
  for (const [, first = '', last] of text.matchAll(/\b([a-z])\b(?:\s+bis\s+([a-z])\b)?/g)) {
    const end = (last ?? first).charCodeAt(0)
    for (let code = first.charCodeAt(0); code <= end; code++) letters.push(String.fromCharCode(code))
  }
  return letters
}

interface Teil {
  readonly lfdNr: string
  readonly name: string
  readonly abschnitt: string
}

const blanks = (text: string): string => text.replace(/\s+/g, ' ')

const partsOf = (positionen: readonly Ausbildungsplanposition[]): Teil[] => {
  const parts = new Map<string, Teil>()
  for (const { lfdNr, berufsbildposition, abschnitt } of positionen)
    if (lfdNr !== null && berufsbildposition !== null)
      parts.set(`${abschnitt}\n${lfdNr}`, { lfdNr, name: blanks(berufsbildposition), abschnitt })
  return [...parts.values()]
}

const goalPattern = /^\s*,?\s*Lernziele?\s+((?:[a-z](?:\s*(?:,|und|bis|sowie)\s*|(?=\b)))+)/

/** The parts that a stretch of text names, each with its number before it. */
const verweiseIn = (text: string, parts: readonly Teil[]): Verweis[] =>
  parts.flatMap(({ lfdNr, name, abschnitt }): Verweis[] => {
    const found: Verweis[] = []
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      const before = text.slice(Math.max(0, at - 40), at)
      const number = /([\d.]*\d)\.?\s*$/.exec(before)?.[1]
      // The ordinance may have the name in another number: two letters more.
      const next = text.slice(at + name.length, at + name.length + 300).replace(/^\p{Ll}{1,2}(?=[\s,])/u, '')
      if (number !== lfdNr || !/^\s*(?:,|$|[a-zü(]|\p{Lu}|\d)/u.test(next)) continue
      // A longer name goes on where this one ends.
      if (
        /^\s+(?:und|für|im|von|bei)\s/.test(next) &&
        parts.some((one) => one.name !== name && text.startsWith(one.name, at))
      )
        continue
      const goals = goalPattern.exec(next.slice(0, 200))?.[1]
      modePattern.lastIndex = at
      const mode = modePattern.exec(text)?.[0]
      const section = /(?:Abschnitt|Teil)\s+([A-Z]|[IVX]+)\s+(?:Nummer|Nr\.)\s*[\d.]*\s*$/.exec(before)?.[1]
      if (section !== undefined && abschnitt.split('.').at(-1) !== section && !abschnitt.startsWith(section)) continue
      found.push({
        lfdNr,
        teil: name,
        abschnitt,
        ...(goals === undefined ? {} : { lernziele: readLernziele(goals).map((buchstabe) => ({ buchstabe })) }),
        modus: mode === undefined ? 'vermitteln' : modeOf(mode),
      })
    }
    return found
  })

/** The spans of a time plan that is written in words. */
export const readZeittext = (
  anlage: string,
  source: string,
  positionen: readonly Ausbildungsplanposition[],
  dauer: number,
): Zeitspanne[] => {
  const text = blanks(source)
  const parts = partsOf(positionen)
  const begins = [...text.matchAll(spanPattern)]
  const headings = [...text.matchAll(headingPattern)].map((match) => ({ at: match.index, text: match[0].trim() }))
  return begins.flatMap((begin, i): Zeitspanne[] => {
    const end = begins[i + 1]?.index ?? text.length
    const verweise = verweiseIn(text.slice(begin.index, end), parts)
    if (verweise.length === 0) return []
    const above = headings.filter(({ at }) => at < begin.index)
    const fachrichtung = above.findLast((one) => one.text.startsWith('Fachrichtung'))?.text
    const span = above.findLast((one) => !one.text.startsWith('Fachrichtung'))?.text
    const ueberschriften = [fachrichtung, span].filter((one) => one !== undefined)
    const { whole, time, von, bis } = begin.groups ?? {}
    if (whole !== undefined || time === undefined)
      return [
        {
          anlage,
          ueberschriften: [],
          angaben: [{ text: whole ?? '', gesamteAusbildung: true, zeitraum: { vonMonat: 1, bisMonat: dauer } }],
          verweise,
        },
      ]
    const first = readZahl(von ?? '')
    const last = readZahl(bis ?? '')
    const zeitraum = span === undefined ? undefined : readMonatsraum(span, dauer)
    return [
      {
        anlage,
        ueberschriften,
        angaben: [
          {
            text: time,
            ...(ueberschriften.length > 0 ? { abschnitt: ueberschriften.join(' – ') } : {}),
            ...(isWhole(first) && isWhole(last) ? { von: first, bis: last, einheit: 'Monate' as const } : {}),
            ...(zeitraum && { zeitraum }),
          },
        ],
        verweise,
      },
    ]
  })
}
