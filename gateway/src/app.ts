import { randomUUID } from 'node:crypto'
import { limits } from '@berichtsheft/core'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Deps } from './deps.ts'
import { anbieterRoutes } from './features/anbieter/anbieter.routes.ts'
import { anforderungRoutes } from './features/anforderung/anforderung.routes.ts'
import { anhangRoutes } from './features/anhang/anhang.routes.ts'
import { anmeldungRoutes } from './features/anmeldung/anmeldung.routes.ts'
import { anwendungRoutes } from './features/anwendung/anwendung.routes.ts'
import { aufbewahrungRoutes } from './features/aufbewahrung/aufbewahrung.routes.ts'
import { aufgabeRoutes } from './features/aufgabe/aufgabe.routes.ts'
import { ausbilderaufgaben } from './features/ausbildereignung/aufgaben.service.ts'
import { ausbildereignungRoutes } from './features/ausbildereignung/ausbildereignung.routes.ts'
import {
  freigabeaufgaben,
  stufe1Aufgaben,
  ueberarbeitungsaufgaben,
} from './features/ausbildungsnachweis/aufgaben.service.ts'
import { ausbildungsnachweisRoutes } from './features/ausbildungsnachweis/ausbildungsnachweis.routes.ts'
import { vertragsaufgaben, vertragspruefaufgaben } from './features/ausbildungsvertrag/aufgaben.service.ts'
import { ausbildungsvertragRoutes } from './features/ausbildungsvertrag/ausbildungsvertrag.routes.ts'
import { vertragsempfangRoutes } from './features/ausbildungsvertrag/empfang.routes.ts'
import { empfangsseiteRoutes } from './features/ausbildungsvertrag/empfang-seite.routes.ts'
import { vertragspruefungRoutes } from './features/ausbildungsvertrag/pruefung.routes.ts'
import { vertragsausgabeRoutes } from './features/ausbildungsvertrag/vertragsausgabe.routes.ts'
import { berichtsheftRoutes } from './features/berichtsheft/berichtsheft.routes.ts'
import { berufRoutes, berufsauskunftRoutes } from './features/beruf/beruf.routes.ts'
import { beteiligungsaufgaben } from './features/beteiligung/aufgaben.service.ts'
import { beteiligungRoutes } from './features/beteiligung/beteiligung.routes.ts'
import { briefRoutes } from './features/brief/brief.routes.ts'
import { demoRoutes } from './features/demo/demo.routes.ts'
import { einladungsaufgaben, genehmigungsaufgaben } from './features/einladung/aufgaben.service.ts'
import { einladungRoutes } from './features/einladung/einladung.routes.ts'
import { einsatzRoutes } from './features/einsatz/einsatz.routes.ts'
import { elsterRoutes } from './features/elster/elster.routes.ts'
import { elsterRueckkehrRoutes } from './features/elster/rueckkehr.routes.ts'
import { ereignisRoutes } from './features/ereignis/ereignis.routes.ts'
import { exportRoutes } from './features/export/export.routes.ts'
import { anforderungsaufgaben } from './features/freigabe/aufgaben.service.ts'
import { freigabeRoutes } from './features/freigabe/freigabe.routes.ts'
import { freigabeverfahrenRoutes } from './features/freigabeverfahren/freigabeverfahren.routes.ts'
import { createMetrics, healthRoutes, metricsRoutes } from './features/health/health.routes.ts'
import { heftaufgaben } from './features/heftangebot/aufgaben.service.ts'
import { heftangebotRoutes } from './features/heftangebot/heftangebot.routes.ts'
import { importRoutes } from './features/import/import.routes.ts'
import { kontoOeffentlichRoutes, kontoRoutes } from './features/konto/konto.routes.ts'
import { lieferungRoutes } from './features/lieferung/lieferung.routes.ts'
import { stromRoutes } from './features/lieferung/strom.routes.ts'
import { loeschaufgaben } from './features/loeschantrag/aufgaben.service.ts'
import { loeschantragRoutes } from './features/loeschantrag/loeschantrag.routes.ts'
import { beitrittsaufgaben, rollenanfrageaufgaben } from './features/mitgliedsanfrage/aufgaben.service.ts'
import { mitgliedsanfrageRoutes } from './features/mitgliedsanfrage/mitgliedsanfrage.routes.ts'
import { mitgliedschaftRoutes } from './features/mitgliedschaft/mitgliedschaft.routes.ts'
import { nachrichtRoutes } from './features/nachricht/nachricht.routes.ts'
import { nachrichtenstromRoutes } from './features/nachricht/strom.routes.ts'
import { vertragsnachrichtAbrufRoutes } from './features/nachricht/vertragsnachricht-abruf.routes.ts'
import { regelRoutes } from './features/regel/regel.routes.ts'
import { eigeneRollenaufgaben, rollenaufgaben } from './features/rolle/aufgaben.service.ts'
import { rolleRoutes } from './features/rolle/rolle.routes.ts'
import { stammdatenRoutes } from './features/stammdaten/stammdaten.routes.ts'
import { uebermittlungRoutes } from './features/uebermittlung/uebermittlung.routes.ts'
import { uebernahmeRoutes } from './features/uebernahme/uebernahme.routes.ts'
import {
  aktivierungsaufgaben,
  elsteraufgaben,
  pruefungsaufgaben,
  rueckfrageaufgaben,
} from './features/unternehmen/aufgaben.service.ts'
import { unternehmenRoutes } from './features/unternehmen/unternehmen.routes.ts'
import { versionRoutes } from './features/version/version.routes.ts'
import { aenderungsaufgaben } from './features/vertragsaenderung/aufgaben.service.ts'
import { vertragsaenderungRoutes } from './features/vertragsaenderung/vertragsaenderung.routes.ts'
import { vertragsbriefRoutes } from './features/vertragsbrief/vertragsbrief.routes.ts'
import { verlaufsaufgaben } from './features/vertragsende/aufgaben.service.ts'
import { vertragsendeRoutes } from './features/vertragsende/vertragsende.routes.ts'
import { vertragsunterlageRoutes } from './features/vertragsunterlage/vertragsunterlage.routes.ts'
import { wartungRoutes, wartungsauskunftRoutes } from './features/wartung/wartung.routes.ts'
import { createWartungsplan } from './features/wartung/wartung.service.ts'
import { webhookRoutes } from './features/webhook/webhook.routes.ts'
import { wissenRoutes } from './features/wissen/wissen.routes.ts'
import { zugriffRoutes } from './features/zugriff/zugriff.routes.ts'
import { createZugriffsbuch } from './features/zugriff/zugriffsbuch.ts'
import { trimMemoryWhenIdle } from './idle-memory.ts'
import { accessLogPlugin } from './plugins/access-log.ts'
import { authenticationPlugin, everyRouteGuardedPlugin, publicOperationsPlugin } from './plugins/authentication.ts'
import { bodyPlugin } from './plugins/body.ts'
import { closingPlugin, createAuslauf } from './plugins/closing.ts'
import { docsPlugin } from './plugins/docs.ts'
import { maintenancePlugin } from './plugins/maintenance.ts'
import { openapiPlugin } from './plugins/openapi.ts'
import { problemsPlugin } from './plugins/problems.ts'
import { protocolOptions, protocolPlugin } from './plugins/protocol.ts'
import { securityPlugin } from './plugins/security.ts'
import { serializationPlugin } from './plugins/serialization.ts'
import { slowReaderPlugin } from './plugins/slow-reader.ts'
import { validationPlugin } from './plugins/validation.ts'
import { version } from './version.ts'

/** The running application and how it is taken out of service. */
export interface App {
  readonly server: FastifyInstance
  /** From now on `/readyz` and every new request get 503, and connections without a request under way are closed. */
  readonly drain: () => void
}

/** Where the task list comes from: one entry per kind of task. */
const aufgabenquellen = [
  einladungsaufgaben,
  genehmigungsaufgaben,
  beitrittsaufgaben,
  rollenanfrageaufgaben,
  eigeneRollenaufgaben,
  rollenaufgaben,
  pruefungsaufgaben,
  elsteraufgaben,
  rueckfrageaufgaben,
  aktivierungsaufgaben,
  loeschaufgaben,
  beteiligungsaufgaben,
  ueberarbeitungsaufgaben,
  stufe1Aufgaben,
  freigabeaufgaben,
  anforderungsaufgaben,
  vertragspruefaufgaben,
  vertragsaufgaben,
  ...aenderungsaufgaben,
  ...verlaufsaufgaben,
  heftaufgaben,
  ausbilderaufgaben,
]

/** Wires plugins and features; the only place that knows all of them. Nothing listens yet. */
export const buildApp = async (deps: Deps): Promise<App> => {
  const server = Fastify({
    loggerInstance: deps.log,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: limits.body,
    ...protocolOptions,
    trustProxy: deps.config.VERTRAUTE_PROXIES === '' ? false : deps.config.VERTRAUTE_PROXIES.split(','),
    forceCloseConnections: 'idle',
    // closingPlugin answers what still comes in with a problem.
    return503OnClosing: false,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: {
      maxParamLength: 100,
      caseSensitive: true,
      ignoreTrailingSlash: false,
      ignoreDuplicateSlashes: false,
    },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    http: {
      maxHeaderSize: limits.kopfzeilen,
      headersTimeout: limits.kopfzeit,
      connectionsCheckingInterval: 1_000,
      // Checked by protocolPlugin, whose answer is a problem.
      requireHostHeader: false,
      insecureHTTPParser: false,
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  const metrics = createMetrics()
  const endTrimming = trimMemoryWhenIdle(server as unknown as FastifyInstance)
  server.addHook('onClose', async () => endTrimming())
  server.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request.routeOptions.schema?.operationId ?? 'other', reply.statusCode, reply.elapsedTime)
    done()
  })

  const auslauf = createAuslauf(server.server)
  await server.register(everyRouteGuardedPlugin)
  await server.register(problemsPlugin)
  await server.register(closingPlugin, { auslauf })
  await server.register(protocolPlugin)
  const wartungsplan = createWartungsplan(deps)
  await server.register(maintenancePlugin, { wartungsplan, now: deps.now })
  const zugriffsbuch = createZugriffsbuch(deps)
  await server.register(accessLogPlugin, { zugriffsbuch, now: deps.now })
  await server.register(slowReaderPlugin, { pause: limits.antwortpause })
  await server.register(securityPlugin)
  await server.register(bodyPlugin)
  await server.register(validationPlugin)
  await server.register(serializationPlugin)
  await server.register(openapiPlugin, { publicUrl: deps.config.PUBLIC_URL, version })
  await server.register(docsPlugin)
  await server.register(demoRoutes, deps)
  await server.register(versionRoutes)
  await server.register(elsterRueckkehrRoutes)
  await server.register(healthRoutes, { ...deps, bereitschaft: auslauf })
  await server.register(metricsRoutes, { metrics })
  await server.register(anmeldungRoutes, deps)
  await server.register(empfangsseiteRoutes, deps)
  await server.register(async (scope) => {
    await scope.register(publicOperationsPlugin)
    await scope.register(regelRoutes)
    await scope.register(berufsauskunftRoutes, deps)
    await scope.register(vertragspruefungRoutes, deps)
    await scope.register(vertragsempfangRoutes, deps)
    await scope.register(kontoOeffentlichRoutes, deps)
    await scope.register(wartungsauskunftRoutes, { ...deps, wartungsplan })
  })
  await server.register(async (scope) => {
    await scope.register(authenticationPlugin, deps)
    await scope.register(berichtsheftRoutes, deps)
    await scope.register(aufbewahrungRoutes, deps)
    await scope.register(ausbildungsnachweisRoutes, deps)
    await scope.register(anhangRoutes, deps)
    await scope.register(lieferungRoutes, deps)
    await scope.register(stromRoutes, deps)
    await scope.register(importRoutes, deps)
    await scope.register(anforderungRoutes, deps)
    await scope.register(freigabeRoutes, deps)
    await scope.register(uebermittlungRoutes, deps)
    await scope.register(exportRoutes, deps)
    await scope.register(nachrichtRoutes, deps)
    await scope.register(nachrichtenstromRoutes, deps)
    await scope.register(anbieterRoutes, deps)
    await scope.register(ereignisRoutes, deps)
    await scope.register(webhookRoutes, deps)
    await scope.register(kontoRoutes, deps)
    await scope.register(stammdatenRoutes, deps)
    await scope.register(berufRoutes, deps)
    await scope.register(unternehmenRoutes, deps)
    await scope.register(briefRoutes, deps)
    await scope.register(elsterRoutes, deps)
    await scope.register(loeschantragRoutes, deps)
    await scope.register(ausbildungsvertragRoutes, deps)
    await scope.register(vertragsausgabeRoutes, deps)
    await scope.register(vertragsbriefRoutes, deps)
    await scope.register(vertragsnachrichtAbrufRoutes, deps)
    await scope.register(vertragsaenderungRoutes, deps)
    await scope.register(vertragsendeRoutes, deps)
    await scope.register(vertragsunterlageRoutes, deps)
    await scope.register(heftangebotRoutes, deps)
    await scope.register(ausbildereignungRoutes, deps)
    await scope.register(uebernahmeRoutes, deps)
    await scope.register(anwendungRoutes, deps)
    await scope.register(rolleRoutes, deps)
    await scope.register(mitgliedschaftRoutes, deps)
    await scope.register(einladungRoutes, deps)
    await scope.register(mitgliedsanfrageRoutes, deps)
    await scope.register(beteiligungRoutes, deps)
    await scope.register(einsatzRoutes, deps)
    await scope.register(freigabeverfahrenRoutes, deps)
    await scope.register(aufgabeRoutes, { ...deps, quellen: aufgabenquellen })
    await scope.register(wartungRoutes, { ...deps, wartungsplan })
    await scope.register(wissenRoutes, deps)
    await scope.register(zugriffRoutes, { ...deps, zugriffsbuch })
  })
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger())
  await server.ready()
  return {
    server: server as unknown as FastifyInstance,
    drain: auslauf.begin,
  }
}
