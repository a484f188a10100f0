import type { Sprache } from '@berichtsheft/core'
import { type Content, type Html, html } from '../../../html.ts'
import { renderButtons } from './layout.ts'
import { seitentexte } from './texte.ts'

/** A form that the browser fills in by asking for a passkey. */
export interface Passkeyformular {
  readonly action: string
  /** `get` asks for a passkey, `create` makes one. */
  readonly art: 'get' | 'create'
  /** Options for the browser, as JSON. */
  readonly optionen: string
  readonly button: string
  /** Whether it is the main way on. */
  readonly haupt?: boolean
  /** Fields and texts before the button. */
  readonly inhalt?: Content
}

/** The form, hidden until the script finds that the browser knows passkeys. */
export const renderPasskeyformular = (sprache: Sprache, formular: Passkeyformular): Html => {
  const t = seitentexte[sprache]
  const { action, art, optionen, button, haupt = false, inhalt } = formular
  return html`<form method="post" action="${action}" class="passkey" data-art="${art}" data-optionen="${optionen}" hidden>
${inhalt}<input type="hidden" name="antwort" value="">
<p class="error" role="alert" data-fall="abgebrochen" hidden>${t.passkeyAbgebrochen}</p>
<p class="error" role="alert" data-fall="vorhanden" hidden>${t.passkeyfehler.vorhanden}</p>
${renderButtons(haupt ? html`<button>${button}</button>` : html`<button class="quiet">${button}</button>`)}
</form>`
}

/**
 * The only script of these pages. It shows the forms for passkeys where the browser knows them, asks it, and sends its
 * answer by the form. What `data-ohne-passkey` marks is for browsers that cannot, and goes.
 */
export const passkeyScript = `const toBytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0))
const toText = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: toBytes(one.id) }))

const ask = async (art, { challenge, ...options }) => {
  if (art === 'get') {
    const publicKey = { ...options, challenge: toBytes(challenge), allowCredentials: withBytes(options.allowCredentials) }
    return navigator.credentials.get({ publicKey })
  }
  const user = { ...options.user, id: toBytes(options.user.id) }
  const publicKey = { ...options, user, challenge: toBytes(challenge), excludeCredentials: withBytes(options.excludeCredentials) }
  return navigator.credentials.create({ publicKey })
}

const toJson = ({ id, type, response }) => {
  const members = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']
  const texts = members.filter((name) => response[name]).map((name) => [name, toText(response[name])])
  const transports = response.getTransports?.()
  return JSON.stringify({ id, type, response: { ...Object.fromEntries(texts), ...(transports && { transports }) } })
}

const show = (form, fall) => {
  for (const message of form.querySelectorAll('[data-fall]')) message.hidden = message.dataset.fall !== fall
}

const start = (form) => {
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    show(form, '')
    const button = form.querySelector('button')
    button.disabled = true
    try {
      form.elements.antwort.value = toJson(await ask(form.dataset.art, JSON.parse(form.dataset.optionen)))
      const email = document.querySelector('form:not(.passkey) [name=email]')
      if (form.elements.email && email) form.elements.email.value = email.value
      form.submit()
    } catch (error) {
      show(form, error.name === 'InvalidStateError' ? 'vorhanden' : 'abgebrochen')
      button.disabled = false
    }
  })
}

if (window.PublicKeyCredential) {
  document.querySelectorAll('form.passkey').forEach(start)
  for (const element of document.querySelectorAll('[data-mit-passkey]')) element.hidden = false
  for (const element of document.querySelectorAll('[data-ohne-passkey]')) element.remove()
}
`
