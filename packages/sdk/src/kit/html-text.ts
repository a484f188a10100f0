import { Parser } from 'htmlparser2'
import { AdapterError } from '../adapter-error.ts'
import { adapterLimits } from '../adapter-source.ts'

/** Plain text of an HTML text, and what a plain text cannot hold. */
export interface HtmlText {
  readonly text: string
  /** Names of lost elements, such as `img`, or `a` for the address of a link; each once. */
  readonly verloren: readonly string[]
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
const blocks = words(
  'address article aside blockquote body caption dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody tfoot thead tr ul',
)
const silent = words('script style template title noscript head')
const lost = words('img video audio iframe object embed svg canvas script math')

/**
 * The text of an HTML fragment: blocks become lines, list items get `- ` or their number, cells of a row are parted by
 * ` | `, spaces fold as in a browser, entities are resolved.
 *
 * @throws AdapterError `rejected` when it is longer or deeper than the limits
 */
export const htmlToText = (html: string): HtmlText => {
  if (html.length > adapterLimits.html) {
    throw new AdapterError('rejected', `an HTML text is longer than ${adapterLimits.html} characters`)
  }
  const page = makePage()
  const verloren = new Set<string>()
  const lists: { counter: number | undefined }[] = []
  let muted = 0
  let verbatim = 0
  let cells = 0
  let depth = 0

  const open = (name: string, start: string | undefined): void => {
    if (name === 'td' || name === 'th') {
      if (cells === 0) page.startCell()
      cells += 1
      return
    }
    if (name !== 'br' && !blocks.has(name)) return
    if (cells > 0) {
      page.space()
      return
    }
    page.endLine()
    if (name === 'tr') page.startRow()
    if (name === 'ul') lists.push({ counter: undefined })
    if (name === 'ol') lists.push({ counter: Math.trunc(Number(start ?? 1)) || 1 })
    if (name === 'li') page.startItem(lists.length, lists.at(-1))
    if (name === 'pre') verbatim += 1
  }
  const close = (name: string): void => {
    if (name === 'td' || name === 'th') cells = Math.max(0, cells - 1)
    if (!blocks.has(name)) return
    if (cells > 0) {
      page.space()
      return
    }
    page.endLine()
    if (name === 'ul' || name === 'ol') lists.pop()
    if (name === 'pre') verbatim = Math.max(0, verbatim - 1)
  }

  const parser = new Parser({
    onopentag: (name, attributes) => {
      depth += 1
      if (depth > adapterLimits.htmlTiefe) {
        throw new AdapterError('rejected', `an HTML text is nested deeper than ${adapterLimits.htmlTiefe}`)
      }
      if (lost.has(name) || (name === 'a' && attributes.href)) verloren.add(name)
      if (silent.has(name)) muted += 1
      if (muted === 0) open(name, attributes.start)
    },
    ontext: (text) => {
      if (muted > 0) return
      if (verbatim > 0 && cells === 0) page.addVerbatim(text)
      else page.addFolded(text)
    },
    onclosetag: (name) => {
      depth -= 1
      if (muted === 0) close(name)
      if (silent.has(name)) muted = Math.max(0, muted - 1)
    },
  })
  parser.end(html)
  return { text: page.end(), verloren: [...verloren] }
}

/** Lines of plain text that grow from left to right. */
const makePage = () => {
  const lines: string[] = []
  let line = ''
  let prefix = ''
  let rowStart = true

  const endLine = (): void => {
    const text = line.replaceAll('\u00a0', ' ').trimEnd()
    line = ''
    if (text.trim() === '') return
    lines.push(prefix + (prefix === '' ? text : text.trimStart()))
    prefix = ''
  }
  const addFolded = (text: string): void => {
    const folded = text.replace(/[ \t\r\n\f]+/g, ' ')
    line += line === '' || line.endsWith(' ') ? folded.replace(/^ /, '') : folded
  }
  return {
    endLine,
    addFolded,
    addVerbatim: (text: string): void => {
      const [first = '', ...rest] = text.replace(/\r\n?/g, '\n').split('\n')
      line += first
      for (const next of rest) {
        endLine()
        line = next
      }
    },
    space: (): void => addFolded(' '),
    startRow: (): void => {
      rowStart = true
    },
    startCell: (): void => {
      if (!rowStart) line = `${line.trimEnd()} | `
      rowStart = false
    },
    startItem: (depth: number, list: { counter: number | undefined } | undefined): void => {
      const sign = list?.counter === undefined ? '-' : `${list.counter++}.`
      prefix = `${'  '.repeat(Math.min(8, Math.max(0, depth - 1)))}${sign} `
    },
    end: (): string => {
      endLine()
      return lines.join('\n').trim()
    },
  }
}
