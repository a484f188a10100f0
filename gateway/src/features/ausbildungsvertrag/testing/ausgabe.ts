import type { Ausbildungsvertrag, Vertragsentwurf } from '@berichtsheft/core'
import { createVertrag, type Vertragsabweichung } from '@berichtsheft/core/testing'
import { expect } from 'vitest'
import { alsSystem } from '../../../db/transaktion.ts'
import { textOfPdf } from '../../../testing/pdf-text.ts'
import { createTestPerson } from '../../../testing/people.ts'
import type { Rufer, Vertragsszene } from '../../vertragsaenderung/testing/szene.ts'

const url = '/ausbildungsvertraege'

/** A family name without digits, another one for each number. */
export const wordOf = (number: number): string =>
  'abcdefghijklmnopqrstuvwxyz'.charAt(number % 26).repeat(1 + number / 26)

/** The receipt of the apprentice, as the company declares it. */
export const receipts: Vertragsabweichung = {
  empfangsnachweise: [{ partei: 'azubi', datum: '2026-05-18', form: 'erklaerung' }],
}

/** Text of a PDF in one line. */
export const textOf = (pdf: Buffer): string => textOfPdf(pdf).replaceAll('\n', ' ')

/** What tests of letters, renderings and messages of a contract need in a scene. */
export const createAusgabe = (s: Vertragsszene) => {
  let nr = 0

  /** A contract of another apprentice, whose representatives have addresses. */
  const next = (make = createVertrag, rest: Parameters<typeof createVertrag>[0] = {}): Vertragsentwurf => {
    const vertrag = make()
    nr++
    return make({
      azubi: {
        ...vertrag.azubi,
        familienname: `Sommer ${wordOf(nr)}`,
        kontakt: { email: `sommer${nr}@person.example` },
      },
      vertreter: vertrag.vertreter?.map((one, i) => ({
        ...one,
        kontakt: { email: `eltern${i}-${nr}@person.example` },
      })),
      empfangsnachweise: undefined,
      ...rest,
    }) as Vertragsentwurf
  }

  /** A contract that a clerk has taken. */
  const taken = async (vertrag: Vertragsentwurf = next()): Promise<Ausbildungsvertrag> => {
    const { id } = await s.good<Ausbildungsvertrag>(s.company, url, { vertrag })
    await s.good(s.company, `${url}/${id}/einreichung`)
    return s.good(s.clerk, `${url}/${id}/uebernahme`)
  }

  const mails = (an: string): Promise<{ text: string; werte: Record<string, string> }[]> =>
    alsSystem(s.app.deps, (trx) =>
      trx('mail').where({ an }).orWhereRaw('konto_id::text = ?', [an]).orderBy('erstellt_am').select('text', 'werte'),
    )

  /** Sets how the chamber deals with contracts, by its administration. */
  const settings = async (payload: object): Promise<void> => {
    const boss = await createTestPerson(s.app, { rollen: [{ rolle: 'kammeradministration', knr: '153' }] })
    const answer = await boss.inject('kammer:153', { method: 'PUT', url: '/v1/vertragseinstellungen', payload })
    expect(answer.statusCode, answer.body).toBe(200)
    expect(answer.json()).toEqual(JSON.parse(JSON.stringify(payload)))
  }

  return {
    settings,
    next,
    taken,
    mails,
    lastMail: async (an: string) => (await mails(an)).at(-1),
    /** Number of the last contract. */
    last: () => nr,
    step: (wer: Rufer, { id }: { id: string }, name: string, payload?: object): Promise<Ausbildungsvertrag> =>
      s.good(wer, `${url}/${id}/${name}`, payload),
    /** The PDF at an address. */
    pdfOf: async (wer: Rufer, path: string): Promise<Buffer> => {
      const answer = await s.call(wer, { url: `/v1${path}` })
      expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200)
      expect(answer.headers['content-type']).toBe('application/pdf')
      expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="[\w-]+\.pdf"$/)
      return answer.rawPayload
    },
  }
}
