import { Readable } from 'node:stream'
import { canonicalize } from '@berichtsheft/core/signatur'
import type { FastifyPluginAsync } from 'fastify'
import { type Static, Type } from 'typebox'
import { fetchSaetze, type Vektor, vectorOf } from '../kern/abgleich.ts'
import { checkBuendel, writeBuendel } from '../kern/buendel.ts'
import type { Empfang, Knoten } from '../kern/knoten.ts'
import { proveAenderung } from '../kern/nachweis.ts'
import { pathOf } from '../kern/netz.ts'
import { parseSatz } from '../kern/pruefung.ts'
import { standHash } from '../kern/standhash.ts'
import { veilSatz } from '../kern/teilsicht.ts'
import { parseVektor } from '../speicher/rueckblick.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
import type { Sichtbarkeit } from '../vorlage/feld.ts'
import type { Wissensaufrufer, Wissensdienste } from './aufrufer.ts'
import { WissensproblemError } from './wissensproblem.ts'

/** Most bytes of one push or bundle; a longer exchange takes several. */
export const pushLimit = 33_554_432

/** Changesets that become durable together. */
const batch = 100

const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Have = Type.Object({
  ketten: Type.Record(Type.String(), Type.Object({ nr: Type.Integer({ minimum: 1 }), kopf: hash })),
  gabelungen: Type.Array(
    Type.Object({ knoten: Type.String(), nr: Type.Integer(), zweige: Type.Unsafe<[string, string]>(Type.Array(hash)) }),
  ),
  unvollstaendig: Type.Array(hash, { maxItems: 100_000 }),
})

/** Exchange with partners: what is known here, what somebody lacks, taking in, the same as a file, and proofs. */
export const wissenAbgleichen: FastifyPluginAsync<Wissensdienste> = async (app, dienste) => {
  const { knoten, identify, knotenschluessel } = dienste
  app.addContentTypeParser(
    'application/x-ndjson',
    { parseAs: 'string', bodyLimit: pushLimit },
    (_request, body, done) => {
      done(null, body)
    },
  )

  app.get('/sync/vector', async (request): Promise<Vektor> => {
    await identify(request)
    return knoten.read(vectorOf)
  })

  app.get('/sync/stand', async (request) => {
    await identify(request)
    return knoten.read(({ stand }) => ({
      arbeit: standHash(stand, 'arbeit'),
      oeffentlich: standHash(stand, 'oeffentlich'),
    }))
  })

  app.post('/sync/fetch', { schema: { body: Have }, bodyLimit: pushLimit }, async (request, reply) => {
    const { stufe } = await identify(request)
    const lines = await fetchLines(knoten, request.body as Static<typeof Have>, stufe)
    return reply.header('content-type', 'application/x-ndjson').send(Readable.from(lines))
  })

  app.post('/sync/push', { bodyLimit: pushLimit }, async (request, reply) => {
    requirePartner(await identify(request))
    const lines = toLines(request.body).split('\n')
    return reply.header('content-type', 'application/x-ndjson').send(Readable.from(takeLines(knoten, lines)))
  })

  const Seit = Type.Object({ since: Type.Optional(Type.String({ maxLength: 20_000 })) })
  app.get('/sync/bundle', { schema: { querystring: Seit } }, async (request, reply) => {
    const { stufe } = await identify(request)
    if (!knotenschluessel) throw new WissensproblemError('not-found', 'This node has no key of its own for bundles')
    const { since } = request.query as Static<typeof Seit>
    const { schluessel, sign } = knotenschluessel
    const text = await knoten.read((own) => writeBuendel(own, haveSince(own, since), { stufe }, schluessel, sign))
    return reply
      .header('content-type', 'application/x-ndjson')
      .header('content-disposition', 'attachment; filename="bq-buendel.ndjson"')
      .send(text)
  })

  app.post('/sync/bundle', { bodyLimit: pushLimit }, async (request, reply) => {
    requirePartner(await identify(request))
    const text = toLines(request.body)
    const result = await knoten.read((own) => checkBuendel(own, text))
    if ('fehler' in result) throw new WissensproblemError('rule-violated', result.fehler)
    return reply.header('content-type', 'application/x-ndjson').send(Readable.from(takeLines(knoten, result.zeilen)))
  })

  const Params = Type.Object({ id: hash })
  const Welche = Type.Object({ index: Type.Optional(Type.String({ pattern: '^(?:0|[1-9][0-9]{0,3})$' })) })
  app.get('/sync/proof/:id', { schema: { params: Params, querystring: Welche } }, async (request) => {
    const { stufe } = await identify(request)
    const { id } = request.params as Static<typeof Params>
    const { index = '0' } = request.query as Static<typeof Welche>
    return knoten.read(async (own) => {
      const nachweis = await proveAenderung(own, id, Number(index))
      const satz = await own.speicher.find(id)
      const blatt = satz && veilSatz(satz, { stufe }).aenderungen[Number(index)]
      if (!nachweis || !blatt) throw new WissensproblemError('not-found', `${id}:${index}`)
      return { ...nachweis, blatt }
    })
  })
}

const requirePartner = ({ istPartner, stufe }: Wissensaufrufer): void => {
  if (istPartner) return
  throw new WissensproblemError(stufe === 'oeffentlich' ? 'unauthorized' : 'forbidden', 'Only partner nodes hand over')
}

const toLines = (body: unknown): string => {
  if (typeof body === 'string') return body
  throw new WissensproblemError('unsupported-media-type', 'Changesets are sent as application/x-ndjson')
}

/** What a partner has who says how far its chains go: of each the head that stands there here. */
const haveSince = (
  own: Knoten,
  since: string | undefined,
): Pick<Vektor, 'ketten' | 'gabelungen' | 'unvollstaendig'> => {
  const vektor = since === undefined ? {} : parseVektor(since)
  if (!vektor) throw new WissensproblemError('validation-failed', 'A state is written as ihk-101:5,ihk-102:3')
  const ketten = Object.entries(vektor).flatMap(([name, nr]) => {
    const kopf = pathOf(own.netz, name)[nr - 1]
    return kopf === undefined ? [] : [[name, { nr, kopf }] as const]
  })
  return { ketten: Object.fromEntries(ketten), gabelungen: [], unvollstaendig: [] }
}

/** What a partner lacks, line by line; which changesets these are is settled before the first line goes out. */
const fetchLines = async (
  knoten: Wissensknoten,
  have: Static<typeof Have>,
  stufe: Sichtbarkeit,
): Promise<AsyncGenerator<string>> => {
  const [saetze, first] = await knoten.read(async (own) => {
    const all = fetchSaetze({ ...own, speicher: knoten.readAhead() }, have, { stufe })
    return [all, await all.next()] as const
  })
  return (async function* () {
    for (let next = first; !next.done; next = await saetze.next()) yield `${canonicalize(next.value)}\n`
  })()
}

/** Takes in lines in batches; each answer is given when what it says is durable. */
const takeLines = async function* (knoten: Wissensknoten, lines: readonly string[]): AsyncGenerator<string> {
  const filled = lines.filter((line) => line.trim() !== '')
  for (let start = 0; start < filled.length; start += batch) {
    const read = filled.slice(start, start + batch).map(parseSatz)
    const werte = read.flatMap((gelesen) => ('wert' in gelesen ? [gelesen.wert] : []))
    const answers = [...(werte.length > 0 ? await knoten.receive(werte) : [])]
    for (const gelesen of read) {
      const empfang: Empfang | undefined =
        'wert' in gelesen ? answers.shift() : { id: '', ergebnis: gelesen.code, pfad: gelesen.pfad }
      yield `${JSON.stringify(empfang)}\n`
    }
  }
}
