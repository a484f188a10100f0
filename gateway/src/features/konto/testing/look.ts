import { expect } from 'vitest'
import { alsSystem } from '../../../db/transaktion.ts'
import { createPersonToken } from '../../../testing/people.ts'
import { type Kontenprobe, readJson } from '../../anmeldung/testing/konten.ts'
import { idOf } from './person.ts'

/** What tests of accounts ask of a running gateway, its tables and its mails. */
export const lookInto = (probe: () => Kontenprobe) => {
  const deps = () => probe().gateway.deps
  const mailsTo = (email: string) => probe().mails.eingaenge.filter(({ an }) => an.includes(email))
  const tableOf = (table: string, where: object = {}) => alsSystem(deps(), (trx) => trx(table).where(where).select('*'))
  const bearer = async (email: string) => ({
    authorization: `Bearer ${await createPersonToken(deps(), await idOf(deps(), email))}`,
  })
  return { deps, mailsTo, tableOf, bearer }
}

/** Mails take a moment on a busy machine. */
export const eventually = <T>(look: () => T): ReturnType<typeof expect.poll> => expect.poll(look, { timeout: 10_000 })

/** Whether the subject of a mail has this part. */
export const isSubject = (part: string) => (mail: { subject?: string | undefined }) =>
  mail.subject?.includes(part) === true

/** Status and kind of a problem. */
export const problemOf = async (answer: Response) => [answer.status, (await readJson(answer)).type?.split('#')[1]]

/** What an answer tells, without what is different for every answer. */
export const told = async (answer: Response) => {
  const { instance: _instance, ...body } = await readJson(answer)
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !['date', 'retry-after'].includes(name)))
  return { status: answer.status, body, headers }
}
