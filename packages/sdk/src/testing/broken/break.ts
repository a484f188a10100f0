import type { Nachweislieferung } from '@berichtsheft/core'
import type { Adapter, AdapterContext, AdapterItem, AdapterMethods, BemerkungItem } from '../../adapter.ts'
import type { AdapterSource } from '../../adapter-source.ts'
import { toBemerkungItem } from '../../bemerkung.ts'
import { abortable } from '../../kit/abortable.ts'
import { collect } from '../subject.ts'

/** Makes an adapter that breaks one promise out of one that keeps all. */
export type Break = (sound: Adapter) => Adapter

type Change = (
  methods: AdapterMethods,
  context: AdapterContext,
  config: { token: string; basis: string },
) => AdapterMethods

/** An adapter whose instances are changed, and do without what the kit adds. */
export const withRawMethods =
  (change: Change): Break =>
  (sound) => ({
    ...sound,
    create: (config, context) =>
      change(sound.create(config, context), context, config as { token: string; basis: string }),
  })

/** An adapter whose instances are changed, but still end when they are aborted. */
export const withMethods = (change: Change): Break =>
  withRawMethods((methods, context, config) => {
    const changed = change(methods, context, config)
    const { read, write, pull } = changed
    return {
      ...changed,
      ...(read && { read: (source, options) => abortable(() => read(source, options), options?.signal) }),
      ...(write && {
        write: (lieferung, target, options) => abortable(() => write(lieferung, target, options), options?.signal),
      }),
      ...(pull && { pull: (auswahl, options) => abortable(() => pull(auswahl, options), options?.signal) }),
    }
  })

/** An adapter whose `read` yields something else. */
export const withItems = (
  change: (items: AdapterItem[], source: AdapterSource) => AdapterItem[] | Promise<AdapterItem[]>,
): Break =>
  withMethods((methods) => ({
    ...methods,
    read: (source, options) => later(async () => change(await collect(reading(methods, source, options)), source)),
  }))

/** An adapter whose `read` yields other reports. */
export const withReports = (change: (report: Nachweislieferung) => Nachweislieferung): Break =>
  withItems((items) =>
    items.map((item) =>
      item.art === 'ausbildungsnachweis'
        ? { ...item, ausbildungsnachweis: change(structuredClone(item.ausbildungsnachweis)) }
        : item,
    ),
  )

/** What the sound adapter reads. */
export const reading = (
  methods: AdapterMethods,
  ...[source, options]: Parameters<NonNullable<AdapterMethods['read']>>
) => methods.read?.(source, options) ?? later<AdapterItem>(async () => [])
/** What the sound adapter writes. */
export const writing = (methods: AdapterMethods, ...args: Parameters<NonNullable<AdapterMethods['write']>>) =>
  methods.write?.(...args) ?? later<BemerkungItem>(async () => [])
/** What the sound adapter fetches. */
export const pulling = (methods: AdapterMethods, ...args: Parameters<NonNullable<AdapterMethods['pull']>>) =>
  methods.pull?.(...args) ?? later<AdapterItem>(async () => [])

/** Values that are computed first and yielded then. */
export async function* later<T>(values: () => Promise<readonly T[]>): AsyncGenerator<T, void, undefined> {
  yield* await values()
}

/** A remark among the items. */
export const remarkOf = (stelle: string, text: string): AdapterItem =>
  toBemerkungItem(stelle, { schwere: 'hinweis', text, textEnglisch: text })
