import { Readable } from 'node:stream'
import {
  fetchAenderungssaetze,
  getBuendel,
  getStandhashes,
  getWissensvektor,
  proveAenderung as proveOperation,
  pushAenderungssaetze,
  pushBuendel,
  type Wissensbedarf,
} from '@berichtsheft/core'
import { canonicalize } from '@berichtsheft/core/signatur'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
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
import { sendJson } from './antwort.ts'
import type { Wissensaufrufer, Wissensdienste } from './aufrufer.ts'
import { WissensproblemError } from './wissensproblem.ts'

/** Most bytes of one push or bundle; a longer exchange takes several. */
export const pushLimit = 33_554_432

/** Changesets that become durable together. */
const batch = 100

/** Exchange with partners: what is known here, what somebody lacks, taking in, the same as a file, and proofs. */
export const wissenAbgleichen: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, dienste) => {
  const { knoten, identify, knotenschluessel } = dienste
  app.addContentTypeParser(
    'application/x-ndjson',
    { parseAs: 'string', bodyLimit: pushLimit },
    (_request, body, done) => {
      done(null, body)
    },
  )

  app.route({
    ...getWissensvektor,
    handler: async (request, reply) => {
      await identify(request)
      return sendJson(reply, await knoten.read(vectorOf))
    },
  })

  app.route({
    ...getStandhashes,
    handler: async (request, reply) => {
      await identify(request)
      const hashes = await knoten.read(({ stand }) => ({
        arbeit: standHash(stand, 'arbeit'),
        oeffentlich: standHash(stand, 'oeffentlich'),
      }))
      return sendJson(reply, hashes)
    },
  })

  app.route({
    ...fetchAenderungssaetze,
    bodyLimit: pushLimit,
    handler: async (request, reply) => {
      const { stufe } = await identify(request)
      return sendLines(reply, await fetchLines(knoten, request.body, stufe))
    },
  })

  app.route({
    ...pushAenderungssaetze,
    bodyLimit: pushLimit,
    handler: async (request, reply) => {
      requirePartner(await identify(request))
      return sendLines(reply, takeLines(knoten, toLines(request.body).split('\n')))
    },
  })

  app.route({
    ...getBuendel,
    handler: async (request, reply) => {
      const { stufe } = await identify(request)
      if (!knotenschluessel) throw new WissensproblemError('not-found', 'This node has no key of its own for bundles')
      const { since } = request.query
      const { schluessel, sign } = knotenschluessel
      const text = await knoten.read((own) => writeBuendel(own, haveSince(own, since), { stufe }, schluessel, sign))
      return sendLines(reply.header('content-disposition', 'attachment; filename="bq-buendel.ndjson"'), [text])
    },
  })

  app.route({
    ...pushBuendel,
    bodyLimit: pushLimit,
    handler: async (request, reply) => {
      requirePartner(await identify(request))
      const text = toLines(request.body)
      const result = await knoten.read((own) => checkBuendel(own, text))
      if ('fehler' in result) throw new WissensproblemError('rule-violated', result.fehler)
      return sendLines(reply, takeLines(knoten, result.zeilen))
    },
  })

  app.route({
    ...proveOperation,
    handler: async (request, reply) => {
      const { stufe } = await identify(request)
      const { id } = request.params
      const { index = 0 } = request.query
      const found = await knoten.read(async (own) => {
        const nachweis = await proveAenderung(own, id, index)
        const satz = await own.speicher.find(id)
        const blatt = satz && veilSatz(satz, { stufe }).aenderungen[index]
        if (!nachweis || !blatt) throw new WissensproblemError('not-found', `${id}:${index}`)
        return { ...nachweis, blatt }
      })
      return sendJson(reply, found)
    },
  })
}

const sendLines: (reply: FastifyReply, lines: Iterable<string> | AsyncIterable<string>) => void = (reply, lines) =>
  reply.header('content-type', 'application/x-ndjson').send(Readable.from(lines))

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
  have: Wissensbedarf,
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
