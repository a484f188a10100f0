import { ref } from './common.ts'
import {
  CreateKonto,
  Konto,
  Kontoannahme,
  Kontoauskunft,
  Kontobestaetigung,
  Kontoloeschung,
  Kontosperre,
  Passwortanforderung,
  Passwortruecksetzung,
  Passwortwechsel,
  SitzungParams,
  Sitzungsliste,
  UpdateKonto,
} from './konto.ts'
import { defineOperation } from './operation.ts'

const tags = ['Konten'] as const

export const createKonto = defineOperation({
  method: 'POST',
  url: '/v1/konten',
  schema: {
    operationId: 'createKonto',
    tags,
    summary: 'Register a person',
    description: 'The answer never tells whether the address has an account; its owner is told by mail.',
    body: ref(CreateKonto),
    response: { 202: ref(Kontoannahme) },
  },
})

export const confirmKonto = defineOperation({
  method: 'POST',
  url: '/v1/konten/bestaetigung',
  schema: {
    operationId: 'confirmKonto',
    tags,
    summary: 'Confirm a registration by the mailed link',
    description: 'An expired link answers 410, and a new one is mailed.',
    body: ref(Kontobestaetigung),
    response: { 200: ref(Kontoannahme) },
  },
})

export const confirmEmail = defineOperation({
  method: 'POST',
  url: '/v1/konten/emailbestaetigung',
  schema: {
    operationId: 'confirmEmail',
    tags,
    summary: 'Confirm a new e-mail address by the mailed link',
    body: ref(Kontobestaetigung),
    response: { 200: ref(Kontoannahme) },
  },
})

export const requestPasswort = defineOperation({
  method: 'POST',
  url: '/v1/konten/passwort/anforderung',
  schema: {
    operationId: 'requestPasswort',
    tags,
    summary: 'Have a link mailed that sets a new password',
    description:
      'The answer is always the same. An account that waits for its confirmation or is locked gets that link instead.',
    body: ref(Passwortanforderung),
    response: { 202: ref(Kontoannahme) },
  },
})

export const resetPasswort = defineOperation({
  method: 'POST',
  url: '/v1/konten/passwort/ruecksetzung',
  schema: {
    operationId: 'resetPasswort',
    tags,
    summary: 'Set a new password by the mailed link',
    description: 'Ends every session.',
    body: ref(Passwortruecksetzung),
    response: { 200: ref(Kontoannahme) },
  },
})

export const unlockKonto = defineOperation({
  method: 'POST',
  url: '/v1/konten/entsperrung',
  schema: {
    operationId: 'unlockKonto',
    tags,
    summary: 'End the lock of an account by the mailed link',
    body: ref(Kontobestaetigung),
    response: { 200: ref(Kontoannahme) },
  },
})

export const getKonto = defineOperation({
  method: 'GET',
  url: '/v1/konten/ich',
  schema: { operationId: 'getKonto', tags, summary: 'Read the own account', response: { 200: ref(Konto) } },
})

export const updateKonto = defineOperation({
  method: 'PATCH',
  url: '/v1/konten/ich',
  schema: {
    operationId: 'updateKonto',
    tags,
    summary: 'Change the own data',
    body: ref(UpdateKonto),
    response: { 200: ref(Konto) },
  },
})

export const deleteKonto = defineOperation({
  method: 'DELETE',
  url: '/v1/konten/ich',
  schema: {
    operationId: 'deleteKonto',
    tags,
    summary: 'Delete the own account',
    description: 'Refused while the person is the last administrator of a company.',
    response: { 200: ref(Kontoloeschung) },
  },
})

export const changePasswort = defineOperation({
  method: 'POST',
  url: '/v1/konten/ich/passwort',
  schema: {
    operationId: 'changePasswort',
    tags,
    summary: 'Change the own password',
    description: 'Ends every session.',
    body: ref(Passwortwechsel),
    response: { 200: ref(Konto) },
  },
})

export const lockKonto = defineOperation({
  method: 'POST',
  url: '/v1/konten/ich/sperre',
  schema: {
    operationId: 'lockKonto',
    tags,
    summary: 'Lock the own account',
    description: 'Ends every session; a link that ends the lock is mailed.',
    body: ref(Kontosperre),
    response: { 200: ref(Konto) },
  },
})

export const listSitzungen = defineOperation({
  method: 'GET',
  url: '/v1/konten/ich/sitzungen',
  schema: {
    operationId: 'listSitzungen',
    tags,
    summary: 'List where the person is signed in',
    response: { 200: ref(Sitzungsliste) },
  },
})

export const endSitzungen = defineOperation({
  method: 'DELETE',
  url: '/v1/konten/ich/sitzungen',
  schema: {
    operationId: 'endSitzungen',
    tags,
    summary: 'End every session',
    description: 'Access tokens that were given out hold until they end, at most five minutes.',
    response: { 200: ref(Sitzungsliste) },
  },
})

export const endSitzung = defineOperation({
  method: 'DELETE',
  url: '/v1/konten/ich/sitzungen/:sitzung',
  schema: {
    operationId: 'endSitzung',
    tags,
    summary: 'End one session',
    params: ref(SitzungParams),
    response: { 200: ref(Sitzungsliste) },
  },
})

export const getAuskunft = defineOperation({
  method: 'GET',
  url: '/v1/konten/ich/auskunft',
  schema: {
    operationId: 'getAuskunft',
    tags,
    summary: 'Get all own data as one file',
    response: { 200: ref(Kontoauskunft) },
  },
})
