import { generateKey } from '@berichtsheft/core/signatur'
import { createClient, type GatewayClient } from '@berichtsheft/sdk'

/** What of an answer is worth a line. */
const told = ['status', 'eintragungsnummer', 'eingetragenAm', 'abfassung', 'stand', 'ende', 'antwort'] as const

/** A line of what an answer says: the problem of a refusal, else its most telling parts. */
const summaryOf = (text: string): string => {
  if (text === '') return ''
  const body = JSON.parse(text) as Record<string, unknown>
  const parts = 'title' in body ? ['title', 'detail'] : [...told]
  return parts.flatMap((name) => (name in body ? [`${name}: ${body[name]}`] : [])).join(', ')
}

/** `fetch` that prints each request and its answer, so that a reader can repeat it with any tool. */
const fetchAloud =
  (wer: string): typeof fetch =>
  async (input, init) => {
    const request = new Request(input, init)
    const { pathname } = new URL(request.url)
    const body = request.method === 'GET' ? '' : await request.clone().text()
    const answer = await fetch(request)
    if (pathname.startsWith('/v1/')) {
      const short = body.length > 160 ? `${body.slice(0, 150)} … }` : body
      process.stdout.write(`${wer} → ${request.method} ${pathname} ${short}`.trimEnd())
      process.stdout.write(`\n  ← ${answer.status} ${summaryOf(await answer.clone().text())}`.trimEnd())
      process.stdout.write('\n')
    }
    return answer
  }

/** A vendor of report books that files contracts for companies; in a demo anybody may register one. */
export const createAnbieter = async (gateway: string): Promise<GatewayClient> => {
  const { data } = await createClient({ baseUrl: gateway }).api.POST('/v1/anbieter', {
    body: { name: 'Heftwerk GmbH', produkt: 'Heft', kontakt: 'technik@heftwerk.example' },
  })
  return createTeilnehmer(gateway, 'Company', { art: 'anbieter', anbieterId: String(data?.id) })
}

/** The system of a chamber. */
export const createKammer = (gateway: string, knr: string): Promise<GatewayClient> =>
  createTeilnehmer(gateway, `Chamber ${knr}`, { art: 'kammer', knr })

const createTeilnehmer = async (
  gateway: string,
  wer: string,
  whose: { readonly art: 'anbieter'; readonly anbieterId: string } | { readonly art: 'kammer'; readonly knr: string },
): Promise<GatewayClient> => {
  const { publicJwk, privateJwk } = await generateKey('ES256')
  const { kid, x, y } = publicJwk as { kid: string; x: string; y: string }
  const { data } = await createClient({ baseUrl: gateway }).api.POST('/v1/zugaenge', {
    body: { ...whose, name: wer, schluessel: { kty: 'EC', crv: 'P-256', kid, x, y } },
  })
  return createClient({ baseUrl: gateway, clientId: String(data?.clientId), privateJwk, fetch: fetchAloud(wer) })
}
