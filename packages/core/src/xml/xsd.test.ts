import { XmlDocument, type XmlElement } from 'libxml2-wasm'
import { describe, expect, test } from 'vitest'
import { dokumente, nachrichten, nachrichtensammlung, standard } from '../contract/nachricht.ts'
import { buildContractModel, sharedModule } from './contract-model.ts'
import { compileLibxmlSchema } from './libxml2.ts'
import { renderReaderXsd, renderXsd } from './xsd.ts'

const { version, namespace, ...info } = standard
const model = buildContractModel()
const files = renderXsd(model, info, sharedModule)
const xs = { xs: 'http://www.w3.org/2001/XMLSchema' }

const find = (file: string, xpath: string): XmlElement[] => {
  const document = XmlDocument.fromString(files.get(file) ?? '')
  return document.find(xpath, xs) as XmlElement[]
}
const attribute = (element: XmlElement, name: string): string | undefined =>
  element.attrs.find((candidate) => candidate.name === name)?.value
const inAll = (xpath: string): XmlElement[] => [...files.keys()].flatMap((file) => find(file, xpath))

describe('the schema files', () => {
  test('are one per module and an umbrella that includes them', () => {
    expect([...files.keys()]).toEqual([
      'berichtsheft.xsd',
      'berichtsheft-basis.xsd',
      'berichtsheft-administration.xsd',
      'berichtsheft-ausbildungsnachweis.xsd',
      'berichtsheft-ausbildungsvertrag.xsd',
      'berichtsheft-unternehmen.xsd',
      'berichtsheft-stammdaten.xsd',
    ])
    expect(find('berichtsheft.xsd', '//xs:include').map((include) => attribute(include, 'schemaLocation'))).toEqual(
      [...files.keys()].slice(1),
    )
  })

  test('share one namespace with the version in it', () => {
    for (const file of files.keys()) {
      const [schema] = find(file, '/xs:schema')
      expect(schema && attribute(schema, 'targetNamespace')).toBe(namespace)
      expect(schema && attribute(schema, 'version')).toBe(version)
      expect(schema && attribute(schema, 'elementFormDefault')).toBe('qualified')
    }
    expect(namespace.endsWith(`/${version.split('.').slice(0, 2).join('.')}`)).toBe(true)
  })

  test('document every type, element, attribute and value, and the schema itself', () => {
    // What a reference names is documented where it is declared, and the type of a collection by its element.
    const kinds = [
      'schema',
      'element[@name]',
      'attribute',
      'complexType[not(parent::xs:element)]',
      'simpleType',
      'enumeration',
    ]
    const places = kinds.map((kind) => `//xs:${kind}`).join(' | ')
    const undocumented = inAll(places).filter((element) => {
      const [text] = element.find('xs:annotation/xs:documentation[normalize-space(.) != ""]', xs)
      const isListedValue = element.name === 'enumeration' && element.get('ancestor::xs:complexContent', xs) === null
      return !text && !isListedValue
    })
    expect(
      undocumented.map((element) => `${element.name} ${attribute(element, 'name')}, line ${element.line}`),
    ).toEqual([])
  })

  test('name elements and types as the handbook asks', () => {
    const names = (xpath: string) => inAll(xpath).map((element) => attribute(element, 'name') ?? '')
    expect(
      names('//xs:element[@name]').filter((name) => !/^[a-z][A-Za-z0-9]*(\.[a-z0-9][A-Za-z0-9]*)*$/.test(name)),
    ).toEqual([])
    expect(
      names('//xs:schema/xs:complexType | //xs:schema/xs:simpleType').filter(
        (name) => !/^[A-Z][A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]*)*$/.test(name),
      ),
    ).toEqual([])
  })

  test('declare every message with title and legal basis, and every document', () => {
    const roots = inAll('/xs:schema/xs:element')
    expect(roots.map((root) => attribute(root, 'name')).sort()).toEqual(
      [...Object.values(nachrichten), ...Object.values(dokumente), nachrichtensammlung]
        .map(({ element }) => element)
        .sort(),
    )
    for (const { element, titel, rechtsgrundlage } of Object.values(nachrichten)) {
      const root = roots.find((candidate) => attribute(candidate, 'name') === element)
      expect(root?.get('xs:annotation/xs:appinfo/title', xs)?.content).toBe(titel)
      expect(root?.get('xs:annotation/xs:appinfo/rechtsgrundlage', xs)?.content).toBe(rechtsgrundlage)
    }
  })

  test('declare a stream of messages of every kind', () => {
    const records = find('berichtsheft.xsd', `//xs:element[@name='${nachrichtensammlung.element}']//xs:element`)
    expect(records.map((record) => attribute(record, 'ref'))).toEqual(
      Object.values(nachrichten).map(({ element }) => `bh:${element}`),
    )
  })

  test('have no attributes but on messages and code lists', () => {
    const owners = inAll('//xs:attribute').map((element) => {
      const type = element.get('ancestor::xs:complexType[@name]', xs)
      return (type && attribute(type as XmlElement, 'name')) ?? ''
    })
    expect(owners.filter((owner) => !/^(Code(\..+)?|.+\d{4})$/.test(owner))).toEqual([])
  })

  test('fix list and version of every code list', () => {
    const lists = inAll('/xs:schema/xs:complexType[starts-with(@name, "Code.")]')
    expect(lists.length).toBeGreaterThan(10)
    for (const list of lists) {
      const fixed = (name: string) => attribute(list.get(`.//xs:attribute[@name="${name}"]`, xs) as XmlElement, 'fixed')
      // Our own ones count their versions, those of authorities carry the name and version that they were given.
      expect(`${fixed('listURI')} ${fixed('listVersionID')}`).toMatch(
        /^(https:\/\/berichtsheft\.example\/codeliste\/[a-z]+ \d+|urn:[a-z0-9:.-]+ \d+(-\d\d-\d\d)?)$/,
      )
      expect(attribute(list.get('.//xs:element', xs) as XmlElement, 'form')).toBe('unqualified')
    }
  })

  test('compile without includes too, as the reader uses them', () => {
    expect(() => compileLibxmlSchema(renderReaderXsd(model)).close()).not.toThrow()
  })
})
