import { type CreateBerichtsheft, dokumente, type Lieferung, type Nachweislieferung } from '@berichtsheft/core'

/** Forms in which books are written. */
export type Buchform = 'xml' | 'json' | 'ndjson'

/** Writes books one after the other; holds one of them at most. */
export interface BuchWriter {
  readonly openBuch: (kopf: CreateBerichtsheft) => Promise<void>
  /** Adds to the book that was opened last. */
  readonly addNachweis: (nachweis: Nachweislieferung) => Promise<void>
  readonly end: () => Promise<void>
}

type Write = (text: string) => Promise<void>

/** Makes the writer of a form. Without any book XML and JSON hold an empty list. */
export const createBuchWriter = async (form: Buchform, write: Write): Promise<BuchWriter> => {
  if (form === 'ndjson') {
    return {
      openBuch: (berichtsheft) => write(`${JSON.stringify({ berichtsheft })}\n`),
      addNachweis: (ausbildungsnachweis) => write(`${JSON.stringify({ ausbildungsnachweis })}\n`),
      end: async () => {},
    }
  }
  return byBook(form === 'json' ? jsonForm : await xmlForm(), write)
}

/** How whole books are written: one alone, or a list. */
interface Dokumentform {
  readonly only: (buch: Lieferung) => string
  readonly head: string
  readonly each: (buch: Lieferung, index: number) => string
  readonly tail: string
}

/** Whether there is one book or more is known only when the second one comes, so the first one waits. */
const byBook = ({ only, head, each, tail }: Dokumentform, write: Write): BuchWriter => {
  let open: Lieferung | undefined
  let index = 0
  const flush = async () => {
    if (!open) return
    if (index === 0) await write(head)
    await write(each(open, index))
    index++
  }
  return {
    openBuch: async (berichtsheft) => {
      await flush()
      open = { berichtsheft, ausbildungsnachweise: [] }
    },
    addNachweis: async (nachweis) => {
      open?.ausbildungsnachweise.push(nachweis)
    },
    end: async () => {
      if (open && index === 0) return write(only(open))
      if (index === 0) await write(head)
      await flush()
      await write(tail)
    },
  }
}

const jsonForm: Dokumentform = {
  only: (buch) => `${JSON.stringify(buch, null, 2)}\n`,
  head: '[',
  each: (buch, index) => `${index === 0 ? '' : ','}\n${JSON.stringify(buch, null, 2)}`,
  tail: '\n]\n',
}

const xmlForm = async (): Promise<Dokumentform> => {
  const { writeXml } = await import('@berichtsheft/core/xml')
  const { lieferung, lieferungen } = dokumente
  const empty = writeXml(lieferungen.element, [])
  const end = empty.lastIndexOf('</')
  return {
    only: (buch) => writeXml(lieferung.element, buch),
    head: `${empty.slice(0, end)}\n`,
    each: (buch) => {
      const text = writeXml(lieferung.element, buch)
      return text.slice(text.indexOf('\n') + 1)
    },
    tail: empty.slice(end),
  }
}
