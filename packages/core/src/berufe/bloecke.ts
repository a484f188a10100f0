import type { XmlElement } from '../xml/element-tree.ts'
import { childrenOf, holds, textOf } from './gii-norm.ts'
import { readTabelle, type Tabelle } from './tabelle.ts'

/** A block of an annex: a heading, or a table. */
export type Block = { readonly text: string } | { readonly tabelle: Tabelle }

const skipped = new Set(['kommentar', 'noindex', 'Footnotes', 'FnR'])

/** Headings and tables of an annex in their order. */
export const blocksOf = (content: XmlElement): Block[] => {
  const blocks: Block[] = []
  let run: (XmlElement | string)[] = []
  const flush = () => {
    const text = textOf(...run)
    if (text !== '' && !/^\(Fundstelle/.test(text)) blocks.push({ text })
    run = []
  }
  const walk = (element: XmlElement) => {
    for (const child of element.children) {
      if (typeof child === 'string') run.push(child)
      else if (child.name === 'table') {
        flush()
        for (const title of childrenOf(child, 'Title')) {
          const text = textOf(title)
          if (text !== '') blocks.push({ text })
        }
        blocks.push({ tabelle: readTabelle(child) })
      } else if (holds(child, 'table')) {
        flush()
        walk(child)
        flush()
      } else if (['P', 'Title', 'Subtitle', 'DL'].includes(child.name)) {
        flush()
        run.push(child)
        flush()
      } else if (child.name === 'BR') {
        run.push(child)
      } else if (!skipped.has(child.name)) run.push(child)
    }
  }
  walk(content)
  flush()
  return blocks
}

/** Whether a text between tables is a heading: not long, no footnote, and not the title of the whole. */
export const isHeading = (text: string): boolean =>
  text.length <= 300 && !/^[*¹²³]|^\d\)|^\W*Sachliche Gliederung\W*$/.test(text)
