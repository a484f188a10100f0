/** Name of an occupation; the female form is null where the ordinance knows one form. */
export interface Berufsname {
  readonly bezeichnung: string
  readonly bezeichnungWeiblich: string | null
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether the second name can be the female form of the first: they begin alike, and end as such forms do. */
const isPair = (first: string, second: string): boolean => {
  const a = folded(first)
  const b = folded(second)
  if (!/^\p{Lu}/u.test(second) || a === b) return a === b && /angestellten/.test(a)
  const common = Math.min(4, (/^[^\s-]+/.exec(a)?.[0].length ?? 4) - 1)
  return b.startsWith(a.slice(0, common)) && /(?:in|frau|angestellte[rn]?|hilfe|schwester|dame)(?:$|[\s,-])/.test(b)
}

/** Reads `A/B`, `A und B`, or one name alone. */
export const readName = (source: string): Berufsname => {
  const text = source
    .replace(/\s*\/\s*/g, '/')
    .replace(/[\s,;.:]+$/, '')
    .trim()
  for (const divider of text.matchAll(/\/| und (?:der |zur )?/g)) {
    const first = text.slice(0, divider.index).trim()
    const second = text.slice(divider.index + divider[0].length).trim()
    if (isPair(first, second)) return { bezeichnung: first, bezeichnungWeiblich: second }
  }
  return { bezeichnung: text, bezeichnungWeiblich: null }
}

/** Both forms in one line. */
export const kombiniert = ({ bezeichnung, bezeichnungWeiblich }: Berufsname): string =>
  bezeichnungWeiblich === null ? bezeichnung : `${bezeichnung}/${bezeichnungWeiblich}`

const weak: readonly (readonly [RegExp, string])[] = [
  [/(olog|ogn)en$/, '$1e'],
  [/(ant|ist|ent|graf|aph|at|et)en$/, '$1'],
  [/(ros)en$/, '$1e'],
]

/** The nominative of a name in the dative, as titles of ordinances have it: `Bergbautechnologen`, `Fachangestellten für …`. */
export const toNominativ = (name: string, form: 'maennlich' | 'weiblich'): string => {
  const match = /^(.*?)((?: für| im| in der| in | der | des ).*)?$/.exec(name)
  const head = match?.[1] ?? name
  const rest = match?.[2] ?? ''
  const ending = form === 'maennlich' ? 'er' : 'e'
  const words = head.split(' ')
  const last = words.at(-1) ?? ''
  if (/angestellten$/i.test(last))
    return `${words.map((word) => (/en$/.test(word) ? word.replace(/en$/, ending) : word)).join(' ')}${rest}`
  if (form === 'weiblich') return name
  const [pattern, by] = weak.find(([one]) => one.test(last)) ?? []
  return pattern && by !== undefined ? `${[...words.slice(0, -1), last.replace(pattern, by)].join(' ')}${rest}` : name
}

/** Names in a title: `… zum A und zur B sowie zum C und zur D`, in the dative there. */
export const namesOfTitle = (title: string): Berufsname[] => {
  const parts = [
    ...title.matchAll(/\b(zum\/zur|zum|zur)\s+(.*?)(?=(?:\s*,)?(?:\s*\/|\s+und|\s+sowie)\s*(?:zum|zur)\s|$)/g),
  ].map(([, article = '', text = '']) => ({ article, text: text.trim() }))
  const names: Berufsname[] = []
  for (let i = 0; i < parts.length; i++) {
    const { article, text } = parts[i] ?? { article: '', text: '' }
    const next = parts[i + 1]
    if (article === 'zum' && next?.article === 'zur' && isPair(text, next.text)) {
      names.push({
        bezeichnung: toNominativ(text, 'maennlich'),
        bezeichnungWeiblich: toNominativ(next.text, 'weiblich'),
      })
      i += 1
    } else if (article === 'zum/zur')
      names.push({ bezeichnung: toNominativ(text, 'maennlich'), bezeichnungWeiblich: toNominativ(text, 'weiblich') })
    else
      names.push({ bezeichnung: article === 'zum' ? toNominativ(text, 'maennlich') : text, bezeichnungWeiblich: null })
  }
  return names
}

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** The key of a name: small letters and digits, `-` between words. */
export const toSchluessel = (bezeichnung: string): string =>
  bezeichnung
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => umlauts[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
