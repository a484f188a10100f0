import { check as checkPattern } from 'recheck'
import { describe, expect, it, test } from 'vitest'
import { listErreichbare, listProperties, listTeilschemas, type Teilschema } from '../testing/durchlauf.ts'
import { createPruefer, listOperationen, listSchemas } from '../testing/vertrag.ts'

const schemas = listSchemas()
const jeId = new Map(schemas.map(({ id, schema }) => [id, schema]))
const teile: Teilschema[] = schemas.flatMap(({ id, schema }) => listTeilschemas(schema, id))
const operationen = listOperationen()

/** What the lint would find, and may: each entry must still be found, so that a fixed one is taken off the list. */
const ausnahmen: Readonly<Record<string, readonly string[]>> = {
  // Path parameters are those of the route; there is no way to send another one.
  geschlossen: ['IdParams'],
}

const expectOnly = (pruefung: string, funde: readonly string[]): void => {
  expect([...funde].sort()).toEqual([...(ausnahmen[pruefung] ?? [])].sort())
}

const refOf = (wert: unknown): string | undefined =>
  typeof wert === 'object' && wert !== null && '$ref' in wert ? String(wert.$ref) : undefined

/** Schemas that callers send: bodies, query strings, parameters, and what these refer to. */
const eingaben = new Set(
  [
    ...operationen.flatMap(({ operation: { schema } }) => [schema.body, schema.querystring, schema.params]),
    // Streams and messages have no schema in their route.
    ...['Lieferung', 'Nachweislieferung', ...schemas.filter(({ id }) => /\d{4}$/.test(id)).map(({ id }) => id)].map(
      ($ref) => ({ $ref }),
    ),
  ].flatMap((wert) => {
    const id = refOf(wert)
    return id === undefined ? [] : listErreichbare(id, jeId)
  }),
)
const eingabeteile = [...eingaben].flatMap((id) => listTeilschemas(jeId.get(id), id))

describe('every schema', () => {
  it('is exported under its $id, has a description, and its $id is its own', () => {
    expectOnly(
      'name',
      schemas.filter(({ name, id }) => name !== id).map(({ name, id }) => `${name} is ${id}`),
    )
    expectOnly(
      'beschreibung',
      schemas.filter(({ schema }) => !isText(Reflect.get(schema, 'description'))).map(({ id }) => id),
    )
    const andere = schemas.filter(({ id, schema }) => jeId.get(id) !== schema).map(({ id }) => id)
    expectOnly('doppelt', andere)
    expect(schemas.length).toBeGreaterThan(60)
  })

  it('has a description for every property, its own or the one of the schema that it refers to', () => {
    const ohne = teile.flatMap(({ ort, knoten }) =>
      listProperties(knoten)
        .filter(([, teil]) => !isBeschrieben(teil))
        .map(([name]) => `${ort}/${name}`),
    )
    expectOnly('eigenschaft', ohne)
  })

  it('refers to schemas that exist', () => {
    const lose = teile.filter(({ knoten }) => '$ref' in knoten && !jeId.has(String(knoten.$ref)))
    expectOnly(
      'verweis',
      lose.map(({ ort, knoten }) => `${ort} → ${String(knoten.$ref)}`),
    )
  })

  it('uses names in ASCII: schemas in PascalCase, properties in lowerCamelCase', () => {
    expectOnly(
      'id',
      schemas.map(({ id }) => id).filter((id) => !/^[A-Z][A-Za-z0-9]*$/.test(id)),
    )
    const namen = teile.flatMap(({ ort, knoten }) => listProperties(knoten).map(([name]) => [ort, name] as const))
    expectOnly(
      'eigenschaftsname',
      namen.filter(([, name]) => !/^[a-z][A-Za-z0-9]*$/.test(name)).map(([ort, name]) => `${ort}/${name}`),
    )
  })

  it('has examples that it accepts', () => {
    const pruefer = createPruefer()
    const falsch = teile.flatMap(({ ort, knoten }) => {
      const { examples } = knoten
      if (!Array.isArray(examples)) return []
      const validate = pruefer.forPart(knoten)
      return examples.filter((beispiel) => !validate(beispiel)).map((beispiel) => `${ort}: ${JSON.stringify(beispiel)}`)
    })
    expectOnly('beispiel', falsch)
    expect(teile.filter(({ knoten }) => 'examples' in knoten).length).toBeGreaterThan(20)
  })
})

describe('what callers send', () => {
  it('is closed: unknown fields are refused at every depth', () => {
    const offen = eingabeteile.filter(({ knoten }) => knoten.type === 'object' && knoten.additionalProperties !== false)
    expectOnly(
      'geschlossen',
      offen.map(({ ort }) => ort),
    )
    const benannte = schemas.filter(({ id }) => /^(Create|Update)|Filter$/.test(id))
    expectOnly(
      'geschlosseneNamen',
      benannte.filter(({ schema }) => Reflect.get(schema, 'additionalProperties') !== false).map(({ id }) => id),
    )
    expect(benannte.length).toBeGreaterThan(15)
  })

  it('has limits: texts a length, lists a number of items, numbers both ends', () => {
    const ohne = eingabeteile.filter(({ knoten }) => {
      if (knoten.type === 'string') return !('maxLength' in knoten) && !('enum' in knoten) && !('const' in knoten)
      if (knoten.type === 'array') return !('maxItems' in knoten)
      if (knoten.type === 'integer' || knoten.type === 'number') return !('minimum' in knoten) || !('maximum' in knoten)
      return false
    })
    expectOnly(
      'grenze',
      ohne.map(({ ort }) => ort),
    )
  })

  it('has no fractions: money in cents, times in minutes', () => {
    expectOnly(
      'bruch',
      teile.filter(({ knoten }) => knoten.type === 'number').map(({ ort }) => ort),
    )
  })
})

describe('every code list', () => {
  const listen = schemas.flatMap(({ id, schema }) => {
    const liste = Reflect.get(schema, 'x-codeliste')
    return liste === undefined ? [] : [{ id, schema, liste }]
  })
  test.each(listen.map(({ id, schema, liste }) => [id, schema, liste] as const))(
    '%s has unique codes with names and descriptions',
    (id, schema, liste) => {
      const codes: string[] = liste.eintraege.map((eintrag: { code: string }) => eintrag.code)
      expect(new Set(codes).size).toBe(codes.length)
      expect(Reflect.get(schema, 'enum')).toEqual(codes)
      expect(liste.name).toBe(id)
      for (const { code, name, beschreibung } of liste.eintraege) {
        expect(code).toMatch(/^[A-Za-z0-9._~]+$/)
        expect(name).toMatch(/^\S.*\S$|^\S$/)
        expect(beschreibung).toMatch(/^[A-Z].*\.$/)
      }
    },
  )

  it('has an address of its own', () => {
    const kennungen = listen.map(({ liste }) => liste.kennung)
    expect(new Set(kennungen).size).toBe(kennungen.length)
    expect(listen.length).toBeGreaterThan(10)
  })
})

describe('every operation', () => {
  test.each(operationen.map(({ name, operation }) => [name, operation] as const))(
    '%s',
    (name, { method, url, schema }) => {
      expect(schema.operationId).toBe(name)
      expect(name).toMatch(/^[a-z][A-Za-z0-9]*$/)
      expect(url).toMatch(/^\/v1(\/[a-z]+|\/:[a-z][A-Za-z]*)+$/)
      expect(schema.summary).toMatch(/^[A-Z].*[^.]$/)
      expect(schema.tags.length).toBe(1)
      const parameter = [...url.matchAll(/:([A-Za-z]+)/g)].map(([, parametername]) => parametername)
      const params = jeId.get(refOf(schema.params) ?? '')
      expect(params === undefined ? [] : listProperties({ ...params }).map(([n]) => n)).toEqual(parameter)
      if (method === 'GET' || method === 'DELETE') expect(schema.body).toBeUndefined()
      else
        expect([
          refOf(schema.body) !== undefined,
          schema.consumes !== undefined,
          // An action that needs no more than its address, as "mir zuweisen".
          schema.body === undefined && /\/:id\/[a-z]+$/.test(url),
        ]).toContain(true)
      expect(Object.keys(schema.response)).toContain('default')
      expect(Object.keys(schema.response).some((status) => status.startsWith('2'))).toBe(true)
      for (const antwort of Object.values(schema.response)) expect(isAntwort(antwort)).toBe(true)
    },
  )

  it('has a name and an address of its own', () => {
    const adressen = operationen.map(({ operation }) => `${operation.method} ${operation.url}`)
    expect(new Set(adressen).size).toBe(adressen.length)
    expect(operationen.length).toBeGreaterThan(35)
  })

  it('refers to schemas that exist', () => {
    const verweise = operationen.flatMap(({ name, operation: { schema } }) =>
      [schema.body, schema.querystring, schema.params, ...Object.values(schema.response)].flatMap((wert) => {
        const id = refOf(wert)
        return id === undefined || jeId.has(id) ? [] : [`${name} → ${id}`]
      }),
    )
    expectOnly('operationsverweis', verweise)
  })
})

describe('every pattern', () => {
  const muster = [
    ...new Set(teile.flatMap(({ knoten }) => (typeof knoten.pattern === 'string' ? [knoten.pattern] : []))),
  ]

  test.each(muster)('%s is anchored and cannot run away (B10)', async (pattern) => {
    expect(pattern).toMatch(/^\^.*\$$/su)
    const { status } = await checkPattern(pattern, 'u', { timeout: 20_000 })
    expect(status).toBe('safe')
    const regex = new RegExp(pattern, 'u')
    for (const zeichen of ['a', '0', '/', '@', ' ', '.', 'ä', '0-', 'a@'])
      expect(typeof regex.test(`${zeichen.repeat(50_000 / zeichen.length)}\u0000`)).toBe('boolean')
  })

  it('is there', () => expect(muster.length).toBeGreaterThan(15))
})

function isText(wert: unknown): boolean {
  return typeof wert === 'string' && wert.trim().length > 3
}

/** Own description, or a reference to a schema that has one; of a union, each part that is not null. */
function isBeschrieben(knoten: Readonly<Record<string, unknown>>): boolean {
  if (isText(knoten.description)) return true
  const ziel = refOf(knoten)
  if (ziel !== undefined) return isText(Reflect.get(jeId.get(ziel) ?? {}, 'description'))
  const { anyOf } = knoten
  return Array.isArray(anyOf) && anyOf.every((teil) => teil.type === 'null' || isBeschrieben(teil))
}

/** A named schema, or a description with a schema per media type. */
function isAntwort(antwort: unknown): boolean {
  if (refOf(antwort) !== undefined) return true
  if (typeof antwort !== 'object' || antwort === null || !('description' in antwort) || !('content' in antwort))
    return false
  const { content } = antwort
  return (
    typeof content === 'object' &&
    content !== null &&
    Object.values(content).length > 0 &&
    Object.values(content).every(
      (medientyp) => typeof medientyp === 'object' && medientyp !== null && 'schema' in medientyp,
    )
  )
}
