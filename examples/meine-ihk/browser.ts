/** A page as it arrived; a page of another place than the gateway is not opened and has no markup. */
export interface Seite {
  readonly url: string
  readonly markup: string
}

/** As much of a browser as the pages of the gateway need: cookies, redirects, forms. They work without scripts. */
export interface Browser {
  readonly open: (url: string, form?: URLSearchParams) => Promise<Seite>
  /** Sends the form that has this button. */
  readonly press: (seite: Seite, button: string, values?: Readonly<Record<string, string>>) => Promise<Seite>
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const decode = (text: string): string => text.replaceAll(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all)

/** The value of an attribute of a tag. */
export const attributeOf = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : decode(value)
}

/** Makes a browser that nobody was signed in with. */
export const createBrowser = (gateway: string): Browser => {
  const cookies = new Map<string, string>()

  const open: Browser['open'] = async (url, form) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { accept: 'text/html', 'accept-language': 'de', cookie }
    const answer = await fetch(url, { headers, redirect: 'manual', ...(form && { method: 'POST', body: form }) })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) return { url, markup: await answer.text() }
    const next = new URL(location, url)
    return next.origin === new URL(gateway).origin ? open(next.href) : { url: next.href, markup: '' }
  }

  return {
    open,
    press: (seite, button, values = {}) => {
      const forms = seite.markup.match(/<form[\s\S]*?<\/form>/g) ?? []
      const form = forms.find((one) => new RegExp(`<button[^>]*>\\s*${button}\\s*</button>`).test(one))
      if (form === undefined) throw new Error(`${seite.url} has no button ${button}:\n${seite.markup}`)
      const fields = new URLSearchParams()
      for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
        const name = attributeOf(tag, 'name')
        if (name !== undefined) fields.set(name, attributeOf(tag, 'value') ?? '')
      }
      for (const [name, value] of Object.entries(values)) fields.set(name, value)
      return open(new URL(attributeOf(form, 'action') ?? '', seite.url).href, fields)
    },
  }
}
