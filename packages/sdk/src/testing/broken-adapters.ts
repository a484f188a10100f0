import type { Nachweislieferung } from '@berichtsheft/core'
import type { Adapter, AdapterContext, AdapterItem, AdapterMethods, BemerkungItem } from '../adapter.ts'
import { AdapterError, isAdapterError } from '../adapter-error.ts'
import { type AdapterSource, memoryTarget, readBytes } from '../adapter-source.ts'
import { toBemerkungItem } from '../bemerkung.ts'
import { abortable } from '../kit/abortable.ts'
import { collect } from './subject.ts'

/** Makes an adapter that breaks one promise out of one that keeps all. */
type Break = (sound: Adapter) => Adapter

type Change = (
  methods: AdapterMethods,
  context: AdapterContext,
  config: { token: string; basis: string },
) => AdapterMethods

/** An adapter whose instances are changed, and do without what the kit adds. */
const withRawMethods =
  (change: Change): Break =>
  (sound) => ({
    ...sound,
    create: (config, context) =>
      change(sound.create(config, context), context, config as { token: string; basis: string }),
  })

/** An adapter whose instances are changed, but still end when they are aborted. */
const withMethods = (change: Change): Break =>
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
const withItems = (
  change: (items: AdapterItem[], source: AdapterSource) => AdapterItem[] | Promise<AdapterItem[]>,
): Break =>
  withMethods((methods) => ({
    ...methods,
    read: (source, options) => later(async () => change(await collect(reading(methods, source, options)), source)),
  }))

const withReports = (change: (report: Nachweislieferung) => Nachweislieferung): Break =>
  withItems((items) =>
    items.map((item) =>
      item.art === 'ausbildungsnachweis'
        ? { ...item, ausbildungsnachweis: change(structuredClone(item.ausbildungsnachweis)) }
        : item,
    ),
  )

const reading = (methods: AdapterMethods, ...[source, options]: Parameters<NonNullable<AdapterMethods['read']>>) =>
  methods.read?.(source, options) ?? later<AdapterItem>(async () => [])
const writing = (methods: AdapterMethods, ...args: Parameters<NonNullable<AdapterMethods['write']>>) =>
  methods.write?.(...args) ?? later<BemerkungItem>(async () => [])
const pulling = (methods: AdapterMethods, ...args: Parameters<NonNullable<AdapterMethods['pull']>>) =>
  methods.pull?.(...args) ?? later<AdapterItem>(async () => [])

/** Values that are computed first and yielded then. */
async function* later<T>(values: () => Promise<readonly T[]>): AsyncGenerator<T, void, undefined> {
  yield* await values()
}

const remarkOf = (stelle: string, text: string): AdapterItem =>
  toBemerkungItem(stelle, { schwere: 'hinweis', text, textEnglisch: text })

/** Replaces the error of a failing `pull`. */
const withPullError = (change: (error: AdapterError, token: string) => unknown): Break =>
  withMethods((methods, _context, config) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(() =>
        collect(pulling(methods, auswahl, options)).catch((error: unknown) => {
          throw isAdapterError(error) ? change(error, config.token) : error
        }),
      ),
  }))

/** For each check one adapter that fails it and no other. */
export const brokenAdapters: Readonly<Record<string, Break>> = {
  'lifecycle-shape': withMethods((methods) => Object.assign({ ...methods }, { init: async () => undefined })),
  'lifecycle-create-without-io': withMethods((methods, { fetch }, { basis }) => {
    fetch(basis).catch(() => undefined)
    return methods
  }),
  'lifecycle-config-closed': (sound) => ({
    ...sound,
    create: (config, context) => {
      const { basis = '', token = '' } = Object(config) as { basis?: string; token?: string }
      return sound.create({ basis, token }, context)
    },
  }),
  'lifecycle-konfigurationen': (sound) => ({ ...sound, konfigurationen: { test: { basis: 1 } } }),
  'lifecycle-close': withMethods((methods) => {
    let open = true
    return {
      ...methods,
      close: async () => {
        if (!open) throw new Error('closed already')
        open = false
      },
    }
  }),
  'lifecycle-instances': (sound) => {
    let position = 0
    return withMethods((methods) => ({
      ...methods,
      read: async function* (source, options) {
        const items = await collect(reading(methods, source, options))
        position = 0
        for (let item = items[position]; item; item = items[position]) {
          position += 1
          yield item
        }
      },
    }))(sound)
  },
  'read-contract': withItems((items) =>
    items.map((item) =>
      item.art === 'bemerkung' ? { ...item, bemerkung: { ...item.bemerkung, schwere: 'egal' as 'hinweis' } } : item,
    ),
  ),
  'read-order': withItems((items) => {
    const reports = items.filter(({ art }) => art === 'ausbildungsnachweis')
    return [...reports.slice(0, 1), ...items.filter(({ art }) => art !== 'ausbildungsnachweis'), ...reports.slice(1)]
  }),
  'read-content': withItems((items) => {
    const reports = items.filter(({ art }) => art === 'ausbildungsnachweis')
    return reports.length < 3 ? items : items.filter((item) => item !== reports[2])
  }),
  'read-deterministic': withMethods((methods, { now }) => ({
    ...methods,
    read: (source, options) =>
      later(async () => [
        ...(await collect(reading(methods, source, options))),
        remarkOf('heft.json', now().toISOString()),
      ]),
  })),
  'read-file-order': withItems((items, { dateien }) =>
    items.map((item) =>
      item.art === 'ausbildungsnachweis' && dateien[0]?.name !== 'heft.json'
        ? {
            ...item,
            ausbildungsnachweis: { ...item.ausbildungsnachweis, fremdId: `${item.ausbildungsnachweis.fremdId}x` },
          }
        : item,
    ),
  ),
  'read-keys': withItems((items) => [
    ...items,
    ...items.filter(({ art }) => art === 'ausbildungsnachweis').slice(0, 1),
  ]),
  'read-repeatable': withItems(async (items, { dateien }) => {
    const sizes = await Promise.all(dateien.map(async (datei) => (await readBytes(datei)).length))
    const format = `${sizes.reduce((sum, size) => sum + size, 0)} Byte`
    return items.map((item) =>
      item.art === 'ausbildungsnachweis'
        ? {
            ...item,
            ausbildungsnachweis: {
              ...item.ausbildungsnachweis,
              inhalt: { ...item.ausbildungsnachweis.inhalt, quelle: { system: 'Referenz', format } },
            },
          }
        : item,
    )
  }),
  'read-chunks': withMethods((methods) => ({
    ...methods,
    read: (source, options) => reading(methods, { ...source, dateien: source.dateien.map(decodedByPiece) }, options),
  })),
  'read-within-source': withMethods((methods, { fetch }, { basis }) => ({
    ...methods,
    read: (source, options) => {
      fetch(basis).catch(() => undefined)
      return reading(methods, source, options)
    },
  })),
  'read-kontext': withMethods((methods) => ({
    ...methods,
    read: (source, options) => reading(methods, { ...source, kontext: { knr: '153', ...source.kontext } }, options),
  })),
  'read-kontext-untouched': withMethods((methods) => ({
    ...methods,
    read: (source, options) => {
      source.kontext.nachweisform ??= 'elektronisch'
      return reading(methods, source, options)
    },
  })),
  'read-nothing-invented': withReports((report) => {
    for (const eintrag of report.inhalt.tage?.flatMap(({ eintraege }) => eintraege) ?? []) eintrag.minuten ??= 480
    return report
  }),
  'read-marks-resolve': withReports((report) => {
    const others = (report.inhalt.abgeleitet ?? []).filter(({ pfad }) => pfad !== '/stunden')
    const abgeleitet = [...others, { pfad: '/stunden', verfahren: 'geraten' }]
    return report.inhalt.abgeleitet ? { ...report, inhalt: { ...report.inhalt, abgeleitet } } : report
  }),
  'read-positions': withItems((items) =>
    items.map((item) =>
      item.art === 'bemerkung' && item.bemerkung.schwere === 'hinweis'
        ? { ...item, bemerkung: { ...item.bemerkung, stelle: 'irgendwo' } }
        : item,
    ),
  ),
  'read-drops-remarked': withItems((items) =>
    items.filter((item) => item.art !== 'bemerkung' || !item.bemerkung.stelle.includes('/inhalt/')),
  ),
  'read-secrets': withMethods((methods, { logger }, { token }) => ({
    ...methods,
    read: (source, options) => {
      logger.info({ token }, 'reading')
      return reading(methods, source, options)
    },
  })),
  'read-errors': withMethods((methods) => ({
    ...methods,
    read: (source, options) =>
      later(() =>
        collect(reading(methods, source, options)).catch((error: unknown) => {
          throw isAdapterError(error) && /not JSON/.test(error.message) ? new SyntaxError(error.message) : error
        }),
      ),
  })),
  'read-garbage-noticed': withMethods((methods) => ({
    ...methods,
    read: (source, options) =>
      later(() =>
        collect(reading(methods, source, options)).catch((error: unknown) => {
          if (isAdapterError(error) && /not JSON/.test(error.message)) return []
          throw error
        }),
      ),
  })),
  'read-prototype': withMethods((methods) => ({
    ...methods,
    read: (source, options) =>
      later(async () => {
        for (const datei of source.dateien) merge({}, parseOrNothing(new TextDecoder().decode(await readBytes(datei))))
        return collect(reading(methods, source, options))
      }),
  })),
  'read-abort': withRawMethods((methods) => ({ ...methods, read: (source) => reading(methods, source) })),
  'read-text': withReports((report) => {
    const { betrieb } = report.inhalt.wochentexte ?? {}
    return betrieb === undefined
      ? report
      : {
          ...report,
          inhalt: {
            ...report.inhalt,
            wochentexte: { ...report.inhalt.wochentexte, betrieb: betrieb.normalize('NFC') },
          },
        }
  }),
  'read-weeks': withReports((report) => {
    const { von } = report.inhalt.zeitraum
    // The week of the first of January, by a rule that looks right most years.
    return von === '2024-12-30'
      ? { ...report, inhalt: { ...report.inhalt, zeitraum: { von: '2023-12-25', bis: '2023-12-31' } } }
      : report
  }),
  'write-round-trip': withMethods((methods) => ({
    ...methods,
    write: (lieferung, target, options) =>
      later(async () => {
        const poorer = structuredClone(lieferung)
        for (const { inhalt } of poorer.ausbildungsnachweise) delete inhalt.wochentexte
        const lost = lieferung.ausbildungsnachweise.flatMap(({ inhalt }, index) =>
          inhalt.wochentexte ? [toBemerkungItem(`#/ausbildungsnachweise/${index}/inhalt/wochentexte`, dropped)] : [],
        )
        return [...(await collect(writing(methods, poorer, target, options))), ...lost]
      }),
  })),
  'write-losses-remarked': withMethods((methods) => ({
    ...methods,
    write: (lieferung, target, options) => {
      const poorer = structuredClone(lieferung)
      for (const { kommentare } of poorer.ausbildungsnachweise)
        for (const kommentar of kommentare ?? []) delete kommentar.bezug
      return writing(methods, poorer, target, options)
    },
  })),
  'write-deterministic': withMethods((methods, { now }) => ({
    ...methods,
    write: (lieferung, target, options) =>
      later(async () => {
        const inner = memoryTarget()
        const items = await collect(writing(methods, lieferung, inner, options))
        for (const [name, bytes] of inner.dateien) {
          const stamped = name === 'heft.json' ? stamp(bytes, now()) : bytes
          await target.schreibe(name, stamped)
        }
        return items
      }),
  })),
  'write-file-names': withMethods((methods) => ({
    ...methods,
    write: (lieferung, target, options) =>
      writing(
        methods,
        lieferung,
        { schreibe: (name, inhalt) => target.schreibe(name === 'heft.json' ? name : `../${name}`, inhalt) },
        options,
      ),
  })),
  'write-within-target': withMethods((methods, { fetch }, { basis }) => ({
    ...methods,
    write: (lieferung, target, options) => {
      fetch(basis).catch(() => undefined)
      return writing(methods, lieferung, target, options)
    },
  })),
  'write-abort': withRawMethods((methods) => ({
    ...methods,
    write: (lieferung, target) => writing(methods, lieferung, target),
  })),
  'pull-contract': withMethods((methods) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(async () => {
        const items = await collect(pulling(methods, auswahl, options))
        return items.toSorted((a, b) => a.art.localeCompare(b.art))
      }),
  })),
  'pull-through-fetch': withMethods((methods, _context, { basis }) => ({
    ...methods,
    pull: (auswahl, options) => {
      globalThis.fetch(basis).catch(() => undefined)
      return pulling(methods, auswahl, options)
    },
  })),
  'pull-deterministic': withMethods((methods, { now }) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(async () => [
        ...(await collect(pulling(methods, auswahl, options))),
        remarkOf('heft.json', now().toISOString()),
      ]),
  })),
  'pull-reads-only': withMethods((methods, { fetch }, { basis, token }) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(async () => {
        const items = await collect(pulling(methods, auswahl, options))
        await fetch(`${basis}/gelesen`, { method: 'PUT', headers: { authorization: `Bearer ${token}` } })
        return items
      }),
  })),
  'pull-unauthorized': withPullError((error) =>
    error.kind === 'unauthorized' ? new AdapterError('rejected', error.message, { cause: error.cause }) : error,
  ),
  'pull-unavailable': withPullError((error) =>
    error.kind === 'unavailable' ? new AdapterError('unavailable', error.message) : error,
  ),
  'pull-bounded': withMethods((methods) => ({
    ...methods,
    pull: (auswahl, options) =>
      later(async () => {
        for (let attempt = 1; ; attempt++) {
          try {
            return await collect(pulling(methods, auswahl, options))
          } catch (error) {
            if (attempt >= 8 || !isAdapterError(error) || error.kind !== 'unavailable') throw error
          }
        }
      }),
  })),
  'pull-invalid-response': withPullError((error) =>
    error.kind === 'invalid-response' ? new AdapterError('unavailable', error.message, { cause: error.cause }) : error,
  ),
  'pull-secrets': withPullError((error, token) =>
    Object.assign(new AdapterError(error.kind, 'failed', { cause: error.cause }), { message: `with ${token}` }),
  ),
  'pull-abort': withRawMethods((methods) => ({ ...methods, pull: (auswahl) => pulling(methods, auswahl) })),
  'health-ok': withMethods((methods) => ({
    ...methods,
    // Resolves, but with a report that nobody asked for.
    checkHealth: (options) =>
      Promise.resolve(methods.checkHealth?.(options)).then(() => 'ok') as unknown as Promise<void>,
  })),
  'health-unavailable': withMethods((methods) => ({
    ...methods,
    checkHealth: async (options) =>
      methods.checkHealth?.(options)?.catch((error: unknown) => {
        if (isAdapterError(error) && error.kind === 'unavailable') return
        throw error
      }),
  })),
  'health-unauthorized': withMethods((methods) => ({
    ...methods,
    checkHealth: async (options) =>
      methods.checkHealth?.(options)?.catch((error: unknown) => {
        if (isAdapterError(error) && error.kind === 'unauthorized') return
        throw error
      }),
  })),
}

const dropped = {
  schwere: 'hinweis',
  text: 'Der Wochentext hat keinen Platz.',
  textEnglisch: 'The text of the week has no place.',
} as const

const stamp = (bytes: Uint8Array, now: Date): Uint8Array => {
  const head: unknown = JSON.parse(new TextDecoder().decode(bytes))
  return new TextEncoder().encode(JSON.stringify({ ...Object(head), geschrieben: now.toISOString() }))
}

const decodedByPiece = (datei: AdapterSource['dateien'][number]): AdapterSource['dateien'][number] => {
  const inhalt = datei.lies()
  if (inhalt instanceof Uint8Array) return datei
  return {
    name: datei.name,
    lies: async function* () {
      // A decoder per piece: a character that is cut becomes two wrong ones.
      for await (const piece of inhalt) yield new TextEncoder().encode(new TextDecoder().decode(piece))
    },
  }
}

const parseOrNothing = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The deep merge that has cost many a package its good name. */
const merge = (target: Record<string, unknown>, from: unknown): void => {
  for (const key of Object.keys(Object(from))) {
    const value = (from as Record<string, unknown>)[key]
    if (typeof value === 'object' && value !== null) {
      target[key] ??= {}
      merge(target[key] as Record<string, unknown>, value)
    } else target[key] = value
  }
}
