import { expect, test } from 'vitest'
import { beispiele } from './beispiele.ts'
import { checkNachrichtentyp, findNachricht, type Nachrichtenname, nachrichten, standard } from './nachricht.ts'

const names = Object.keys(nachrichten) as Nachrichtenname[]
const place = '/nachrichtenkopf/identifikation/nachrichtentyp'

test('the messages have the names and numbers that were agreed', () => {
  expect(names.map((name) => nachrichten[name].element)).toEqual([
    'administration.rueckweisung.0010',
    'administration.quittung.0020',
    'ausbildungsnachweis.anforderung.0101',
    'ausbildungsnachweis.sammelanforderung.0102',
    'ausbildungsnachweis.freigabe.0103',
    'ausbildungsnachweis.uebermittlung.0104',
    'ausbildungsnachweis.pruefergebnis.0105',
    'ausbildungsvertrag.antragEintragung.0201',
    'ausbildungsvertrag.pruefergebnis.0202',
    'ausbildungsvertrag.nachforderung.0203',
    'ausbildungsvertrag.nachreichung.0204',
    'ausbildungsvertrag.empfangsnachweis.0205',
    'ausbildungsvertrag.eintragung.0206',
    'ausbildungsvertrag.aenderung.0207',
    'ausbildungsvertrag.aufloesung.0208',
    'unternehmen.registrierung.0301',
    'unternehmen.aktivierung.0302',
    'unternehmen.loeschung.0303',
    'unternehmen.beitritt.0304',
    'unternehmen.rollenanfrage.0305',
    'unternehmen.rollenzuweisung.0306',
    'unternehmen.entscheidung.0307',
  ])
})

test('a message is found by its root element', () => {
  for (const name of names) expect(findNachricht(nachrichten[name].element)).toBe(nachrichten[name])
  expect(findNachricht('lieferung')).toBeUndefined()
})

test.each(names)('the example of %s heads the message that it is', (name) => {
  expect(checkNachrichtentyp(nachrichten[name], beispiele[name].nachrichtenkopf)).toEqual([])
})

test('a header of another message is noticed, part by part', () => {
  const { nachrichtenkopf } = beispiele.anforderung
  expect(checkNachrichtentyp(nachrichten.freigabe, nachrichtenkopf)).toEqual([`${place}/code`, `${place}/name`])
  const { identifikation } = nachrichtenkopf
  const mixed = {
    ...nachrichtenkopf,
    identifikation: { ...identifikation, nachrichtentyp: { code: '0103', name: nachrichten.anforderung.element } },
  }
  expect(checkNachrichtentyp(nachrichten.freigabe, mixed)).toEqual([`${place}/name`])
})

test('the messages name the version that the namespace has', () => {
  for (const name of names) expect(standard.namespace.endsWith(`/${beispiele[name].version}`)).toBe(true)
  expect(standard.version.startsWith(`${beispiele.anforderung.version}.`)).toBe(true)
})
