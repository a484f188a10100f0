import { create } from 'xmlbuilder2'
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js'
import type { CollectionElement, RootElement, XmlModel, XmlType } from './tree.ts'
import { resolveType } from './tree.ts'
import { addBaseCode, addNamedType, document, prefix } from './xsd-types.ts'

/** Facts about the standard that every schema file repeats in its `xs:appinfo`. */
export interface StandardInfo {
  readonly nameLang: string
  readonly nameKurz: string
  readonly nameTechnisch: string
  readonly kennung: string
  readonly beschreibung: string
}

const xs = 'http://www.w3.org/2001/XMLSchema'

const addRoot = (model: XmlModel, schema: XMLBuilder, root: RootElement): void => {
  const element = schema.ele('xs:element', {
    name: root.element,
    type: `${prefix}:${resolveType(model, root.type).xsdName}`,
  })
  document(element, root.description, (appinfo) => {
    if (root.title !== undefined) appinfo.ele('title').txt(root.title)
    if (root.rechtsgrundlage !== undefined) appinfo.ele('rechtsgrundlage').txt(root.rechtsgrundlage)
  })
}

/** A collection refers to elements of several files, so it stands in the file that includes them all. */
const addCollection = (schema: XMLBuilder, { element, description, records }: CollectionElement): void => {
  const declared = schema.ele('xs:element', { name: element })
  document(declared, description)
  const choice = declared.ele('xs:complexType').ele('xs:choice', { minOccurs: '0', maxOccurs: 'unbounded' })
  for (const record of records) choice.ele('xs:element', { ref: `${prefix}:${record}` })
}

/** xmlbuilder2 writes non-ASCII characters of patterns as they are; as references they stay readable and survive editors. */
const print = (schema: XMLBuilder): string =>
  `${schema
    .end({ prettyPrint: true })
    .replace(/ value="[^"]*"/g, (attribute) =>
      attribute.replace(/[^ -~]/gu, (character) => `&#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()};`),
    )}\n`

const openSchema = (model: XmlModel, info: StandardInfo, description: string): XMLBuilder => {
  const schema = create({ version: '1.0', encoding: 'UTF-8' }).ele(xs, 'xs:schema', {
    [`xmlns:${prefix}`]: model.namespace,
    targetNamespace: model.namespace,
    version: model.version,
    elementFormDefault: 'qualified',
    attributeFormDefault: 'unqualified',
  })
  document(schema, description, (appinfo) => {
    const standard = appinfo.ele('standard')
    for (const [key, value] of Object.entries(info)) standard.ele(key).txt(String(value))
    appinfo.ele('versionStandard').ele('version').txt(model.version)
  })
  return schema
}

const referencedModules = (model: XmlModel, module: string): Set<string> => {
  const found = new Set<string>()
  const visit = (type: XmlType): void => {
    if (type.kind === 'ref') found.add(resolveType(model, type.name).module)
    else if (type.kind === 'list') visit(type.item.type)
    else if (type.kind === 'object') for (const field of type.fields) visit(field.type)
    else if (type.kind === 'union')
      for (const variant of type.variants) found.add(resolveType(model, variant.type).module)
  }
  for (const named of model.types.values()) if (named.module === module) visit(named.type)
  for (const root of model.roots) if (root.module === module) found.add(resolveType(model, root.type).module)
  return found
}

/** The modules of the model in the order of their first use; the one with the base type of code lists comes first. */
const modulesOf = (model: XmlModel, sharedModule: string): string[] => [
  ...new Set([
    sharedModule,
    ...model.roots.map((root) => root.module),
    ...[...model.types.values()].map((type) => type.module),
  ]),
]

/**
 * One schema file per module and an umbrella file `<name>.xsd` that includes them all.
 *
 * @returns file name → text
 */
export const renderXsd = (model: XmlModel, info: StandardInfo, sharedModule: string): Map<string, string> => {
  const name = info.nameTechnisch
  const modules = modulesOf(model, sharedModule)
  const files = new Map<string, string>()
  const umbrella = openSchema(model, info, `${info.nameLang}: all messages and documents. Validate against this file.`)
  for (const module of modules) umbrella.ele('xs:include', { schemaLocation: `${name}-${module}.xsd` })
  for (const collection of model.collections ?? []) addCollection(umbrella, collection)
  files.set(`${name}.xsd`, print(umbrella))
  for (const module of modules) {
    const schema = openSchema(model, info, `${info.nameLang}: module ${module}.`)
    const included = referencedModules(model, module).add(sharedModule)
    for (const other of modules)
      if (other !== module && included.has(other)) schema.ele('xs:include', { schemaLocation: `${name}-${other}.xsd` })
    addContent(model, schema, (entry) => entry.module === module, module === sharedModule)
    files.set(`${name}-${module}.xsd`, print(schema))
  }
  return files
}

const addContent = (
  model: XmlModel,
  schema: XMLBuilder,
  select: (entry: { module: string }) => boolean,
  withBase: boolean,
): void => {
  for (const root of model.roots) if (select(root)) addRoot(model, schema, root)
  if (withBase) addBaseCode(schema)
  for (const named of model.types.values()) if (select(named)) addNamedType(model, schema, named)
}

/**
 * The model without the patterns of strings, which the reader checks itself. Dates keep theirs: without a pattern libxml2
 * does not collapse the blanks around them.
 */
const withoutPatterns = (model: XmlModel): XmlModel => {
  const strip = (type: XmlType): XmlType => {
    if (type.kind === 'text' && type.base === 'string') {
      const { pattern: _, ...rest } = type
      return rest
    }
    if (type.kind === 'object')
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: strip(field.type) })) }
    return type.kind === 'list' ? { ...type, item: { ...type.item, type: strip(type.item.type) } } : type
  }
  return {
    ...model,
    types: new Map([...model.types].map(([name, named]) => [name, { ...named, type: strip(named.type) }])),
  }
}

/**
 * The schema that reading validates against: one text without includes, because libxml2 has no file system there, and
 * without documentation, which would only take memory.
 */
export const renderReaderXsd = (model: XmlModel): string => {
  const schema = create({ version: '1.0', encoding: 'UTF-8' }).ele(xs, 'xs:schema', {
    [`xmlns:${prefix}`]: model.namespace,
    targetNamespace: model.namespace,
    elementFormDefault: 'qualified',
  })
  addContent(withoutPatterns(model), schema, () => true, true)
  for (const annotation of schema.filter(({ node }) => node.nodeName === 'xs:annotation', false, true))
    annotation.remove()
  return print(schema)
}
