import type { Anforderung, CreateAnforderung, CreateBerichtsheft, CreateFreigabe, Freigabe } from '@berichtsheft/core'
import type { LightMyRequestResponse } from 'fastify'
import { alsSystem } from '../../../db/transaktion.ts'
import type { TestApp, TestClient } from '../../../testing/create-test-app.ts'
import { makeLieferung } from '../../../testing/fixtures.ts'

/** Day on which the tests of requests take place; books of the fixtures run from 2024-09 to 2027-08. */
export const heute = new Date('2026-11-20T10:00:00Z')

/** An id of the right form that nothing has. */
export const unknownId = '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77'

/** Sends a body to an address and answers the response. */
export const post = (
  client: TestClient,
  url: string,
  payload: object,
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> => client.inject({ method: 'POST', url, payload, headers })

/** The body of a response that must have this status; the answer is shown otherwise. */
export const bodyOf = <T>(response: LightMyRequestResponse, status: number): T => {
  if (response.statusCode !== status) throw new Error(`${response.statusCode} instead of ${status}: ${response.body}`)
  return response.json() as T
}

/** Pushes a book with so many approved weeks and answers its id. */
export const pushHeft = async (
  vendor: TestClient,
  wochen = 2,
  kopf: Partial<CreateBerichtsheft> = {},
): Promise<string> => {
  const answer = await post(vendor, '/v1/lieferungen', makeLieferung(wochen, kopf))
  const { positionen } = bodyOf<{ positionen: { id: string }[] }>(answer, 200)
  const id = positionen[0]?.id
  if (id === undefined) throw new Error(answer.body)
  return id
}

/** A request for a book as a chamber would send it. */
export const anforderungFor = (berichtsheftId: string, change: Partial<CreateAnforderung> = {}): CreateAnforderung => ({
  auswahl: { berichtsheftId },
  zweck: 'abschlusspruefung',
  rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
  frist: '2026-12-15',
  ...change,
})

/** Requests a book. */
export const request = async (
  kammer: TestClient,
  berichtsheftId: string,
  change: Partial<CreateAnforderung> = {},
): Promise<Anforderung> => bodyOf(await post(kammer, '/v1/anforderungen', anforderungFor(berichtsheftId, change)), 201)

/** A release as a vendor would send it. */
export const freigabeFor = (berichtsheftId: string, change: Partial<CreateFreigabe> = {}): CreateFreigabe => ({
  berichtsheftId,
  knr: '153',
  zweck: 'abschlusspruefung',
  gueltigBis: '2027-06-30',
  freigebender: { name: 'Wolfgang Störtebeker', rolle: 'ausbilder' },
  unternehmen: 'Werkstatt Störtebeker GmbH',
  ...change,
})

/** Releases a book, in answer to a request or without one. */
export const release = async (
  vendor: TestClient,
  berichtsheftId: string,
  change: Partial<CreateFreigabe> = {},
): Promise<Freigabe> => bodyOf(await post(vendor, '/v1/freigaben', freigabeFor(berichtsheftId, change)), 201)

/** Reads an object that must be there. */
export const get = async <T>(client: TestClient, url: string): Promise<T> => bodyOf(await client.inject({ url }), 200)

/** Kinds of the events of a chain, oldest first. */
export const ereignisseOf = (app: TestApp, aggregatId: string): Promise<string[]> =>
  alsSystem(app.deps, async (trx) => {
    const texts: string[] = await trx('ereignis').where({ aggregat_id: aggregatId }).orderBy('nr').pluck('inhalt')
    return texts.map((text) => (JSON.parse(text) as { art: string }).art)
  })
