import type { Bemerkung, CreateBerichtsheft, Datum, Lieferung, Nachweislieferung } from '@berichtsheft/core'
import type { Static, TSchema } from 'typebox'
import { AdapterError } from './adapter-error.ts'
import type { AdapterSource, AdapterTarget } from './adapter-source.ts'
import { abortable } from './kit/abortable.ts'
import { checkSchema } from './schema-check.ts'

/** What an adapter may use of the world; everything else is forbidden to it. */
export interface AdapterContext {
  /** The only way out. */
  readonly fetch: typeof globalThis.fetch
  /** The clock. Nothing that `read` yields may depend on it. */
  readonly now: () => Date
  readonly logger: AdapterLogger
}

/** A structured log as of pino. Personal data and credentials stay out of it. */
export interface AdapterLogger {
  readonly debug: (fields: Readonly<Record<string, unknown>>, message: string) => void
  readonly info: (fields: Readonly<Record<string, unknown>>, message: string) => void
  readonly warn: (fields: Readonly<Record<string, unknown>>, message: string) => void
  readonly error: (fields: Readonly<Record<string, unknown>>, message: string) => void
}

/**
 * What `read` and `pull` yield. A book comes before its reports, a report belongs to the book before it; remarks may stand
 * anywhere.
 */
export type AdapterItem =
  | { readonly art: 'berichtsheft'; readonly berichtsheft: CreateBerichtsheft }
  | { readonly art: 'ausbildungsnachweis'; readonly ausbildungsnachweis: Nachweislieferung }
  | { readonly art: 'bemerkung'; readonly bemerkung: Bemerkung }

/** The remark among the {@link AdapterItem}s. */
export type BemerkungItem = Extract<AdapterItem, { art: 'bemerkung' }>

/** How a call may be ended from outside. */
export interface AdapterCallOptions {
  readonly signal?: AbortSignal | undefined
}

/** Which book `pull` fetches; absent bounds mean everything that the vendor has. */
export interface PullAuswahl {
  readonly von?: Datum
  readonly bis?: Datum
  /** Head data that the vendor's API does not hold, as for `read`. */
  readonly kontext: Partial<CreateBerichtsheft>
}

/** What an adapter can: a capability is a method that exists. */
export interface AdapterMethods {
  /** Reads the files of a vendor. */
  read?(source: AdapterSource, options?: AdapterCallOptions): AsyncIterable<AdapterItem>
  /** Writes a book in the vendor's form; yields a remark for whatever that form cannot hold. */
  write?(lieferung: Lieferung, target: AdapterTarget, options?: AdapterCallOptions): AsyncIterable<BemerkungItem>
  /** Fetches a book through the vendor's API. */
  pull?(auswahl: PullAuswahl, options?: AdapterCallOptions): AsyncIterable<AdapterItem>
  /** Resolves when the vendor's system answers and accepts the credentials. */
  checkHealth?(options?: AdapterCallOptions): Promise<void>
  /** Gives back what was opened; may be called twice. */
  close?(): Promise<void>
}

/** The names of the capabilities, in the order in which they are shown. */
export const adapterCapabilities = ['read', 'write', 'pull', 'checkHealth'] as const

/** One of {@link adapterCapabilities}. */
export type AdapterCapability = (typeof adapterCapabilities)[number]

/** An adapter as {@link defineAdapter} takes it. */
export interface AdapterDefinition<S extends TSchema> {
  /** Kebab-case; the name under which people choose it. */
  readonly name: string
  /** Closed TypeBox schema of the configuration. */
  readonly configSchema: S
  /** Configurations that come with the adapter and are chosen by name. */
  readonly konfigurationen?: Readonly<Record<string, Static<S>>>
  /** Makes an instance without any I/O; clients are made on first use. */
  create(config: Static<S>, context: AdapterContext): AdapterMethods
}

/** An adapter that can be loaded by name: what its package exports as `adapter`. */
export interface Adapter<S extends TSchema = TSchema> {
  readonly name: string
  readonly configSchema: S
  readonly konfigurationen: Readonly<Record<string, Static<S>>>
  /** @throws AdapterError `rejected` when the configuration does not fit the schema */
  create(config: Static<S>, context: AdapterContext): AdapterMethods
}

/**
 * Declares an adapter; the type of `config` is inferred from `configSchema`. The kit adds what every adapter needs: the
 * configuration is checked and handed over as a frozen copy with its defaults, and `read`, `write` and `pull` end at once
 * when their signal is aborted, even while they wait for a file or an answer.
 *
 * @example
 * export const adapter = defineAdapter({
 *   name: 'tagebuch',
 *   configSchema: Type.Object({}, { additionalProperties: false }),
 *   create: (config, { logger }) => ({ async *read(source) { … } }),
 * })
 */
export const defineAdapter = <S extends TSchema>(definition: AdapterDefinition<S>): Adapter<S> => ({
  name: definition.name,
  configSchema: definition.configSchema,
  konfigurationen: definition.konfigurationen ?? {},
  create: (config, context) => {
    const checked = checkSchema(definition.configSchema, config)
    if (!checked.ok) {
      const faults = checked.faults.map((fault) => `${fault.pfad || '/'} ${fault.text}`).join('; ')
      throw new AdapterError('rejected', `the configuration of ${definition.name} does not fit: ${faults}`)
    }
    return withAbort(definition.create(checked.value, context))
  },
})

const withAbort = (methods: AdapterMethods): AdapterMethods => {
  const { read, write, pull, checkHealth, close } = methods
  return {
    ...(read && { read: (source, options) => abortable(() => read.call(methods, source, options), options?.signal) }),
    ...(write && {
      write: (lieferung, target, options) =>
        abortable(() => write.call(methods, lieferung, target, options), options?.signal),
    }),
    ...(pull && {
      pull: (auswahl, options) => abortable(() => pull.call(methods, auswahl, options), options?.signal),
    }),
    ...(checkHealth && { checkHealth: (options) => checkHealth.call(methods, options) }),
    ...(close && { close: () => close.call(methods) }),
  }
}

/** The capabilities of an instance, in the fixed order of {@link adapterCapabilities}. */
export const capabilitiesOf = (instance: AdapterMethods): AdapterCapability[] =>
  adapterCapabilities.filter((capability) => typeof instance[capability] === 'function')

/** Books with their reports, and all remarks in their order. */
export interface CollectedLieferungen {
  readonly lieferungen: Lieferung[]
  readonly bemerkungen: Bemerkung[]
}

/**
 * Collects what `read` or `pull` yields into whole books.
 *
 * @throws AdapterError `invalid-response` when a report comes before any book
 */
export const collectLieferungen = async (items: AsyncIterable<AdapterItem>): Promise<CollectedLieferungen> => {
  const lieferungen: Lieferung[] = []
  const bemerkungen: Bemerkung[] = []
  for await (const item of items) {
    if (item.art === 'bemerkung') bemerkungen.push(item.bemerkung)
    else if (item.art === 'berichtsheft')
      lieferungen.push({ berichtsheft: item.berichtsheft, ausbildungsnachweise: [] })
    else {
      const last = lieferungen.at(-1)
      if (!last) throw new AdapterError('invalid-response', 'the adapter yielded a report before any book')
      last.ausbildungsnachweise.push(item.ausbildungsnachweis)
    }
  }
  return { lieferungen, bemerkungen }
}
