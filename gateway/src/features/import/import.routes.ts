import { type Bemerkung, type CreateBerichtsheft, createImport, type Importergebnis, type Lieferergebnis, limits, listAdapter } from '@berichtsheft/core'
import multipart from '@fastify/multipart'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { inTransaktion } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import { JsonFehler, parseStrictJson } from '../../strict-json.ts'
import { storeLieferung, toErgebnis } from '../lieferung/lieferung.service.ts'
import { checkLieferung } from '../lieferung/lieferung-pruefung.ts'

const maxBemerkungen = 10_000

/** Vendor files that an adapter reads. */
export const importRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  await app.register(multipart, {
    limits: { fileSize: limits.importe, files: limits.importDateien, fields: 4, fieldSize: limits.zeile, parts: limits.importDateien + 4, headerPairs: 20 },
    preservePath: true,
  })

  app.route({ ...listAdapter, handler: async () => ({ adapter: deps.adapters.list().map((info) => ({ ...info, faehigkeiten: [...info.faehigkeiten], konfigurationen: [...info.konfigurationen] })) }) })

  app.route({
    ...createImport,
    bodyLimit: limits.importe,
    handler: async (request) => {
      if (!request.isMultipart()) throw new ProblemError('unsupported-media-type', { detail: 'Send multipart/form-data with one part per file' })
      const { dateien, kontext } = await readParts(request)
      const { adapter, konfiguration, pruefen } = request.query
      const { lieferungen, bemerkungen } = await deps.adapters.read(adapter, { konfiguration, dateien, kontext })
      const ergebnisse: Lieferergebnis[] = []
      for (const lieferung of lieferungen) {
        const now = deps.now()
        if (pruefen) {
          const checked = checkLieferung(lieferung, now)
          ergebnisse.push(toErgebnis('positionen' in checked ? checked.positionen : checked.heft.nachweise.map(({ fremdId }, i) => ({ art: 'ausbildungsnachweis', position: i + 1, fremdId, ergebnis: 'nichtGespeichert', verstoesse: [...(checked.heft.befunde[i] ?? [])] }))))
        } else {
          ergebnisse.push(toErgebnis(await inTransaktion(deps, request.aufrufer, (trx) => storeLieferung(trx, request.aufrufer, lieferung, now))))
        }
      }
      return { bemerkungen: [...bemerkungen].slice(0, maxBemerkungen) as Bemerkung[], lieferungen: ergebnisse } satisfies Importergebnis
    },
  })
}

/** Files and head data of a multipart body. A name keeps its folders, because in some formats the folder is the date. */
const readParts = async (request: FastifyRequest) => {
  const dateien: { name: string; inhalt: Uint8Array }[] = []
  let kontext: Partial<CreateBerichtsheft> = {}
  let size = 0
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const inhalt = await part.toBuffer()
      size += inhalt.length
      if (size > limits.importe) throw new ProblemError('payload-too-large', { detail: `The files of an import have at most ${limits.importe} bytes together` })
      dateien.push({ name: checkName(part.filename), inhalt: new Uint8Array(inhalt) })
    } else if (part.fieldname === 'kontext') {
      kontext = readKontext(String(part.value))
    } else {
      throw new ProblemError('validation-failed', { detail: `There is no part ${JSON.stringify(part.fieldname.slice(0, 50))}; parts are files and kontext` })
    }
  }
  if (dateien.length === 0) throw new ProblemError('validation-failed', { detail: 'The import holds no file' })
  return { dateien, kontext }
}

const checkName = (name: string | undefined): string => {
  const segments = (name ?? '').split('/')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  if (!name || name.length > 300 || /[\u0000-\u001f\\]/.test(name) || segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new ProblemError('validation-failed', { detail: 'A file name is a relative path without dot segments and backslashes' })
  }
  return name
}

const readKontext = (text: string): Partial<CreateBerichtsheft> => {
  try {
    const value = parseStrictJson(Buffer.from(text), { tiefe: limits.jsonTiefe })
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new JsonFehler('The part kontext is not an object')
    return value
  } catch (error) {
    if (error instanceof JsonFehler) throw new ProblemError('malformed-request', { detail: `kontext: ${error.message}` })
    throw error
  }
}
