type Knoten = Readonly<Record<string, unknown>>

/** A schema within a schema, with the place where it stands. */
export interface Teilschema {
  readonly ort: string
  readonly knoten: Knoten
}

const isKnoten = (wert: unknown): wert is Knoten => typeof wert === 'object' && wert !== null && !Array.isArray(wert)

/** A schema and all schemas in it: properties, items, branches of unions. References are not followed. */
export const listTeilschemas = (schema: unknown, ort = ''): Teilschema[] => {
  if (!isKnoten(schema)) return []
  return [
    { ort, knoten: schema },
    ...listProperties(schema).flatMap(([name, teil]) => listTeilschemas(teil, `${ort}/${name}`)),
    ...listTeilschemas(schema.items, `${ort}/[]`),
    ...['anyOf', 'oneOf', 'allOf'].flatMap((wort) => {
      const teile = schema[wort]
      return Array.isArray(teile) ? teile.flatMap((teil, i) => listTeilschemas(teil, `${ort}/${wort}${i}`)) : []
    }),
  ]
}

/** The properties of an object schema by name. */
export const listProperties = (schema: Knoten): [string, Knoten][] =>
  isKnoten(schema.properties)
    ? Object.entries(schema.properties).flatMap(([name, teil]): [string, Knoten][] =>
        isKnoten(teil) ? [[name, teil]] : [],
      )
    : []

/** Names of the schemas that one refers to, itself and what these refer to included; each once. */
export const listErreichbare = (start: string, schemas: ReadonlyMap<string, unknown>): string[] => {
  const erreicht = new Set<string>()
  const offen = [start]
  for (let id = offen.pop(); id !== undefined; id = offen.pop()) {
    if (erreicht.has(id)) continue
    erreicht.add(id)
    for (const { knoten } of listTeilschemas(schemas.get(id)))
      if (typeof knoten.$ref === 'string') offen.push(knoten.$ref)
  }
  return [...erreicht]
}
