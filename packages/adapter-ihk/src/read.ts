import type { CreateBerichtsheft } from '@berichtsheft/core'
import {
  type AdapterItem,
  type AdapterSource,
  asList,
  asObject,
  asText,
  checkContract,
  cleanLine,
  completeKopf,
  kopfBefunde,
  makeSink,
  parseDatum,
  personOfParts,
  type Sink,
} from '@berichtsheft/sdk'
import { befunde } from './befunde.ts'
import { reportUnknown } from './day.ts'
import { type DibeFiles, type Located, readDibeFiles } from './files.ts'
import { readWeek, type Week } from './week.ts'

/**
 * Reads the digital report book of the DIHK: one book, its weeks in their order. The files name neither a key of the book nor
 * the chamber; those come from the context.
 *
 * @throws AdapterError `rejected`
 */
export async function* readDibe(source: AdapterSource): AsyncGenerator<AdapterItem, void, undefined> {
  const sink = makeSink()
  const files = await readDibeFiles(source, sink)
  if (!files.stammdaten && files.wochen.length === 0) {
    yield* sink.take()
    return
  }
  const said = files.stammdaten ? readMaster(files.stammdaten, sink) : {}
  const kopf = completeKopf(said, source.kontext, (field) => files.stammdaten !== undefined && field === 'azubi')
  const stelle = files.stammdaten?.stelle() ?? 'kontext'
  if (!kopf.ok) {
    for (const field of kopf.fehlt) sink.add(stelle, kopfBefunde.ohneWert(field))
    yield* sink.take()
    return
  }
  for (const field of kopf.widersprueche) sink.add(stelle, kopfBefunde.kontextWiderspricht(field))
  const book = { kopf: kopf.kopf, azubiAusKontext: said.azubi === undefined, katalog: files.katalog, sink }
  const weeks = files.wochen.map((week) => ({ stelle: week.stelle(), week: readWeek(week, book) }))
  reportUnknownFields(files, sink)
  const kept = dropRepeated(weeks, sink)
  yield* sink.take()
  yield { art: 'berichtsheft', berichtsheft: kopf.kopf }
  for (const { report } of kept) yield { art: 'ausbildungsnachweis', ausbildungsnachweis: report }
}

const readMaster = ({ value, stelle }: Located, sink: Sink): Partial<CreateBerichtsheft> => {
  const verhaeltnis = asObject(value.ausbildungsverhaeltnis) ?? {}
  const azubi = personOfParts(asText(value.vorname), asText(value.name))
  const valid = azubi !== undefined && checkContract('Person', azubi).length === 0
  if (azubi && !valid) sink.add(stelle(['name']), befunde.nameUngueltig('stammdaten'))
  const beginn = parseDatum(asText(verhaeltnis.ausbildungsbeginn) ?? '', 'yyyy-MM-dd')?.value
  const ende = parseDatum(asText(verhaeltnis.ausbildungsende) ?? '', 'yyyy-MM-dd')?.value
  const beruf = cleanLine(asText(asObject(verhaeltnis.berufsbild)?.bezeichnung) ?? '').text
  const isBeruf = beruf !== '' && beruf.length <= 300
  if (Object.keys(verhaeltnis).length > 0) {
    sink.add(stelle(['ausbildungsverhaeltnis']), kopfBefunde.abgeleitet('art', 'es gibt ein Ausbildungsverhältnis'))
  }
  return {
    ...(Object.keys(verhaeltnis).length > 0 && { art: 'ausbildung' as const }),
    ...(valid && { azubi }),
    ...(beginn !== undefined && { ausbildungsbeginn: beginn }),
    ...(ende !== undefined && { ausbildungsende: ende }),
    ...(isBeruf && { beruf: { bezeichnung: beruf } }),
  }
}

/** The weeks by their Monday; a second one of the same Monday is reported. */
const dropRepeated = (weeks: readonly { stelle: string; week: Week | undefined }[], sink: Sink): Week[] => {
  const kept = new Map<string, Week>()
  for (const { stelle, week } of weeks) {
    if (!week) continue
    const known = kept.get(week.montag)
    if (!known) kept.set(week.montag, week)
    else {
      const same = JSON.stringify(known.report) === JSON.stringify(week.report)
      sink.add(stelle, same ? befunde.wocheDoppelt() : befunde.wocheWidersprueche(), known.report.fremdId)
    }
  }
  return [...kept.values()].sort((a, b) => (a.montag < b.montag ? -1 : 1))
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
const known = {
  stammdaten: words('vorname name ausbildungsverhaeltnis'),
  woche: words('wochenBasis tagesBerichte wochenEintrag wochenStatus'),
  tag: words('datum anwesenheit ort eintraege'),
  eintrag: words('typus text textMitKommentaren bilderUrls dauer ort qualifikationen'),
  status: words('freigabestatus einreichungsZeitpunkt abbName abbFreigabeZeitpunkt'),
} as const

/** Fields that this adapter does not know, once each with the number of their values. */
const reportUnknownFields = ({ stammdaten, wochen }: DibeFiles, sink: Sink): void => {
  const found = new Map<string, { stelle: string; count: number }>()
  const look = (kind: keyof typeof known, located: Located) =>
    reportUnknown(located, known[kind], (field, stelle) => {
      const name = `${kind}.${field}`
      const use = found.get(name)
      if (use) use.count += 1
      else found.set(name, { stelle, count: 1 })
    })
  const lookInside = (
    kind: keyof typeof known,
    located: Located,
    path: readonly (string | number)[],
    inner: unknown,
  ) => {
    const value = asObject(inner as Parameters<typeof asObject>[0])
    if (!value) return
    look(kind, { value, stelle: (deeper = []) => located.stelle([...path, ...deeper]) })
  }
  if (stammdaten) look('stammdaten', stammdaten)
  for (const woche of wochen) {
    look('woche', woche)
    lookInside('status', woche, ['wochenStatus'], woche.value.wochenStatus)
    for (const [day, tag] of (asList(woche.value.tagesBerichte) ?? []).entries()) {
      lookInside('tag', woche, ['tagesBerichte', day], tag)
      for (const [entry, eintrag] of (asList(asObject(tag)?.eintraege) ?? []).entries()) {
        lookInside('eintrag', woche, ['tagesBerichte', day, 'eintraege', entry], eintrag)
      }
    }
  }
  for (const [name, { stelle, count }] of found) sink.add(stelle, befunde.feldUnbekannt(name, count))
}
