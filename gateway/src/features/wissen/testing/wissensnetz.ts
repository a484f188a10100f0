import type { Rolle } from '@berichtsheft/core'
import type { TestApp } from '../../../testing/create-test-app.ts'
import { createTestPerson, type TestPerson } from '../../../testing/people.ts'
import { grantOffeneSchluessel } from '../vergabe.ts'

/** Somebody who works with the knowledge base for a chamber. */
export interface Wissensperson extends TestPerson {
  readonly knr: string
  /** Sends a request for the chamber; a payload makes it a POST. */
  readonly send: <T = unknown>(url: string, payload?: object) => Promise<{ status: number; body: T }>
}

/** Makes somebody with roles of the knowledge base at a chamber; the keys are made, and granted by those who administer the network. */
export const createWissensperson = async (
  app: TestApp,
  knr: string,
  ...rollen: readonly Rolle[]
): Promise<Wissensperson> => {
  const person = await createTestPerson(app, { rollen: rollen.map((rolle) => ({ rolle, knr })) })
  const send: Wissensperson['send'] = async <T>(url: string, payload?: object) => {
    const answer = await person.inject(`kammer:${knr}`, {
      url: `/v1/bq${url}`,
      ...(payload === undefined ? {} : { method: 'POST', payload }),
    })
    return { status: answer.statusCode, body: JSON.parse(answer.body) as T }
  }
  const { wissen } = app.deps
  if (wissen === undefined) throw new Error('the test keeps no knowledge base')
  await send('/schluessel')
  await grantOffeneSchluessel(app.deps, wissen)
  return { ...person, knr, send }
}
