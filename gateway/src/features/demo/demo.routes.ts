import { type Ausbildungsnachweis, IdParams } from '@berichtsheft/core'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import type { Knex } from 'knex'
import { Type } from 'typebox'
import type { Deps } from '../../deps.ts'
import { ProblemError } from '../../problem-error.ts'
import type { Angemeldeter } from '../anmeldung/angemeldeter.ts'
import { listNachweise } from '../ausbildungsnachweis/ausbildungsnachweis.queries.ts'
import { type BerichtsheftRow, findBerichtsheft } from '../berichtsheft/berichtsheft.queries.ts'
import { dateiHeaders, openDatei } from '../uebermittlung/datei.service.ts'
import { withDocumentProcess } from '../uebermittlung/document-pool.ts'
import { readHeftstand } from '../uebermittlung/uebermittlung.queries.ts'
import { getUebermittlungRow } from '../uebermittlung/uebermittlung.service.ts'
import { renderBookPage } from './book-page.ts'
import { listBooks, listPackages, listRequests } from './demo.queries.ts'
import { asDemoVendor, readCommands } from './demo-reader.ts'
import { demoElsterRoutes } from './elster.routes.ts'
import { type DemoView, type Running, renderHomePage } from './home-page.ts'
import { pagePolicy } from './page.ts'
import { describePeople } from './people.ts'
import { style } from './style.ts'

/** The first page, and in the demo public pages to read the books of the demo's vendor. */
export const demoRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  const { config, adapters } = deps
  const since = deps.now()

  app.get('/', { schema: { hide: true } }, async (_request, reply) => {
    const running: Running = { database: await describeDatabase(deps), adapters: adapters.list(), since }
    const demo = config.demo ? await readDemo(deps) : undefined
    return sendPage(reply, renderHomePage(running, demo))
  })

  app.get('/style.css', { schema: { hide: true } }, (_request, reply) =>
    reply.header('content-type', 'text/css; charset=utf-8').header('cache-control', 'public, max-age=300').send(style),
  )

  if (config.demo) {
    await app.register(bookRoutes, deps)
    await app.register(demoElsterRoutes, deps)
  }
}

/** A book and its package for everybody who reaches the demo. They are read in the name of the demo's vendor, so row security keeps the books of others. */
const bookRoutes: FastifyPluginAsyncTypebox<Deps> = async (app, deps) => {
  app.get('/demo/berichtshefte/:id', { schema: { hide: true, params: IdParams } }, async (request, reply) => {
    const view = await asVendor(deps, async (trx, aufrufer) => {
      const { id, kopf } = await getBook(trx, request.params.id)
      const lines = await listNachweise(trx, aufrufer, { berichtsheftId: id }, undefined, maxReports)
      const reports = lines.map(({ json }) => JSON.parse(json) as Ausbildungsnachweis)
      return { id, kopf: JSON.parse(kopf), reports }
    })
    return sendPage(reply, renderBookPage(view))
  })

  app.get(
    '/demo/berichtshefte/:id/berichtsheft.:format',
    { schema: { hide: true, params: FileParams } },
    async (request, reply) => {
      const { id, format } = request.params
      const bytes = await withDocumentProcess((write) =>
        asVendor(deps, async (trx) => {
          const { kopf } = await getBook(trx, id)
          const { nachweise } = await readHeftstand(trx, id, { von: null, bis: null })
          return write({ art: format, heft: { id, kopf, nachweise }, erstelltAm: deps.now().toISOString() })
        }),
      )
      return reply.header('content-type', mediaTypes[format]).send(Buffer.from(bytes))
    },
  )

  app.get(
    '/demo/uebermittlungen/:id/paket.zip',
    { schema: { hide: true, params: IdParams } },
    async (request, reply) => {
      const { row, body } = await asVendor(deps, async (trx, aufrufer) => {
        const row = await getUebermittlungRow(trx, request.params.id)
        return { row, body: await openDatei(deps, aufrufer, trx, row) }
      })
      return reply.headers(dateiHeaders(row.dateiname, 'application/zip', row.groesse, row.sha256)).send(body)
    },
  )
}

/** Reports that the page of a book shows; a book of four years has 210 weeks. */
const maxReports = 1_500

const FileParams = Type.Object({
  id: IdParams.properties.id,
  format: Type.Enum(['json', 'xml', 'pdf'], { type: 'string' }),
})

const mediaTypes = {
  json: 'application/json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  pdf: 'application/pdf',
} as const

const sendPage = (reply: FastifyReply, page: string): FastifyReply =>
  reply.header('content-type', 'text/html; charset=utf-8').header('content-security-policy', pagePolicy).send(page)

const getBook = async (trx: Knex.Transaction, id: string): Promise<BerichtsheftRow> => {
  const row = await findBerichtsheft(trx, id)
  if (!row) throw new ProblemError('not-found', { detail: `Berichtsheft ${id}` })
  return row
}

const describeDatabase = async ({ config, db }: Deps): Promise<string> => {
  const { rows } = await db.pool.query<{ server_version: string }>('show server_version')
  const name = `PostgreSQL ${rows[0]?.server_version.split(' ')[0] ?? ''}`
  return config.DATABASE_URL === undefined ? `${name}, embedded` : `${name}, at DATABASE_URL`
}

const asVendor = async <T>(
  deps: Deps,
  work: (trx: Knex.Transaction, aufrufer: Angemeldeter) => Promise<T>,
): Promise<T> => {
  const result = await asDemoVendor(deps, work)
  if (result === undefined) throw new ProblemError('not-found', { detail: 'The demo is not loaded' })
  return result
}

const readDemo = (deps: Deps): Promise<DemoView | undefined> =>
  asDemoVendor(deps, async (trx) => ({
    books: await listBooks(trx),
    requests: await listRequests(trx),
    packages: await listPackages(trx),
    people: describePeople(deps.config),
    commands: await readCommands(trx, deps),
  }))
