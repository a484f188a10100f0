import { isAdapterError } from '../../adapter-error.ts'
import { type AdapterSource, readBytes } from '../../adapter-source.ts'
import { collect } from '../subject.ts'
import { type Break, later, reading, remarkOf, withItems, withMethods, withRawMethods, withReports } from './break.ts'

/** Adapters that break one promise each, by the check that finds it. */
export const readBreaks: Readonly<Record<string, Break>> = {
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
