import { createHash, randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import type { Nachricht } from '@berichtsheft/core'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'

/** Tables and the function of the floor for contracts; belongs to the schema `floor`. */
export const floorVertragSchema = `
create table vertrag (id uuid primary key, anbieter uuid not null, fremd_id text not null, knr text, beginn date, ende date, doppel text, inhalt text not null, status text not null);
create unique index on vertrag (anbieter, fremd_id);
create unique index on vertrag (knr, doppel);
create index on vertrag (anbieter, id);
create table einmal (schluessel text primary key, hash text not null, antwort text not null);
create function antraege(p_anbieter uuid, p_ids uuid[], p_fremd text[], p_knr text[], p_beginn date[], p_ende date[], p_doppel text[], p_inhalte text, p_ereignisse text, p_schluessel text[], p_hashes text[]) returns void language plpgsql as $$
declare
  v_inhalte text[] := string_to_array(p_inhalte, chr(30));
  v_ereignisse text[] := string_to_array(p_ereignisse, chr(30));
begin
  insert into floor.einmal select s, h, i::text from unnest(p_schluessel, p_hashes, p_ids) u (s, h, i);
  insert into floor.vertrag select u.id, p_anbieter, u.fremd, u.knr, u.beginn, u.ende, u.doppel, u.inhalt, 'eingereicht'
    from unnest(p_ids, p_fremd, p_knr, p_beginn, p_ende, p_doppel, v_inhalte) u (id, fremd, knr, beginn, ende, doppel, inhalt);
  insert into floor.kette select u.id, 1, sha256(int8send(1) || convert_to(u.ereignis, 'UTF8')) from unnest(p_ids, v_ereignisse) u (id, ereignis);
  insert into floor.ereignis select u.id, 1, u.ereignis, sha256(int8send(1) || convert_to(u.ereignis, 'UTF8')) from unnest(p_ids, v_ereignisse) u (id, ereignis);
  insert into floor.ausgang (heft, nr) select u.id, 1 from unnest(p_ids) u (id);
end $$;
`

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

type Antrag = Nachricht<'antragEintragung'>

/**
 * The least that has to be done with a stream of applications: split, parse, check the form, and insert in sets of 500 with an
 * event, an outbox row and a record of the message. No rules, no register, no receipt.
 */
export const addFloorVertraege = (
  app: FastifyInstance,
  pool: pg.Pool,
  verify: (header: string | undefined) => Promise<string>,
  isAntrag: (value: unknown) => boolean,
): void => {
  app.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload))
  app.post('/vertraege', async (request) => {
    const anbieter = await verify(request.headers.authorization)
    let gespeichert = 0
    let batch: Antrag[] = []
    const flush = async () => {
      const saetze = batch.map(({ inhalt: { fremdId, vertrag }, nachrichtenkopf }) => {
        const id = randomUUID()
        const inhalt = JSON.stringify(vertrag)
        const { azubi, ausbildender, beginn } = vertrag
        const doppel = sha256(
          `${azubi.vorname} ${azubi.familienname} ${azubi.geburtsdatum} ${ausbildender.identnummer} ${beginn}`,
        )
        const ereignis = JSON.stringify({ art: 'vertrag.einreichung', objekt: id, abfassung: sha256(inhalt) })
        return { id, fremdId, vertrag, inhalt, doppel, ereignis, uuid: nachrichtenkopf.identifikation.nachrichtenUUID }
      })
      batch = []
      await pool.query({
        name: 'antraege',
        text: 'select floor.antraege($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
        values: [
          anbieter,
          saetze.map(({ id }) => id),
          saetze.map(({ fremdId }) => fremdId),
          saetze.map(({ vertrag }) => vertrag.knr),
          saetze.map(({ vertrag }) => vertrag.beginn),
          saetze.map(({ vertrag }) => vertrag.ende),
          saetze.map(({ doppel }) => doppel),
          saetze.map(({ inhalt }) => inhalt).join('\u001e'),
          saetze.map(({ ereignis }) => ereignis).join('\u001e'),
          saetze.map(({ uuid }) => uuid),
          saetze.map(({ inhalt }) => sha256(inhalt)),
        ],
      })
      gespeichert += saetze.length
    }
    for await (const line of createInterface({ input: request.body as NodeJS.ReadableStream })) {
      const value: unknown = JSON.parse(line)
      if (!isAntrag(value)) throw Object.assign(new Error('invalid'), { statusCode: 400 })
      batch.push(value as Antrag)
      if (batch.length === 500) await flush()
    }
    if (batch.length > 0) await flush()
    return { gespeichert }
  })
}
