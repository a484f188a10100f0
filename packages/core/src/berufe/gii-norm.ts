import { readElementTree, type XmlElement } from '../xml/element-tree.ts'
import { defaultXmlLimits, type XmlLimits } from '../xml/scan.ts'

/** A paragraph or annex of an ordinance. */
export interface GiiNorm {
  /** `§ 1`, `Anlage 2`. */
  readonly bezeichnung: string
  readonly titel: string
  readonly inhalt: XmlElement | undefined
}

/** An ordinance as the collection of federal law publishes it. */
export interface GiiDokument {
  readonly doknr: string
  readonly jurabk: string
  readonly amtabk: string | undefined
  readonly titel: string
  readonly kurztitel: string | undefined
  readonly ausfertigungsdatum: string
  readonly fundstelle: string
  /** What changed it, as the collection says: `Geändert durch …`. */
  readonly stand: readonly string[]
  /** What repealed it, as the collection says. */
  readonly aufhebung: readonly string[]
  /** Footnotes of the ordinance, with the days that only they tell. */
  readonly fussnoten: string
  /** What the ordinance says about itself and the law that it stands on, in a note to its title. */
  readonly vermerk: string
  /** Day on which the file was built, `YYYY-MM-DD`. */
  readonly abrufstand: string | undefined
  readonly normen: readonly GiiNorm[]
}

/**
 * The only declaration that the collection puts into its files: the root `dokumente` and a DTD of the collection, without an
 * internal subset. It is blanked; nothing is fetched, and no entity can be declared.
 */
const giiDoctype =
  /<!DOCTYPE[\t\n\r ]+dokumente[\t\n\r ]+SYSTEM[\t\n\r ]+(?:"https?:\/\/www\.gesetze-im-internet\.de\/dtd\/[0-9.]{1,10}\/gii-norm\.dtd"|'https?:\/\/www\.gesetze-im-internet\.de\/dtd\/[0-9.]{1,10}\/gii-norm\.dtd')[\t\n\r ]*>/y

/** Elements whose text is not part of what surrounds them. */
const aside = new Set(['FnR', 'Footnotes', 'kommentar'])
const blocks = new Set(['P', 'DL', 'DT', 'DD', 'LA', 'row', 'entry', 'table', 'Title', 'Subtitle', 'titel'])

const collect = (node: XmlElement | string, parts: string[]): void => {
  if (typeof node === 'string') {
    parts.push(node)
    return
  }
  if (aside.has(node.name)) return
  if (node.name === 'BR') parts.push('\n')
  const isBlock = blocks.has(node.name)
  if (isBlock) parts.push(' ')
  for (const child of node.children) collect(child, parts)
  if (isBlock) parts.push(' ')
}

/** A word that was divided at the end of a line: not where a part of a word is left out, as in "Vor- und Nachname". */
const divided = /(\p{Ll})-[^\S\n]*\n\s*(?!(?:und|oder|bzw|sowie|bis)\b)(?=\p{Ll})/gu

/** The text of an element in one line: breaks and blocks are blanks, words divided at a break are whole again. */
export const textOf = (...nodes: readonly (XmlElement | string)[]): string => {
  const parts: string[] = []
  for (const node of nodes) collect(node, parts)
  return parts
    .join('')
    .replace(/\u00ad/g, '')
    .replace(divided, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Longest text of a paragraph that is looked through, in characters. */
const maxParagraph = 10_000

/** The begin of the text of a paragraph; those that say what is sought here are short. */
export const paragraphText = ({ inhalt }: Pick<GiiNorm, 'inhalt'> = { inhalt: undefined }): string =>
  inhalt ? textOf(inhalt).slice(0, maxParagraph) : ''

/** The element children with a name. */
export const childrenOf = (element: XmlElement | undefined, name: string): XmlElement[] =>
  (element?.children ?? []).filter((child): child is XmlElement => typeof child !== 'string' && child.name === name)

/** Whether an element has one with a name at any depth. */
export const holds = (element: XmlElement, name: string): boolean =>
  element.children.some((child) => typeof child !== 'string' && (child.name === name || holds(child, name)))

/** The element that a path of names leads to, the first of each. */
export const findElement = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((at, name) => childrenOf(at, name)[0], element)

/** The text at a path; `undefined` when there is none. */
const textAt = (element: XmlElement | undefined, ...path: readonly string[]): string | undefined => {
  const found = findElement(element, ...path)
  const text = found === undefined ? '' : textOf(found)
  return text === '' ? undefined : text
}

/** The file is well-formed XML but no ordinance, or lacks what every ordinance has. */
export class GiiError extends Error {
  override readonly name = 'GiiError'
}

/** Limits of an ordinance; the largest one of the collection has 0.7 MB and 500 rows in an annex. */
const giiLimits: XmlLimits = { ...defaultXmlLimits, maxBytes: 4_194_304, maxElements: 200_000 }
const maxRows = 20_000
const maxCellText = 30_000

/** Refuses tables that no ordinance has, before anything is read from them. */
const checkUmfang = (root: XmlElement): void => {
  let rows = 0
  const lengthOf = (element: XmlElement): number => {
    if (element.name === 'row' && ++rows > maxRows) throw new GiiError(`the tables have more than ${maxRows} rows`)
    const length = element.children.reduce(
      (sum, child) => sum + (typeof child === 'string' ? child.length : lengthOf(child)),
      0,
    )
    if (element.name === 'entry' && length > maxCellText)
      throw new GiiError(`a cell has more than ${maxCellText} characters`)
    return length
  }
  lengthOf(root)
}

const needed = (value: string | undefined, what: string): string => {
  if (value === undefined) throw new GiiError(`the file has no ${what}`)
  return value
}

/**
 * Reads an ordinance in the XML of gesetze-im-internet.de (`gii-norm`) without any network or DTD.
 *
 * @throws XmlError for what no reader of XML here accepts, GiiError when it is another document
 */
export const readGiiDokument = (source: Uint8Array | string, limits = giiLimits): GiiDokument => {
  const root = readElementTree(source, { doctype: giiDoctype, limits })
  if (root.name !== 'dokumente') throw new GiiError(`the root element is ${root.name.slice(0, 100)}, not dokumente`)
  checkUmfang(root)
  const [kopf, ...rest] = childrenOf(root, 'norm')
  const daten = findElement(kopf, 'metadaten')
  const comments = childrenOf(daten, 'standangabe').flatMap((angabe) => {
    const text = textAt(angabe, 'standkommentar')
    return text === undefined ? [] : [{ typ: textAt(angabe, 'standtyp'), text }]
  })
  const builddate = /^(\d{4})(\d{2})(\d{2})/.exec(root.attributes.builddate ?? '')
  const periodikum = textAt(daten, 'fundstelle', 'periodikum')
  const zitstelle = textAt(daten, 'fundstelle', 'zitstelle')
  return {
    doknr: needed(root.attributes.doknr, 'doknr'),
    jurabk: needed(textAt(daten, 'jurabk'), 'jurabk'),
    amtabk: textAt(daten, 'amtabk'),
    titel: needed(textAt(daten, 'langue'), 'langue').slice(0, 1000),
    kurztitel: textAt(daten, 'kurzue'),
    ausfertigungsdatum: needed(textAt(daten, 'ausfertigung-datum'), 'ausfertigung-datum'),
    fundstelle: needed(periodikum && zitstelle && `${periodikum} ${zitstelle}`, 'fundstelle'),
    stand: comments.filter(({ typ }) => typ !== 'Sonst' && typ !== 'Aufh').map(({ text }) => text),
    aufhebung: comments.filter(({ typ }) => typ === 'Aufh').map(({ text }) => text),
    fussnoten: (textAt(kopf, 'textdaten', 'fussnoten') ?? '').slice(0, maxParagraph),
    vermerk: textOf(...(findElement(kopf, 'textdaten', 'text', 'Footnotes')?.children ?? [])).slice(0, maxParagraph),
    abrufstand: builddate ? `${builddate[1]}-${builddate[2]}-${builddate[3]}` : undefined,
    normen: rest.map((norm) => ({
      bezeichnung: textAt(norm, 'metadaten', 'enbez') ?? '',
      titel: textAt(norm, 'metadaten', 'titel') ?? '',
      inhalt: findElement(norm, 'textdaten', 'text', 'Content'),
    })),
  }
}
