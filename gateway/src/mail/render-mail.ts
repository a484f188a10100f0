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
 * Renders a mail, in both languages where that of its reader is not known: German first. The values are data: in the subject
 * line breaks and control characters become blanks, in HTML they are escaped, and nothing in them is looked at as a template.
 */
export const renderMail = <W extends Mailwerte>(
  mailtext: Mailtext<W>,
  sprache: Sprache | undefined,
  werte: W,
): FertigeMail => {
  const sprachen: readonly Sprache[] = sprache === undefined ? ['de', 'en'] : [sprache]
  const teile = sprachen.map((one) => {
    const { betreff, absaetze } = mailtext[one](werte)
    return { sprache: one, betreff, absaetze: [...absaetze, abschluss[one]].filter((absatz) => absatz !== '') }
  })
  const subject = toLine(teile.map(({ betreff }) => betreff).join(' · '))
  return {
    betreff: subject,
    text: `${teile.map(({ absaetze }) => absaetze.map(toText).join('\n\n')).join('\n\n---\n\n')}\n`,
    html: renderHtml(html`<!doctype html>
<html lang="${sprachen[0]}">
<head><meta charset="utf-8"><title>${subject}</title></head>
<body>
${teile.map(({ sprache: lang, absaetze }, i) => html`${i > 0 && html`<hr>\n`}<div lang="${lang}">\n${absaetze.map((absatz) => html`<p style="white-space: pre-line">${typeof absatz === 'string' ? absatz : html`<a href="${toLink(absatz.verweis)}">${absatz.verweis}</a>`}</p>\n`)}</div>\n`)}</body>
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
