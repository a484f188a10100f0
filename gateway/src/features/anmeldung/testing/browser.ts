import { Parser } from 'htmlparser2'

/** A form of a page, as a browser without scripts has it. */
export interface Formular {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  /** Buttons by their text. */
  readonly buttons: Readonly<
    Record<string, { readonly name?: string; readonly value?: string; readonly action?: string }>
  >
}

/** A page as it arrived. */
export interface Seite {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly title: string
  readonly text: string
  readonly markup: string
  readonly forms: readonly Formular[]
  /** Addresses of its links by their text. */
  readonly links: Readonly<Record<string, string>>
}

/** A browser without scripts: cookies by path, redirects within the gateway, links and forms. */
export interface Browser {
  /** Opens an address; a redirect to another place than the gateway is not followed, and its page has status 303. */
  readonly open: (address: string, init?: RequestInit) => Promise<Seite>
  /** Fills in and sends the form that has this button. */
  readonly submit: (seite: Seite, button: string, values?: Readonly<Record<string, string>>) => Promise<Seite>
  /** Names of the cookies that it has. */
  readonly cookies: () => readonly string[]
  /** The value of a cookie. */
  readonly cookie: (name: string) => string | undefined
  readonly clear: (name: string) => void
}

interface Cookie {
  readonly name: string
  readonly value: string
  readonly path: string
}

/** Makes a browser for one gateway. */
export const createBrowser = (base: string, language = 'de', headers: Record<string, string> = {}): Browser => {
  let jar: readonly Cookie[] = []

  const keep = (header: string): void => {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
    const [name = '', ...rest] = pair.split('=')
    const attribute = (key: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1)
    const path = attribute('path') ?? '/'
    jar = jar.filter((cookie) => cookie.name !== name || cookie.path !== path)
    const expires = attribute('expires')
    const ended = (expires !== undefined && Date.parse(expires) < Date.now()) || attribute('max-age') === '0'
    if (!ended) jar = [...jar, { name, value: rest.join('='), path }]
  }

  const open = async (address: string, init: RequestInit = {}): Promise<Seite> => {
    const url = new URL(address, base)
    const sent = jar.filter(
      ({ path }) => url.pathname === path || url.pathname.startsWith(path === '/' ? '/' : `${path}/`),
    )
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        'accept-language': language,
        cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; '),
        ...headers,
        ...(init.headers as Record<string, string>),
      },
    })
    for (const header of response.headers.getSetCookie()) keep(header)
    const location = response.headers.get('location')
    if (location !== null) {
      const target = new URL(location, url)
      await response.body?.cancel()
      if (target.origin === base) return open(target.href)
      return { ...readPage(''), url: target.href, status: response.status, headers: response.headers, markup: '' }
    }
    const markup = await response.text()
    return { ...readPage(markup), url: url.href, status: response.status, headers: response.headers, markup }
  }

  return {
    open,
    submit: (seite, button, values = {}) => {
      const form = seite.forms.find(({ buttons }) => button in buttons)
      const pressed = form?.buttons[button]
      if (form === undefined || pressed === undefined) {
        throw new Error(`"${seite.title}" (${seite.status}, ${seite.url}) has no button ${button}:\n${seite.text}`)
      }
      const body = new URLSearchParams({ ...form.fields, ...values })
      if (pressed.name !== undefined) body.set(pressed.name, pressed.value ?? '')
      return open(new URL(pressed.action ?? form.action, seite.url).href, { method: 'POST', body })
    },
    cookies: () => jar.map(({ name }) => name),
    cookie: (name) => jar.find((one) => one.name === name)?.value,
    clear: (name) => {
      jar = jar.filter((cookie) => cookie.name !== name)
    },
  }
}

const readPage = (markup: string): Pick<Seite, 'title' | 'text' | 'forms' | 'links'> => {
  const forms: { action: string; fields: Record<string, string>; buttons: Record<string, object> }[] = []
  const links: Record<string, string> = {}
  let title = ''
  let text = ''
  let heading = false
  let skip = false
  let button: { attributes: Record<string, string>; text: string } | undefined
  let link: { href: string; text: string } | undefined
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'h1') heading = true
        if (name === 'title' || name === 'style') skip = true
        if (name === 'form') forms.push({ action: attributes.action ?? '', fields: {}, buttons: {} })
        if (name === 'input' && attributes.name && attributes.type !== 'checkbox') {
          Object.assign(forms.at(-1)?.fields ?? {}, { [attributes.name]: attributes.value ?? '' })
        }
        if (name === 'button') button = { attributes, text: '' }
        if (name === 'a') link = { href: attributes.href ?? '', text: '' }
      },
      ontext: (chunk) => {
        if (heading) title += chunk
        if (!skip) text += chunk
        if (button) button.text += chunk
        if (link) link.text += chunk
      },
      onclosetag: (name) => {
        if (name === 'h1') heading = false
        if (name === 'title' || name === 'style') skip = false
        if (name === 'button' && button) {
          const { name: field, value, formaction } = button.attributes
          const pressed = {
            ...(field && { name: field }),
            ...(value && { value }),
            ...(formaction && { action: formaction }),
          }
          Object.assign(forms.at(-1)?.buttons ?? {}, { [button.text.trim()]: pressed })
          button = undefined
        }
        if (name === 'a' && link) {
          links[link.text.trim()] = link.href
          link = undefined
        }
      },
    },
    { decodeEntities: true },
  )
  parser.write(markup)
  parser.end()
  return { title: title.trim(), text: text.replaceAll(/\s+/g, ' ').trim(), forms, links }
}
