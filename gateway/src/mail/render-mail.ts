import type { Sprache } from '@berichtsheft/core'
import { html, renderHtml } from '../html.ts'
import type { Absatz, Mailtext, Mailwerte } from './mailtext.ts'

/** A mail that is ready to be sent: one line of subject, and the same content as text and as HTML. */
export interface FertigeMail {
  readonly betreff: string
  readonly text: string
  readonly html: string
}

/** Longest subject, in characters; longer ones end with an ellipsis. */
const betreffZeichen = 200

/**
 * Renders a mail. The values are data: in the subject line breaks and control characters become blanks, in HTML they are
 * escaped, and nothing in them is looked at as a template.
 */
export const renderMail = <W extends Mailwerte>(mailtext: Mailtext<W>, sprache: Sprache, werte: W): FertigeMail => {
  const { betreff, absaetze } = mailtext[sprache](werte)
  const subject = toLine(betreff)
  return {
    betreff: subject,
    text: `${[...absaetze.map(toText), abschluss[sprache]].join('\n\n')}\n`,
    html: renderHtml(html`<!doctype html>
<html lang="${sprache}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body>
${[...absaetze, abschluss[sprache]].map((absatz) => html`<p>${typeof absatz === 'string' ? absatz : html`<a href="${toLink(absatz.verweis)}">${absatz.verweis}</a>`}</p>\n`)}</body>
</html>
`),
  }
}

const abschluss: Record<Sprache, string> = {
  de: 'Diese Nachricht wurde automatisch erzeugt. Antworten liest niemand.',
  en: 'This message was made by a program. Nobody reads answers to it.',
}

/** Line breaks of every kind, other control characters and marks that change the direction of writing. */
const notInLine = /[\p{Cc}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]+/gu

const toLine = (value: string): string => {
  const line = [...value.replaceAll(notInLine, ' ').trim()]
  return line.length <= betreffZeichen ? line.join('') : `${line.slice(0, betreffZeichen - 1).join('')}…`
}

const toText = (absatz: Absatz): string => (typeof absatz === 'string' ? absatz : toLine(absatz.verweis))

/** @throws Error when the address is not one of the web: a text of ours is wrong then */
const toLink = (verweis: string): string => {
  if (!/^https?:\/\/[!-~]+$/.test(verweis)) throw new Error('a mail links to http and https only')
  return verweis
}
