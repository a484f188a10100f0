import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { exportWissen, getLanddiagramm, getVergleich } from '@berichtsheft/core'
import { canonicalize } from '@berichtsheft/core/signatur'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Ausgabezeile, ausgabespalten, listAusgabe, toCsv } from '../ausgabe/ausgabe.ts'
import type { Lizenzklasse } from '../ausgabe/lizenz.ts'
import { readDiagramm } from '../diagramm/modell.ts'
import { drawDiagramm } from '../diagramm/zeichnen.ts'
import { readProfil } from '../kern/ansicht.ts'
import type { Aussage } from '../kern/aussage.ts'
import type { ProfilId } from '../kern/slot.ts'
import { findLand } from '../laender/laenderliste.ts'
import { countAussagen } from '../speicher/sicht.ts'
import type { Wissensknoten } from '../speicher/wissensknoten.ts'
import { compareBerufe } from '../vergleich/vergleich.ts'
import { sendAs, sendJson } from './antwort.ts'
import { requireSicht, type Wissensdienste } from './aufrufer.ts'
import { WissensproblemError } from './wissensproblem.ts'

/** Profiles that are read together for a long answer. */
const profilesAtOnce = 40

/** What is made of the statements: a comparison, a drawing, open data. */
export const wissenAuswerten: FastifyPluginAsyncTypebox<Wissensdienste> = async (
  app,
  { knoten, identify, listPositionen },
) => {
  app.route({
    ...getVergleich,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const sicht = requireSicht(aufrufer, request.query.sicht)
      const { zeitpunkt } = request.query
      const qualifikation: ProfilId = `qual:${request.params.id}`
      const referenzberuf: ProfilId = `ref:${request.params.referenzberufId}`
      const auftrag = { sicht, stufe: aufrufer.stufe, ...(zeitpunkt === undefined ? {} : { zeitpunkt }) }
      const beruf = await knoten.readProfile([referenzberuf], ({ stand }) => {
        if (!stand.profile.has(referenzberuf)) throw new WissensproblemError('not-found', referenzberuf)
        const found = readProfil(stand, referenzberuf, auftrag).find(({ feld }) => feld === 'beruf')
        return (found?.werte[0]?.wert as Aussage | undefined)?.wert
      })
      const katalog = typeof beruf === 'string' && listPositionen ? await listPositionen(beruf) : []
      const vergleich = await knoten.readProfile([qualifikation, referenzberuf], ({ stand }) => {
        if (!stand.profile.has(qualifikation)) throw new WissensproblemError('not-found', qualifikation)
        return compareBerufe(stand, [qualifikation, referenzberuf], auftrag, katalog)
      })
      return sendJson(reply, {
        qualifikation,
        referenzberuf,
        sicht,
        ...(zeitpunkt === undefined ? {} : { zeitpunkt }),
        ...vergleich,
      })
    },
  })

  app.route({
    ...getLanddiagramm,
    handler: async (request, reply) => {
      const aufrufer = await identify(request)
      const sicht = requireSicht(aufrufer, request.query.sicht)
      const { zeitpunkt, sprache = 'de' } = request.query
      const { code } = request.params
      const zeit = zeitpunkt === undefined ? {} : { zeitpunkt }
      const modell = await knoten.readProfile([`land:${code}`], ({ stand }) => {
        if (!stand.profile.has(`land:${code}`)) throw new WissensproblemError('not-found', code)
        return readDiagramm(stand, `land:${code}`, { sicht, stufe: aufrufer.stufe, ...zeit })
      })
      const land = findLand(code)
      const name = (sprache === 'de' ? land?.nameDe : land?.nameEn) ?? code
      return sendAs(reply, 'image/svg+xml', drawDiagramm(modell, { land: name, sprache, ...zeit }), {
        'content-disposition': `inline; filename="bildungssystem-${code}.svg"`,
        // What somebody wrote stands in it as text; should a reader take it for more, nothing of it runs or is fetched.
        'content-security-policy': "default-src 'none'; sandbox",
      })
    },
  })

  app.route({
    ...exportWissen,
    handler: async (request, reply) => {
      await identify(request)
      const { form = 'ndjson', lizenzklasse = 'frei', profil } = request.query
      const zahlen = await knoten.readSichten((db) => countAussagen(db, profil ?? '', 'oeffentlich', 'oeffentlich'))
      const profile = zahlen.map((zeile) => zeile.profil).filter((id) => profil === undefined || id === profil)
      const zeilen = readAusgabe(knoten, profile, lizenzklasse)
      const netz = await knoten.readNetz((own) => own.netz.id)
      const lines = Readable.from(form === 'csv' ? writeCsv(zeilen) : writeNdjson(zeilen, netz, lizenzklasse))
      return sendAs(reply, form === 'csv' ? 'text/csv' : 'application/x-ndjson', lines, {
        'content-disposition': `attachment; filename="bq-${lizenzklasse}.${form}"`,
      })
    },
  })
}

const readAusgabe = async function* (
  knoten: Wissensknoten,
  profile: readonly ProfilId[],
  klasse: Lizenzklasse,
): AsyncGenerator<Ausgabezeile> {
  const sorted = [...profile].sort()
  for (let start = 0; start < sorted.length; start += profilesAtOnce) {
    const some = sorted.slice(start, start + profilesAtOnce)
    yield* await knoten.readProfile(some, ({ stand }) => some.flatMap((id) => listAusgabe(stand, id, klasse)))
  }
}

const writeCsv = async function* (zeilen: AsyncIterable<Ausgabezeile>): AsyncGenerator<string> {
  yield `\ufeff${ausgabespalten.join(',')}\r\n`
  for await (const zeile of zeilen) yield toCsv(zeile)
}

const writeNdjson = async function* (
  zeilen: AsyncIterable<Ausgabezeile>,
  netz: string,
  lizenzklasse: Lizenzklasse,
): AsyncGenerator<string> {
  yield `${canonicalize({ art: 'bestand', version: 1, netz, lizenzklasse })}\n`
  const hash = createHash('sha256')
  let anzahl = 0
  for await (const zeile of zeilen) {
    const line = `${canonicalize(zeile)}\n`
    hash.update(line)
    anzahl++
    yield line
  }
  yield `${canonicalize({ art: 'ende', anzahl, sha256: hash.digest('hex') })}\n`
}
