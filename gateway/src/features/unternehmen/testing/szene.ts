import type { Brief, CreateUnternehmen, Stammunternehmen, Unternehmen } from '@berichtsheft/core'
import { alsSystem } from '../../../db/transaktion.ts'
import { createTestApp, type TestApp, type TestAppOptions, type TestClient } from '../../../testing/create-test-app.ts'
import { textOfPdf } from '../../../testing/pdf-text.ts'
import { createTestPerson, type TestPerson } from '../../../testing/people.ts'

/** A chamber with a register and two clerks, and a person who registers companies there. */
export interface Szene {
  readonly t: TestApp
  readonly kammer: TestClient
  readonly clerk: TestPerson
  readonly other: TestPerson
  readonly registrant: TestPerson
  /** Puts a company into the register and answers the id of its record. */
  readonly addToRegister: (change?: Partial<Stammunternehmen>) => Promise<string>
  readonly register: (change?: Partial<CreateUnternehmen>, person?: TestPerson) => Promise<Unternehmen>
  /** Registers, takes and approves a company; answers it with its letter. */
  readonly approve: (identnummer: string) => Promise<{ unternehmen: Unternehmen; brief: Brief; kennwort: string }>
  /** The same, posted and activated. */
  readonly activate: (identnummer: string) => Promise<Unternehmen>
  readonly readKennwort: (briefId: string) => Promise<string>
  readonly eventsOf: (unternehmenId: string) => Promise<string[]>
  /** Keys of the mails to an account, in alphabetical order. */
  readonly mailsTo: (kontoId: string) => Promise<string[]>
}

export const anschrift = { strasse: 'Hafenstraße', hausnummer: '12', plz: '68159', ort: 'Mannheim' } as const

/** What a chamber's clerk sends its requests for. */
export const imAmt = 'kammer:153'

/** Sets the scene. The ELSTER check is asked for from 2099 on unless `env` says otherwise. */
export const setScene = async (options: TestAppOptions = {}): Promise<Szene> => {
  const t = await createTestApp({ ...options, env: { ELSTER_AB: '2099-01-01', ...options.env } })
  const kammer = await t.createKammer('153')
  const staff = () => createTestPerson(t, { rollen: [{ rolle: 'sachbearbeitung', knr: '153' }], stufe: 'mehrfaktor' })
  const [clerk, other, registrant] = [await staff(), await staff(), await createTestPerson(t)]

  const expectStatus = (answer: { statusCode: number; body: string }, status: number) => {
    if (answer.statusCode !== status) throw new Error(`expected ${status}: ${answer.statusCode} ${answer.body}`)
  }

  const addToRegister: Szene['addToRegister'] = async (change = {}) => {
    const record = { identnummer: '0001234567', name: 'Werkstatt Störtebeker GmbH', anschrift, ...change }
    const headers = { 'content-type': 'application/x-ndjson' }
    const payload = JSON.stringify({ unternehmen: record })
    expectStatus(await kammer.inject({ method: 'POST', url: '/v1/stammdaten', headers, payload }), 200)
    const found = await kammer.inject({ url: `/v1/stammdaten?art=unternehmen&identnummer=${record.identnummer}` })
    return found.json().eintraege[0].id
  }

  const register: Szene['register'] = async (change = {}, person = registrant) => {
    const payload = { name: 'Werkstatt Störtebeker GmbH', anschrift, knr: '153', ...change }
    const answer = await person.inject(undefined, { method: 'POST', url: '/v1/unternehmen', payload })
    expectStatus(answer, 201)
    return answer.json()
  }

  const readKennwort: Szene['readKennwort'] = async (briefId) => {
    const file = await clerk.inject(imAmt, { url: `/v1/briefe/${briefId}/datei` })
    expectStatus(file, 200)
    return /[0-9A-Z]{5}(-[0-9A-Z]{5}){2}/.exec(textOfPdf(file.rawPayload))?.[0] ?? ''
  }

  const approve: Szene['approve'] = async (identnummer) => {
    const name = `Werkstatt ${identnummer} GmbH`
    const stammsatzId = await addToRegister({ identnummer, name })
    const { id } = await register({ name })
    expectStatus(await clerk.inject(imAmt, { method: 'POST', url: `/v1/unternehmen/${id}/zuweisung` }), 200)
    const payload = { ergebnis: 'freigegeben', stammsatzId }
    const decided = await clerk.inject(imAmt, { method: 'POST', url: `/v1/unternehmen/${id}/entscheidung`, payload })
    expectStatus(decided, 200)
    const brief: Brief = (await clerk.inject(imAmt, { url: `/v1/briefe?unternehmenId=${id}` })).json().eintraege[0]
    return { unternehmen: decided.json(), brief, kennwort: await readKennwort(brief.id) }
  }

  return {
    t,
    kammer,
    clerk,
    other,
    registrant,
    addToRegister,
    register,
    approve,
    readKennwort,
    activate: async (identnummer) => {
      const { unternehmen, brief, kennwort } = await approve(identnummer)
      expectStatus(await clerk.inject(imAmt, { method: 'POST', url: `/v1/briefe/${brief.id}/versand` }), 200)
      const payload = { kennwort, identnummer, knr: '153' }
      const url = `/v1/unternehmen/${unternehmen.id}/aktivierung`
      const answer = await registrant.inject(undefined, { method: 'POST', url, payload })
      expectStatus(answer, 200)
      return answer.json()
    },
    eventsOf: async (unternehmenId) => {
      const rows = await alsSystem(t.deps, (trx) =>
        trx('ereignis').where({ aggregat_id: unternehmenId }).orderBy('nr').pluck<string[]>('inhalt'),
      )
      return rows.map((inhalt: string) => JSON.parse(inhalt).art)
    },
    mailsTo: async (kontoId) => {
      const texts: string[] = await alsSystem(t.deps, (trx) => trx('mail').where({ konto_id: kontoId }).pluck('text'))
      return texts.sort()
    },
  }
}
