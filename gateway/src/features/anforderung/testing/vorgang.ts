import type {
  Anforderung,
  CreateAnforderung,
  CreateBerichtsheft,
  CreateFreigabe,
  Freigabe,
  Uebermittlung,
} from '@berichtsheft/core'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeEach } from 'vitest'
import { alsSystem } from '../../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestClient } from '../../../testing/create-test-app.ts'
import { makeLieferung } from '../../../testing/fixtures.ts'

/** Day on which the tests of requests take place; books of the fixtures run from 2024-09 to 2027-08. */
export const heute = new Date('2026-11-20T10:00:00Z')

/** The gateway of a test file, and who calls it. */
export interface Scene {
  readonly app: TestApp
  readonly vendor: TestClient
  readonly other: TestClient
  /** Chamber 153, which is in charge of the books of the fixtures. */
  readonly kammer: TestClient
  readonly fremdeKammer: TestClient
}

/** Opens a gateway with two vendors and two chambers. It closes with the file, and every test begins on {@link heute}. */
export const openScene = async (): Promise<Scene> => {
  const app = await createTestApp({ now: heute })
  afterAll(() => app.close())
  beforeEach(() => {
    app.clock.now = heute
  })
  return {
    app,
    vendor: await app.createVendor(),
    other: await app.createVendor('Anderer Anbieter AG'),
    kammer: await app.createKammer('153'),
    fremdeKammer: await app.createKammer('107'),
  }
}

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

/** Hands a released book over. */
export const transfer = async (vendor: TestClient, freigabeId: string): Promise<Uebermittlung> =>
  bodyOf(await post(vendor, '/v1/uebermittlungen', { freigabeId }), 201)

/** A book with so many weeks, requested, released and transferred. */
export const transferRequested = async ({ vendor, kammer }: Scene, wochen = 2) => {
  const heftId = await pushHeft(vendor, wochen)
  const anforderung = await request(kammer, heftId)
  const freigabe = await release(vendor, heftId, { anforderungId: anforderung.id })
  return { heftId, anforderung, freigabe, uebermittlung: await transfer(vendor, freigabe.id) }
}

/** Asks for the file of a transfer. */
export const fetchPaket = (client: TestClient, id: string): Promise<LightMyRequestResponse> =>
  client.inject({ url: `/v1/uebermittlungen/${id}/paket` })

/** The findings of a refusal as `rule pointer`. */
export const findings = (body: unknown): string[] =>
  ((body as { verstoesse?: { regel: string; pfad: string }[] }).verstoesse ?? []).map(
    ({ regel, pfad }) => `${regel} ${pfad}`,
  )

/** Reads an object that must be there. */
export const get = async <T>(client: TestClient, url: string): Promise<T> => bodyOf(await client.inject({ url }), 200)

/** Kinds of the events of a chain, oldest first. */
export const ereignisseOf = (app: TestApp, aggregatId: string): Promise<string[]> =>
  alsSystem(app.deps, async (trx) => {
    const texts: string[] = await trx('ereignis').where({ aggregat_id: aggregatId }).orderBy('nr').pluck('inhalt')
    return texts.map((text) => (JSON.parse(text) as { art: string }).art)
  })
