import { expect, test } from 'vitest'
import { findGeteilteAdressen } from './uebernahme.service.ts'

const konto = (benutzername: string, email: string) => ({ benutzername, email })

test.each([
  ['nobody shares', [konto('a', 'a@x.example'), konto('b', 'b@x.example')], []],
  ['two share', [konto('a', 'buero@x.example'), konto('b', 'buero@x.example')], ['buero@x.example']],
  ['case does not matter', [konto('a', 'Buero@x.example'), konto('b', 'buero@X.example')], ['buero@x.example']],
  ['the same account twice is no conflict', [konto('a', 'a@x.example'), konto('a', 'a@x.example')], []],
  [
    'three share, one does not',
    [konto('a', 'q@x.example'), konto('b', 'q@x.example'), konto('c', 'q@x.example'), konto('d', 'd@x.example')],
    ['q@x.example'],
  ],
] as const)('addresses that are shared: %s', (_name, konten, geteilt) => {
  expect([...findGeteilteAdressen(konten)]).toEqual(geteilt)
})
