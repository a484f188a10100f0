import fastify from 'fastify'
import type { Wissensrolle } from '../kern/aenderungssatz.ts'
import type { Aussage, Beleg } from '../kern/aussage.ts'
import { type Entwurf, headIdsOf, writeSatz } from '../kern/schreiber.ts'
import type { ProfilId } from '../kern/slot.ts'
import { oeffentlichkeit, type Wissensaufrufer, type Wissensdienste } from '../plugin/aufrufer.ts'
import { wissenPlugin } from '../plugin/plugin.ts'
import { useWissensvertrag } from '../plugin/vertrag.ts'
import { renderProblem } from '../plugin/wissensproblem.ts'
import { migrateWissen } from '../speicher/migration.ts'
import { openWissensknoten } from '../speicher/wissensknoten.ts'
import { type Sichtbarkeit, sichtbarkeiten } from '../vorlage/feld.ts'
import { asSchreiber, createKleinesNetz, type Darsteller, testzeit } from './besetzung.ts'
import { gesetzblatt, neueAussage, testslot, vermerk } from './entwuerfe.ts'
import { createTestdatenbank } from './testdatenbank.ts'

/** A call as somebody; `who` is anna, carla, partner or a level. */
export interface Testantwort {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

/**
 * The knowledge base over HTTP with a database of its own: Anna and Carla edit and review at two chambers, `partner` is a node, each
 * level reads.
 */
export const createWissensserver = async (
  postgres: { url: string; prefix: string },
  dienste: Partial<Wissensdienste> = {},
) => {
  const { besetzung, anna, carla } = createKleinesNetz()
  const datenbank = await createTestdatenbank(postgres)
  await migrateWissen(datenbank.pool)
  const knoten = await openWissensknoten(datenbank.pool, besetzung.gruendung)
  await knoten.receive(besetzung.zulassung)
  const personAs = (wer: Darsteller, stufe: Sichtbarkeit): Wissensaufrufer => ({
    stufe,
    istPartner: false,
    findSchreiber: (rolle: Wissensrolle) => (rolle === 'netzadministration' ? undefined : asSchreiber(wer, rolle)),
  })
  const aufrufer: Readonly<Record<string, Wissensaufrufer>> = {
    anna: personAs(anna, 'kammern'),
    carla: personAs(carla, 'kammern'),
    partner: { ...oeffentlichkeit, stufe: 'redaktion', istPartner: true },
    ...Object.fromEntries(sichtbarkeiten.map((stufe) => [stufe, { ...oeffentlichkeit, stufe }])),
  }
  const app = fastify()
  useWissensvertrag(app)
  app.setErrorHandler(renderProblem)
  await app.register(wissenPlugin, {
    knoten,
    identify: async ({ headers }) =>
      aufrufer[String(headers['x-person'] ?? headers.authorization?.replace('Bearer ', ''))] ?? oeffentlichkeit,
    now: () => new Date(testzeit),
    ...dienste,
  })
  const call = async (url: string, who = 'oeffentlich', payload?: object | string): Promise<Testantwort> => {
    const type = typeof payload === 'string' ? { 'content-type': 'application/x-ndjson' } : {}
    const request = { url: `/v1/bq${url}`, headers: { 'x-person': who, ...type } }
    const answer = await app.inject(payload === undefined ? request : { ...request, method: 'POST', payload })
    return { status: answer.statusCode, headers: answer.headers, text: answer.body }
  }
  const write = async (
    wer: Darsteller,
    rolle: Wissensrolle,
    profile: readonly ProfilId[],
    draft: readonly Entwurf[],
  ) => {
    const { ergebnis } = await knoten.writeProfile(profile, ({ netz }) =>
      writeSatz(netz, asSchreiber(wer, rolle), draft, { erstelltAm: testzeit }),
    )
    if (ergebnis !== 'neu') throw new Error(`the node answered ${ergebnis}`)
  }
  /** Has Anna state fields of a profile (`abschnitt/feld`), each once, and Carla let them pass unless told not to. */
  const state = async (
    profil: ProfilId,
    felder: readonly (readonly [feld: string, aussage: Aussage, beleg?: Beleg])[],
    { publish = true } = {},
  ): Promise<string[]> => {
    const slots = felder.map(([feld], i) => testslot(profil, feld, String(i)))
    const entwuerfe = felder.flatMap(([, aussage, beleg = gesetzblatt], i) =>
      neueAussage(slots[i] ?? '', aussage, beleg),
    )
    await write(anna, 'bearbeiter', [profil], entwuerfe)
    if (publish) {
      const ziele = await knoten.readProfile([profil], ({ stand }) =>
        slots.flatMap((slot) => [slot, `${slot}/belege`]).flatMap((slot) => headIdsOf(stand, slot)),
      )
      await write(carla, 'pruefer', [profil], [vermerk(ziele)])
    }
    return slots
  }
  return {
    app,
    besetzung,
    anna,
    carla,
    knoten,
    datenbank,
    call,
    /** Calls and reads JSON. */
    json: async <T>(url: string, who?: string, payload?: object): Promise<T> =>
      JSON.parse((await call(url, who, payload)).text) as T,
    state,
    close: async (): Promise<void> => {
      await app.close()
      await datenbank.close()
    },
  }
}
