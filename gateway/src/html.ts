const markup = Symbol('markup')

/** Finished markup. Only {@link html} makes it: no value that was parsed from JSON or read from the database can pass for it. */
export interface Html {
  readonly [markup]: string
}

/** What a template takes: texts and numbers are escaped, markup is kept, `undefined` and `false` leave nothing. */
export type Content = Html | string | number | undefined | false | readonly Content[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

const escapeText = (text: string): string => text.replaceAll(/[&<>"'`]/g, (char) => entities[char] ?? '')

const toMarkup = (content: Content): string => {
  if (content === undefined || content === false) return ''
  if (typeof content === 'string' || typeof content === 'number') return escapeText(String(content))
  return markup in content ? content[markup] : content.map(toMarkup).join('')
}

/**
 * Template tag for HTML. Every value is escaped for element content and for attributes in quotes; other places (scripts,
 * styles, attributes without quotes, names of elements) take no values.
 *
 * @example
 * html`<p title="${title}">${text}</p>`
 */
export const html = (parts: TemplateStringsArray, ...values: readonly Content[]): Html => ({
  [markup]: parts.map((part, i) => part + toMarkup(values[i])).join(''),
})

/** The text of finished markup. */
export const renderHtml = (content: Html): string => content[markup]
