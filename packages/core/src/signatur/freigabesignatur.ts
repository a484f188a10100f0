import { type Static, Type } from 'typebox'
import { Id, nullable, ref, Sha256, Zeitpunkt } from '../contract/common.ts'
import { Beteiligter, Nachweisstatus } from '../contract/nachweisverlauf.ts'
import { createForm } from './form.ts'
import { canonicalize } from './kanonisch.ts'
import type { Jwks } from './schluessel.ts'
import { jwsTypen, type Signer, signJws, verifyJws } from './signatur.ts'
import { SignaturError } from './signatur-error.ts'

/** What an approval signs: the text of the report by its hash, the step, and everything that happened to the book before. */
export type Freigabesignatur = Static<typeof Freigabesignatur>
export const Freigabesignatur = Type.Object(
  {
    nachweisId: ref(Id, 'The report.'),
    hash: ref(Sha256, 'SHA-256 of its canonical text.'),
    vorgang: ref(Nachweisstatus, 'The state that the step led to.'),
    zeitpunkt: ref(Zeitpunkt, 'When.'),
    durch: ref(Beteiligter, 'Who.'),
    vorher: nullable(ref(Sha256, 'Hash of the last event of the book before this step; null when there was none.')),
  },
  {
    $id: 'Freigabesignatur',
    description: 'Signed content of one approval (or of another step) of a report.',
    additionalProperties: false,
  },
)

const form = createForm(Freigabesignatur)

/**
 * Signs an approval: a JWS over the hash of the report and the head of the event chain before it, so that a book is a
 * chain (docs/adr/0012-unterschrift-der-freigabe.md). The event that records the step then carries this JWS or its SHA-256 in its text, and so the next
 * approval signs this one too.
 *
 * @throws SignaturError `nutzlast` when a value does not have the form of {@link Freigabesignatur}
 */
export const signFreigabe = async (angaben: Freigabesignatur, signer: Signer): Promise<string> => {
  checkForm(angaben)
  return signJws(canonicalize(angaben), signer, { typ: jwsTypen.freigabe, iat: toSeconds(angaben.zeitpunkt) })
}

/**
 * Verifies an approval with the published keys: signature, type, form, and that the signed instant is the one of the step.
 *
 * @throws SignaturError with the reason
 */
export const verifyFreigabe = async (jws: string, jwks: Jwks): Promise<Freigabesignatur> => {
  const { value, iat } = await verifyJws(jws, jwks, jwsTypen.freigabe)
  checkForm(value)
  if (iat !== toSeconds(value.zeitpunkt)) {
    throw new SignaturError('nutzlast', 'the signed time is not the time of the step')
  }
  return value
}

const checkForm: (value: unknown) => asserts value is Freigabesignatur = (value) => {
  const fehler = form.check(value)
  if (fehler) throw new SignaturError('nutzlast', `"${fehler.pfad}" ${fehler.text}`)
}

/** Seconds since 1970 of an instant of the contract, fractions dropped. */
export const toSeconds = (zeitpunkt: string): number => Math.floor(Date.parse(zeitpunkt) / 1000)
