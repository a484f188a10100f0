import type { Diagrammmodell, Diagrammschulart } from './modell.ts'

/** What is written around a diagram. */
export interface Diagrammkopf {
  readonly land: string
  readonly sprache: 'de' | 'en'
  /** The time in the country that is shown. */
  readonly zeitpunkt?: string
}

const worte = {
  de: {
    titel: 'Bildungssystem',
    pflicht: 'Schulpflicht',
    jahr: 'Schuljahr',
    alter: 'Alter',
    jahre: 'Jahre',
    ohneDauer: 'Dauer nicht angegeben',
    aufbau: 'Aufbau',
    schularten: 'Schularten',
    nichts: 'Zum Aufbau ist nichts angegeben.',
    strittig: 'strittig',
  },
  en: {
    titel: 'Education system',
    pflicht: 'Compulsory schooling',
    jahr: 'Year of school',
    alter: 'Age',
    jahre: 'years',
    ohneDauer: 'duration not stated',
    aufbau: 'Structure',
    schularten: 'Kinds of schools',
    nichts: 'Nothing is stated about the structure.',
    strittig: 'disputed',
  },
} as const

// XML 1.0, section 2.2: what no document may hold, and what lets a text read otherwise than it is stored.
const verboten = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeXml = (text: string): string =>
  text.replaceAll(verboten, '').replaceAll(/[&<>"']/g, (c) => entities[c] ?? c)

const width = 960
const rand = 24
const links = 24
const nutzbar = width - rand - links
const zeilenhoehe = 17
const balken = 58

/** About as wide as the text is in a sans-serif type of this size; wide scripts take a whole square. */
const measure = (text: string, size: number): number =>
  [...text].reduce(
    (sum, c) => sum + (/[\u1100-\u11ff\u2e80-\uffdc]/u.test(c) && !/[\ufb50-\ufeff]/u.test(c) ? size : size * 0.56),
    0,
  )

/** Breaks a text into lines of a width; what does not fit in three of them ends in dots, and is whole in the title of its box. */
const wrap = (text: string, space: number, size: number): string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && measure(`${last} ${word}`, size) <= space) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const fit = lines.slice(0, 3).map((line) => {
    if (measure(line, size) <= space) return line
    const letters = [...line]
    while (letters.length > 1 && measure(`${letters.join('')}…`, size) > space) letters.pop()
    return `${letters.join('')}…`
  })
  const end = fit.at(-1)
  if (lines.length > 3 && end !== undefined && !end.endsWith('…')) fit[2] = `${end}…`
  return fit
}

const rightToLeft = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Thaana}|\p{Script=Syriac}|\p{Script=Nko}/u

interface Schriftzug {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly weight?: 'bold'
  readonly anchor?: 'middle' | 'start' | 'end'
  readonly lang?: string | undefined
}

const write = (text: string, { x, y, size, weight, anchor = 'start', lang }: Schriftzug): string => {
  const isRtl = rightToLeft.test(text)
  const attributes = [
    `x="${x}" y="${y}" font-size="${size}"`,
    anchor === 'start' ? '' : ` text-anchor="${anchor}"`,
    weight ? ` font-weight="${weight}"` : '',
    isRtl ? ' direction="rtl" unicode-bidi="embed"' : '',
    lang && /^[a-z]{2,3}$/.test(lang) ? ` xml:lang="${lang}"` : '',
  ]
  return `<text ${attributes.join('')}>${escapeXml(text)}</text>`
}

/** Where a text begins inside of a box: at its right edge when it is read from there. */
const startOf = (text: string, x: number, breite: number, abstand: number): number =>
  number(rightToLeft.test(text) ? x + breite - abstand : x + abstand)

const number = (value: number): number => Math.round(value * 100) / 100

/** A diagram as text: title, description, and every step and school as text, so that it can be read aloud and searched. */
export const drawDiagramm = (modell: Diagrammmodell, kopf: Diagrammkopf): string => {
  const w = worte[kopf.sprache]
  const titel = `${w.titel} ${kopf.land}${kopf.zeitpunkt === undefined ? '' : ` (${kopf.zeitpunkt})`}`
  const parts: string[] = []
  let y = 36
  parts.push(write(titel, { x: links, y, size: 20, weight: 'bold' }))
  y += 40
  const [structure, afterStructure] = drawStufen(modell, kopf, y)
  parts.push(...structure)
  const [schools, end] = drawSchularten(modell, kopf, afterStructure)
  parts.push(...schools)
  const height = number(end + rand)
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="titel beschreibung" xml:lang="${kopf.sprache}" font-family="sans-serif" fill="#1b1b1b">
<title id="titel">${escapeXml(titel)}</title>
<desc id="beschreibung">${escapeXml(describe(modell, kopf))}</desc>
<rect width="${width}" height="${height}" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`
}

const years = (jahre: number | undefined, { sprache }: Diagrammkopf): string =>
  jahre === undefined ? worte[sprache].ohneDauer : `${jahre} ${worte[sprache].jahre}`

/** The whole content in words. */
const describe = ({ stufen, schularten, pflichtjahre }: Diagrammmodell, kopf: Diagrammkopf): string => {
  const w = worte[kopf.sprache]
  const steps = stufen.map(
    ({ name, von, bis, istOffen, isced }) =>
      `${name}: ${w.jahr} ${von + 1}–${istOffen ? '…' : bis}${isced === undefined ? '' : `, ISCED ${isced}`}`,
  )
  const schools = schularten.map(({ name, original, umschrift, jahre, isced }) =>
    [name, original, umschrift, years(jahre, kopf), isced === undefined ? undefined : `ISCED ${isced}`]
      .filter((part) => part !== undefined)
      .join(', '),
  )
  return [
    ...(pflichtjahre.length === 0 ? [] : [`${w.pflicht}: ${pflichtjahre.join(' / ')} ${w.jahre}.`]),
    steps.length === 0 ? w.nichts : `${w.aufbau}: ${steps.join('; ')}.`,
    ...(schools.length === 0 ? [] : [`${w.schularten}: ${schools.join('; ')}.`]),
  ].join(' ')
}

const drawStufen = (
  { stufen, pflichtjahre, abAlter }: Diagrammmodell,
  kopf: Diagrammkopf,
  top: number,
): readonly [string[], number] => {
  const w = worte[kopf.sprache]
  const span = Math.ceil(Math.max(0, ...stufen.map(({ bis }) => bis), ...pflichtjahre))
  if (span === 0) return [[write(w.nichts, { x: links, y: top, size: 14 })], top + 16]
  const unit = nutzbar / span
  const parts: string[] = []
  const axis = Array.from({ length: span }, (_, i) => {
    const x = number(links + i * unit)
    const label = abAlter === undefined ? String(i + 1) : String(abAlter + i)
    const line = `<line x1="${x}" y1="${top + 8}" x2="${x}" y2="${top + 14}" stroke="#767676"/>`
    return `${line}\n${write(label, { x: number(x + unit / 2), y: top + 4, size: 12, anchor: 'middle' })}`
  })
  parts.push(write(abAlter === undefined ? w.jahr : w.alter, { x: links, y: top - 12, size: 12 }), ...axis)
  let y = top + 18
  for (const jahre of pflichtjahre) {
    const disputed = pflichtjahre.length > 1 ? ` (${w.strittig})` : ''
    parts.push(
      `<rect x="${links}" y="${y}" width="${number(jahre * unit)}" height="20" fill="#00466e"/>`,
      `<g fill="#ffffff">${write(`${w.pflicht}: ${jahre} ${w.jahre}${disputed}`, { x: links + 8, y: y + 14, size: 12 })}</g>`,
    )
    y += 26
  }
  y += 6
  for (const { name, von, bis, zeile, istOffen, isced } of stufen) {
    const x = number(links + von * unit)
    const box = { x, y: number(y + zeile * (balken + 8)), breite: number((bis - von) * unit - 4) }
    const lines = wrap(name, box.breite - 12, 13)
    const full = `${name}: ${years(istOffen ? undefined : bis - von, kopf)}`
    const below = `${istOffen ? '?' : bis - von} ${w.jahre}${isced === undefined ? '' : ` · ISCED ${isced}`}`
    parts.push(
      `<g><title>${escapeXml(full)}</title><rect x="${box.x}" y="${box.y}" width="${box.breite}" height="${balken}" rx="3" fill="#dbe9f2" stroke="#00466e"${istOffen ? ' stroke-dasharray="5 4"' : ''}/>`,
      ...lines
        .slice(0, 2)
        .map((line, i) =>
          write(line, { x: startOf(line, box.x, box.breite, 6), y: box.y + 18 + i * 15, size: 13, weight: 'bold' }),
        ),
      `${write(wrap(below, box.breite - 12, 11)[0] ?? '', { x: box.x + 6, y: box.y + balken - 8, size: 11 })}</g>`,
    )
  }
  const rows = Math.max(0, ...stufen.map(({ zeile }) => zeile + 1))
  return [parts, y + rows * (balken + 8)]
}

const columns = 3

/** The kinds of schools as cards; the original stands in its own script and direction. */
const drawSchularten = (
  { schularten }: Diagrammmodell,
  kopf: Diagrammkopf,
  top: number,
): readonly [string[], number] => {
  if (schularten.length === 0) return [[], top]
  const parts = [write(worte[kopf.sprache].schularten, { x: links, y: top + 28, size: 16, weight: 'bold' })]
  const breite = (nutzbar - (columns - 1) * 12) / columns
  let y = top + 42
  for (let start = 0; start < schularten.length; start += columns) {
    const cards = schularten.slice(start, start + columns).map((art) => linesOf(art, kopf, breite - 20))
    const hoehe = Math.max(...cards.map((lines) => lines.length)) * zeilenhoehe + 16
    for (const [i, lines] of cards.entries()) {
      const x = number(links + i * (breite + 12))
      const texts = lines.map(({ text, lang, weight }, n) => {
        const at = {
          x: startOf(text, x, breite, 10),
          y: number(y + 20 + n * zeilenhoehe),
          size: 13,
          lang,
        }
        return write(text, weight ? { ...at, weight } : at)
      })
      const full = linesOf(schularten[start + i] as Diagrammschulart, kopf, Number.POSITIVE_INFINITY)
      parts.push(
        `<g><title>${escapeXml(full.map(({ text }) => text).join(', '))}</title><rect x="${x}" y="${number(y)}" width="${number(breite)}" height="${hoehe}" rx="3" fill="#f4f4f0" stroke="#767676"/>`,
        `${texts.join('\n')}</g>`,
      )
    }
    y += hoehe + 12
  }
  return [parts, y]
}

const linesOf = (
  { name, original, umschrift, sprache, jahre, isced }: Diagrammschulart,
  kopf: Diagrammkopf,
  space: number,
): { text: string; lang?: string | undefined; weight?: 'bold' }[] => [
  ...wrap(name, space, 13).map((text) => ({ text, weight: 'bold' as const })),
  ...(original === undefined ? [] : wrap(original, space, 13).map((text) => ({ text, lang: sprache }))),
  ...(umschrift === undefined ? [] : wrap(umschrift, space, 13).map((text) => ({ text }))),
  { text: `${years(jahre, kopf)}${isced === undefined ? '' : ` · ISCED ${isced}`}` },
]
