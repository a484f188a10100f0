import { XmlDocument } from 'libxml2-wasm'
import { expect, test } from 'vitest'
import { renderGenericode } from './codelisten.ts'
import { generateContractArtifacts } from './contract-artifacts.ts'

test('a code list as Genericode', () => {
  const list = {
    kennung: 'https://berichtsheft.example/codeliste/farbe',
    version: '2',
    name: 'Farbe',
    eintraege: [
      { code: 'rot', name: 'Rot', beschreibung: 'Red & <warm>.' },
      { code: 'gruen', name: 'Grün', beschreibung: '' },
    ],
  }
  const document = XmlDocument.fromString(renderGenericode(list, 'Colours.'))
  const ns = { gc: 'http://docs.oasis-open.org/codelist/ns/genericode/1.0/' }
  const value = (xpath: string) => document.get(xpath, ns)?.content
  expect(document.root.namespaceUri).toBe(ns.gc)
  expect(value('/gc:CodeList/Identification/ShortName')).toBe('farbe')
  expect(value('/gc:CodeList/Identification/LongName')).toBe('Farbe')
  expect(value('/gc:CodeList/Identification/Version')).toBe('2')
  expect(value('/gc:CodeList/Identification/CanonicalUri')).toBe(list.kennung)
  expect(value('/gc:CodeList/Identification/CanonicalVersionUri')).toBe(`${list.kennung}_2`)
  expect(value('/gc:CodeList/ColumnSet/Key/ColumnRef/@Ref')).toBe('code')
  expect(document.find('/gc:CodeList/ColumnSet/Column/@Id', ns).map((id) => id.content)).toEqual([
    'code',
    'name',
    'beschreibung',
  ])
  const cells = document.find('/gc:CodeList/SimpleCodeList/Row/Value/SimpleValue', ns).map((cell) => cell.content)
  expect(cells).toEqual(['rot', 'Rot', 'Red & <warm>.', 'gruen', 'Grün', ''])
})

test('every code list of the contract has its file, and every code in it is unique', () => {
  const files = [...generateContractArtifacts()].filter(([path]) => path.startsWith('codelisten/'))
  expect(files.length).toBeGreaterThan(15)
  for (const [path, text] of files) {
    const document = XmlDocument.fromString(text)
    const codes = document.find('//Row/Value[@ColumnRef="code"]/SimpleValue').map((cell) => cell.content)
    expect(new Set(codes).size, path).toBe(codes.length)
    expect(codes.length, path).toBeGreaterThan(1)
  }
})
