import {
  AdapterError,
  addTage,
  cleanText,
  completeKopf,
  decodeText,
  defineAdapter,
  makeSink,
  montagOf,
  parseDatum,
  parseDauer,
  parsePerson,
  readBytes,
  toFremdId,
} from '@berichtsheft/sdk'

/** Place as the diary writes it → kind of the contract. */
const arten = { Werkstatt: 'betrieb', Schule: 'schule', Lehrgang: 'unterweisung', Urlaub: 'urlaub', Krank: 'krank', Feiertag: 'feiertag' }

const befund = (schwere, text, textEnglisch) => ({ schwere, text, textEnglisch })

/**
 * Reads diaries of a workshop, one file per apprentice:
 *
 *     Tagebuch von Tilda Ehrlichmann, Nummer 12
 *     14.12.2026 | Werkstatt | 7,5 | Gehäuse gefräst
 *
 * Every line ends with a line end, so a file that was cut off shows.
 */
export const adapter = defineAdapter({
  name: 'tagebuch',
  configSchema: { type: 'object', properties: {}, additionalProperties: false },
  create: () => ({ read: readDiaries }),
})

async function* readDiaries(source) {
  for (const datei of [...source.dateien].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { text } = decodeText(await readBytes(datei), ['utf-8'], datei.name)
    const [head = '', ...lines] = text.replaceAll('\r\n', '\n').split('\n')
    const match = /^Tagebuch von (.{1,100}), Nummer ([0-9]{1,10})$/.exec(head)
    const azubi = match && parsePerson(match[1], 'full')
    if (!azubi) throw new AdapterError('rejected', 'is no diary', { stelle: `${datei.name}:1` })
    const said = { fremdId: `azubi-${match[2]}`, azubi, azubinummer: match[2] }
    const kopf = completeKopf(said, source.kontext, (field) => field in said)
    if (!kopf.ok) throw new AdapterError('rejected', `lacks ${kopf.fehlt.join(', ')}`, { stelle: `${datei.name}:1` })
    const sink = makeSink()
    const weeks = readWeeks(lines, datei.name, sink)
    if (!text.endsWith('\n')) {
      sink.add(`${datei.name}:${lines.length + 1}`, befund('warnung', 'Die Datei endet mitten in einer Zeile.', 'The file ends within a line.'))
    }
    yield* sink.take()
    yield { art: 'berichtsheft', berichtsheft: kopf.kopf }
    for (const [montag, tage] of [...weeks].sort(([a], [b]) => (a < b ? -1 : 1))) {
      yield { art: 'ausbildungsnachweis', ausbildungsnachweis: toReport(kopf.kopf, montag, tage) }
    }
  }
}

/** The days of each week by its Monday; lines that cannot be read are remarked. */
const readWeeks = (lines, datei, sink) => {
  const weeks = new Map()
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue
    const stelle = `${datei}:${index + 2}`
    const [tag = '', ort = '', stunden = '', ...rest] = line.split(' | ')
    const datum = parseDatum(tag, 'dd.MM.yyyy')?.value
    if (!datum || rest.length === 0) {
      sink.add(stelle, befund('warnung', 'Die Zeile ist nicht lesbar und wurde nicht übernommen.', 'The line cannot be read and was left out.'))
      continue
    }
    const art = Object.hasOwn(arten, ort) ? arten[ort] : undefined
    if (!art) sink.add(stelle, befund('warnung', 'Der Ort ist nicht bekannt.', 'The place is not known.'))
    const dauer = stunden === '-' ? undefined : parseDauer(stunden, 'stunden')
    if (!dauer && stunden !== '-') sink.add(stelle, befund('warnung', 'Die Dauer ist nicht lesbar.', 'The duration cannot be read.'))
    // The diary writes the line ends of a text as a sign.
    const eintrag = {
      ...(art && { art }),
      text: cleanText(rest.join(' | ').replaceAll('⏎', '\n')).text,
      ...(dauer && { minuten: dauer.minuten }),
    }
    const montag = montagOf(datum)
    const tage = weeks.get(montag) ?? new Map()
    tage.set(datum, [...(tage.get(datum) ?? []), eintrag])
    weeks.set(montag, tage)
  }
  return weeks
}

const toReport = (kopf, montag, tage) => ({
  fremdId: toFremdId(`${kopf.fremdId}/${montag}`),
  inhalt: {
    zeitraum: { von: montag, bis: addTage(montag, 6) },
    berichtsart: 'woche',
    azubi: kopf.azubi.name,
    tage: [...tage].sort(([a], [b]) => (a < b ? -1 : 1)).map(([datum, eintraege]) => ({ datum, eintraege })),
    quelle: { system: 'Tagebuch', adapter: 'tagebuch' },
    abgeleitet: [
      { pfad: '/zeitraum/von', verfahren: 'Montag der Woche' },
      { pfad: '/zeitraum/bis', verfahren: 'Sonntag der Woche' },
    ],
  },
})
