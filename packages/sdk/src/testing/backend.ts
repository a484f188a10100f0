import type { AdapterUnderTest } from './subject.ts'

/**
 * How the vendor's system behaves: as it should, refusing credentials, failing (503), out of reach, failing with a message
 * that repeats the credentials, answering with something else, or not answering at all.
 */
export type BackendMode = 'ok' | 'unauthorized' | 'failing' | 'offline' | 'telling' | 'garbage' | 'hanging'

/** A `fetch` that behaves in the given way; only `ok` is the subject's own. */
export const answers = (subject: AdapterUnderTest, mode: BackendMode): typeof globalThis.fetch => {
  switch (mode) {
    case 'ok':
      if (!subject.backend) throw new Error('the suite needs `backend`, because the adapter can use an API')
      return subject.backend()
    case 'unauthorized':
      return async () => new Response('{"error":"unauthorized"}', { status: 401 })
    case 'failing':
      return async () => new Response('busy', { status: 503 })
    case 'offline':
      return async () => {
        throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 203.0.113.1:443') })
      }
    case 'telling':
      return async (input, init) => {
        const { headers } = new Request(input, init)
        throw new TypeError(`request failed: ${JSON.stringify([...headers])} ${subject.secrets?.join(' ') ?? ''}`)
      }
    case 'garbage':
      return async () =>
        new Response('<html><body>Bitte anmelden</body></html>', { headers: { 'content-type': 'text/html' } })
    case 'hanging':
      return () => new Promise(() => undefined)
  }
}
