import { Readable } from 'node:stream'
import {
  fetchAenderungssaetze,
  getBuendel,
  getStandhashes,
  getWissensvektor,
  proveAenderung as proveOperation,
  pushAenderungssaetze,
  pushBuendel,
} from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Bestandsangabe, listFehlende, standVectorOf, vectorOf } from '../kern/abgleich.ts'
import { judgeBuendel, readManifest, signManifest } from '../kern/buendel.ts'
import type { Netzknoten } from '../kern/knoten.ts'
import { proveAenderung } from '../kern/nachweis.ts'
import { pathOf } from '../kern/netz.ts'
import { veilSatz } from '../kern/teilsicht.ts'
import { parseVektor } from '../speicher/rueckblick.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
import { sendJson } from './antwort.ts'
import type { Wissensaufrufer, Wissensdienste } from './aufrufer.ts'
import { BuendelgroesseError, spoolBuendel } from './buendeldatei.ts'
import { createDrossel } from './drossel.ts'
import { readStrom, takeStrom, withPatience } from './strom.ts'
import { WissensproblemError } from './wissensproblem.ts'

/** Most bytes of what a partner says that it has. */
const bedarflimit = 33_554_432

/** Nothing comes from the other side, or nothing is taken by it, for so long: it is cut off. */
const geduld = 60_000

/** Exchange with partners: what is known here, what somebody lacks, taking in, the same as a file, and proofs. */
export const wissenAbgleichen: FastifyPluginAsyncTypebox<Wissensdienste> = async (app, dienste) => {
  const { knoten, identify, knotenschluessel, now } = dienste
  const drossel = createDrossel(now)
  // Bodies are read while they come: none is held as a whole.
  app.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload))

  const caller = async (request: FastifyRequest): Promise<Wissensaufrufer & { readonly wer: string }> => {
    const aufrufer = await identify(request)
    return { ...aufrufer, wer: aufrufer.kennung ?? request.ip }
  }

  app.route({
    ...getWissensvektor,
    handler: async (request, reply) => {
      drossel.count((await caller(request)).wer)
      return sendJson(reply, await knoten.readNetz(vectorOf))
    },
  })

  app.route({
    ...getStandhashes,
    handler: async (request, reply) => {
      drossel.count((await caller(request)).wer)
      return sendJson(reply, await knoten.readStand((_own, stand) => stand))
    },
  })

  app.route({
    ...fetchAenderungssaetze,
    bodyLimit: bedarflimit,
    handler: async (request, reply) => {
      const { stufe, wer } = await caller(request)
      const end = drossel.begin(wer)
      const { fehlend, ergaenzend } = await knoten.readNetz((own) => listFehlende(own, request.body))
      return sendLines(reply, knoten.readZeilen([...fehlend, ...ergaenzend], { stufe }), end)
    },
  })

  app.route({
    ...pushAenderungssaetze,
    handler: async (request, reply) => {
      const { wer } = requirePartner(await caller(request))
      const body = requireStream(request.body)
      return sendLines(reply, answerStrom(knoten, withPatience(body, geduld)), drossel.begin(wer))
    },
  })

  app.route({
    ...getBuendel,
    handler: async (request, reply) => {
      const { stufe, wer } = await caller(request)
      if (!knotenschluessel) throw new WissensproblemError('not-found', 'This node has no key of its own for bundles')
      const end = drossel.begin(wer)
      try {
        const { schluessel, sign } = knotenschluessel
        const made = await knoten.readStand((own, { arbeit }) => ({
          ids: listFehlende(own, haveSince(own, request.query.since)).fehlend,
          angaben: { v: 1, netz: own.netz.id, vektor: standVectorOf(own), stand: arbeit, schluessel } as const,
        }))
        const datei = await spoolBuendel(toBytes(knoten.readZeilen(made.ids, { stufe })), { mitKopf: false })
        const { anzahl, sha256 } = datei
        const first = signManifest({ ...made.angaben, anzahl, sha256 }, sign)
        reply.header('content-disposition', 'attachment; filename="bq-buendel.ndjson"')
        return sendLines(reply, withFirst(first, datei.read()), () => {
          end()
          void datei.remove()
        })
      } catch (error) {
        end()
        throw error
      }
    },
  })

  app.route({
    ...pushBuendel,
    handler: async (request, reply) => {
      const { wer } = requirePartner(await caller(request))
      const body = requireStream(request.body)
      const end = drossel.begin(wer)
      try {
        const datei = await spoolBuendel(withPatience(body, geduld), { mitKopf: true })
        const fehler = await knoten.readNetz((own) => {
          const read = readManifest(own, datei.kopf)
          return 'fehler' in read ? read.fehler : judgeBuendel(own, read.manifest, datei.sha256)
        })
        if (fehler) {
          await datei.remove()
          throw new WissensproblemError('rule-violated', fehler)
        }
        return sendLines(reply, answerStrom(knoten, datei.read()), () => {
          end()
          void datei.remove()
        })
      } catch (error) {
        end()
        if (error instanceof BuendelgroesseError) throw new WissensproblemError('payload-too-large', error.message)
        throw error
      }
    },
  })

  app.route({
    ...proveOperation,
    handler: async (request, reply) => {
      const { stufe, wer } = await caller(request)
      drossel.count(wer)
      const { id } = request.params
      const { index = 0 } = request.query
      const found = await knoten.readNetz(async (own) => {
        const nachweis = await proveAenderung({ ...own, speicher: knoten.readAhead() }, id, index)
        const satz = await own.speicher.find(id)
        const blatt = satz && veilSatz(satz, { stufe }).aenderungen[index]
        if (!nachweis || !blatt) throw new WissensproblemError('not-found', `${id}:${index}`)
        return { ...nachweis, blatt }
      })
      return sendJson(reply, found)
    },
  })
}

/**
 * Sends a stream as it is made: what the other side does not take is not made either. `end` is called once, whatever ends it. As to the
 * type see `sendJson`.
 */
const sendLines: (reply: FastifyReply, source: AsyncIterable<string | Uint8Array>, end: () => void) => void = (
  reply,
  source,
  end,
) => {
  const stream = Readable.from(source, { objectMode: false })
  stream.once('close', end)
  // Somebody who reads nothing for so long holds neither rows nor a place.
  reply.raw.setTimeout(2 * geduld, () => reply.raw.destroy())
  return reply.header('content-type', 'application/x-ndjson').send(stream)
}

const answerStrom = async function* (knoten: Wissensknoten, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  for await (const empfang of takeStrom(knoten, readStrom(chunks))) yield `${JSON.stringify(empfang)}\n`
}

const toBytes = async function* (lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield Buffer.from(line)
}

const withFirst = async function* (
  first: string,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<string | Uint8Array> {
  yield first
  yield* rest
}

const requirePartner = <A extends Wissensaufrufer>(aufrufer: A): A => {
  if (aufrufer.istPartner) return aufrufer
  const slug = aufrufer.stufe === 'oeffentlich' ? 'unauthorized' : 'forbidden'
  throw new WissensproblemError(slug, 'Only partner nodes hand over')
}

const requireStream = (body: unknown): Readable => {
  if (body instanceof Readable) return body
  throw new WissensproblemError('unsupported-media-type', 'Changesets are sent as application/x-ndjson')
}

/** What a partner has who says how far its chains go: of each the head that stands there here. */
const haveSince = (own: Netzknoten, since: string | undefined): Bestandsangabe => {
  const vektor = since === undefined ? {} : parseVektor(since)
  if (!vektor) throw new WissensproblemError('validation-failed', 'A state is written as ihk-101:5,ihk-102:3')
  const ketten = Object.entries(vektor).flatMap(([name, nr]) => {
    const kopf = pathOf(own.netz, name)[nr - 1]
    return kopf === undefined ? [] : [[name, { nr, kopf }] as const]
  })
  return { ketten: Object.fromEntries(ketten), gabelungen: [], unvollstaendig: [] }
}
