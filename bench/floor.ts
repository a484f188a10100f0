/**
 * The floor: a bare Fastify + pg handler that does the least that must be done. It verifies the token (and, as the
 * gateway, remembers verified ones until they expire), validates the body with the contract's schema, and inserts with a
 * chain per book and an outbox row in one SQL function. It keeps and serves the finished JSON of a report.
 */
import { createHash, randomUUID } from 'node:crypto'
import * as core from '@berichtsheft/core'
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import Fastify from 'fastify'
import { importJWK, jwtVerify } from 'jose'
import pg from 'pg'
import { addFloorVertraege, floorVertragSchema } from './floor-vertrag.ts'

export const floorSchema = `
drop schema if exists floor cascade;
create schema floor;
set search_path = floor;
create table kette (heft uuid primary key, nr bigint not null, hash bytea not null);
create table nachweis (id uuid primary key, heft uuid not null, anbieter uuid not null, fremd_id text not null, von date not null, hash text not null, inhalt text not null, verlauf text not null);
create index on nachweis (heft, von);
create table ereignis (heft uuid not null, nr bigint not null, inhalt text not null, hash bytea not null, primary key (heft, nr));
create table ausgang (id bigint generated always as identity primary key, heft uuid not null, nr bigint not null);
create function anlegen(p_id uuid, p_heft uuid, p_anbieter uuid, p_fremd text, p_von date, p_hash text, p_inhalt text, p_verlauf text, p_ereignis text) returns void language plpgsql as $$
declare k record;
begin
  select * into k from floor.kette where heft = p_heft for update;
  if not found then raise exception 'book unknown'; end if;
  k.nr := k.nr + 1;
  k.hash := sha256(k.hash || int8send(k.nr) || convert_to(p_ereignis, 'UTF8'));
  update floor.kette set nr = k.nr, hash = k.hash where heft = p_heft;
  insert into floor.nachweis values (p_id, p_heft, p_anbieter, p_fremd, p_von, p_hash, p_inhalt, p_verlauf);
  insert into floor.ereignis values (p_heft, k.nr, p_ereignis, k.hash);
  insert into floor.ausgang (heft, nr) values (p_heft, k.nr);
end $$;
create function sammlung(p_heft uuid, p_anbieter uuid, p_zeilen json) returns integer language plpgsql as $$
declare
  r record; n bigint := 0; h bytea := decode(repeat('00', 32), 'hex'); anzahl integer := 0;
begin
  insert into floor.nachweis select x.id, p_heft, p_anbieter, x.fremd, x.von, x.hash, x.inhalt, x.verlauf
    from json_to_recordset(p_zeilen) x (id uuid, fremd text, von date, hash text, inhalt text, verlauf text);
  for r in select x.ereignis from json_to_recordset(p_zeilen) x (ereignis text) loop
    n := n + 1;
    h := sha256(h || int8send(n) || convert_to(r.ereignis, 'UTF8'));
    insert into floor.ereignis values (p_heft, n, r.ereignis, h);
    insert into floor.ausgang (heft, nr) values (p_heft, n);
    anzahl := anzahl + 1;
  end loop;
  insert into floor.kette values (p_heft, n, h);
  return anzahl;
end $$;
${floorVertragSchema}`

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const createVerifier = async (jwk: string) => {
  const key = await importJWK(JSON.parse(jwk), 'RS256')
  const known = new Map<string, { exp: number; anbieter: string }>()
  return async (header: string | undefined): Promise<string> => {
    const token = header?.slice(7) ?? ''
    const cached = known.get(token)
    if (cached && cached.exp > Date.now() / 1000) return cached.anbieter
    const { payload } = await jwtVerify(token, key, { algorithms: ['RS256'] })
    const anbieter = String(payload.mandant).split(':')[1] ?? ''
    known.set(token, { exp: payload.exp ?? 0, anbieter })
    return anbieter
  }
}

const createValidators = () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true })
  addFormats.default(ajv)
  ajv.addVocabulary(['x-xml', 'x-codeliste'])
  for (const schema of Object.values<unknown>(core)) {
    if (typeof schema === 'object' && schema !== null && '$id' in schema) ajv.addSchema(schema as AnySchema)
  }
  const of = (name: string) => {
    const validate = ajv.getSchema(name)
    if (!validate) throw new Error(`no schema ${name}`)
    return validate
  }
  for (const { schema } of Object.values(core.nachrichten)) ajv.addSchema(schema)
  return {
    create: of('CreateAusbildungsnachweis'),
    lieferung: of('Lieferung'),
    antrag: of(core.idOf(core.nachrichten.antragEintragung.schema)),
  }
}

const main = async () => {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 })
  const verify = await createVerifier(process.env.TOKEN_JWK ?? '')
  const validators = createValidators()
  const app = Fastify({ logger: false, bodyLimit: 268_435_456 })
  const refuse = () => {
    throw Object.assign(new Error('invalid'), { statusCode: 400 })
  }

  app.post<{ Body: core.CreateAusbildungsnachweis }>('/create', async (request, reply) => {
    const anbieter = await verify(request.headers.authorization)
    const { body } = request
    if (!validators.create(body)) refuse()
    const id = randomUUID()
    const text = JSON.stringify(body.inhalt)
    const hash = sha256(text)
    const inhalt = JSON.stringify({ id, version: 1, hash, ...body })
    const ereignis = JSON.stringify({ art: 'nachweis.angelegt', objekt: id, inhalt: hash })
    await pool.query({
      name: 'anlegen',
      text: 'select floor.anlegen($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      values: [id, body.berichtsheftId, anbieter, body.fremdId, body.inhalt.zeitraum.von, hash, inhalt, '[]', ereignis],
    })
    reply.code(201)
    return { id, version: 1, hash }
  })

  app.get<{ Params: { id: string } }>('/read/:id', async (request, reply) => {
    const anbieter = await verify(request.headers.authorization)
    const { rows } = await pool.query({
      name: 'read',
      text: 'select inhalt from floor.nachweis where id = $1 and anbieter = $2',
      values: [request.params.id, anbieter],
    })
    if (!rows[0]) return reply.code(404).send()
    return reply.header('content-type', 'application/json; charset=utf-8').send(rows[0].inhalt)
  })

  app.get<{ Params: { id: string } }>('/list/:id', async (request, reply) => {
    const anbieter = await verify(request.headers.authorization)
    const { rows } = await pool.query({
      name: 'list',
      text: "select '[' || string_agg(inhalt, ',' order by von) || ']' as liste from floor.nachweis where heft = $1 and anbieter = $2",
      values: [request.params.id, anbieter],
    })
    return reply.header('content-type', 'application/json; charset=utf-8').send(rows[0].liste)
  })

  app.post<{ Body: core.Lieferung }>('/bulk', async (request) => {
    const anbieter = await verify(request.headers.authorization)
    const { body } = request
    if (!validators.lieferung(body)) refuse()
    const zeilen = body.ausbildungsnachweise.map(({ fremdId, inhalt, verlauf }) => {
      const text = JSON.stringify(inhalt)
      const hash = sha256(text)
      const id = randomUUID()
      const dokument = `{"id":"${id}","version":1,"fremdId":"${fremdId}","hash":"${hash}","inhalt":${text},"verlauf":${JSON.stringify(verlauf ?? [])}}`
      return {
        id,
        fremd: fremdId,
        von: inhalt.zeitraum.von,
        hash,
        inhalt: dokument,
        verlauf: '[]',
        ereignis: JSON.stringify({ art: 'nachweis.angelegt', objekt: id, inhalt: hash }),
      }
    })
    const { rows } = await pool.query({
      name: 'sammlung',
      text: 'select floor.sammlung($1, $2, $3) as anzahl',
      values: [randomUUID(), anbieter, JSON.stringify(zeilen)],
    })
    return { gespeichert: rows[0].anzahl }
  })

  addFloorVertraege(app, pool, verify, (value) => validators.antrag(value) === true)

  await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' })
  process.stdout.write('ready\n')
}

if (process.argv[1] === import.meta.filename) await main()
