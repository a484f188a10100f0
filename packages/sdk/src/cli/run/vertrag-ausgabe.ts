import {
  type Bruchzahl,
  Dokumentart,
  nameOfCode,
  toDeutschesDatum,
  toEnglischeEuro,
  toEuro,
  toMonate,
  toMonths,
  type Vertragsberechnung,
} from '@berichtsheft/core'
import { countBySchwere, type Fundstelle, type Sprache, schwereIn } from '../findings.ts'
import type { Dateivertrag } from './vertrag.ts'

const texte = {
  de: {
    gueltig: 'gültig',
    ungueltig: 'NICHT gültig',
    stichtag: 'Stichtag',
    gefunden: 'gefunden',
    erwartet: 'erwartet',
    abhilfe: 'Abhilfe',
    alter: 'Alter bei Beginn',
    volljaehrig: 'volljährig ab',
    ende: 'Ende der Ausbildung',
    dauer: 'Dauer der Ausbildung',
    anteil: 'Teilzeitanteil',
    mindestverguetung: 'Mindestvergütung im Monat',
    unbekannt: 'nicht bekannt',
    urlaub: 'Urlaub mindestens',
    werktage: 'Werktage',
    arbeitstage: 'Arbeitstage',
    zusatztage: 'Zusatztage',
    nachuntersuchung: 'Nachuntersuchung bis',
    dokumente: 'Unterlagen',
    vorhanden: 'liegt vor',
    noetig: 'fehlt, nötig',
    erbeten: 'fehlt, erbeten',
  },
  en: {
    gueltig: 'valid',
    ungueltig: 'NOT valid',
    stichtag: 'as of',
    gefunden: 'found',
    erwartet: 'expected',
    abhilfe: 'What to do',
    alter: 'Age at the begin',
    volljaehrig: 'of age from',
    ende: 'End of the training',
    dauer: 'Duration of the training',
    anteil: 'Share of full-time',
    mindestverguetung: 'Least pay a month',
    unbekannt: 'not known',
    urlaub: 'Leave of at least',
    werktage: 'working days (Mon to Sat)',
    arbeitstage: 'days of work',
    zusatztage: 'additional days',
    nachuntersuchung: 'Second examination until',
    dokumente: 'Documents',
    vorhanden: 'there',
    noetig: 'missing, needed',
    erbeten: 'missing, asked for',
  },
} as const satisfies Record<Sprache, Record<string, string>>

const inLanguage = {
  de: { tag: toDeutschesDatum, euro: toEuro, monate: toMonate, jahr: (zahl: number) => `${zahl}. Jahr` },
  en: {
    tag: (datum: string) => datum,
    euro: toEnglischeEuro,
    monate: toMonths,
    jahr: (zahl: number) => `year ${zahl}`,
  },
} as const

const counted: Readonly<Record<Sprache, Readonly<Record<Fundstelle['schwere'], readonly [string, string]>>>> = {
  de: { fehler: ['Fehler', 'Fehler'], warnung: ['Warnung', 'Warnungen'], hinweis: ['Hinweis', 'Hinweise'] },
  en: { fehler: ['error', 'errors'], warnung: ['warning', 'warnings'], hinweis: ['note', 'notes'] },
}

/** What was found in a contract and what follows from it, for people. Ends with a line break, or is empty. */
export const formatVertrag = (vertrag: Dateivertrag, sprache: Sprache, findingsOnly: boolean): string => {
  const findings = vertrag.verstoesse.flatMap((fund) => formatFinding(placeOf(vertrag, fund), fund, sprache))
  if (findingsOnly) return findings.map((line) => `${line}\n`).join('')
  const lines = [formatHead(vertrag, sprache), ...findings, ...formatBerechnung(vertrag.berechnung, sprache)]
  return `${lines.join('\n')}\n`
}

const placeOf = ({ datei }: Dateivertrag, { zeile, spalte }: Fundstelle): string =>
  [datei, zeile, zeile === undefined ? undefined : spalte].filter((part) => part !== undefined).join(':')

const formatHead = ({ datei, zeile, pfad, gueltig, stichtag, verstoesse }: Dateivertrag, sprache: Sprache): string => {
  const words = texte[sprache]
  const counts = countBySchwere(verstoesse)
  const found = (['fehler', 'warnung', 'hinweis'] as const).map(
    (schwere) => `${counts[schwere]} ${counted[sprache][schwere][counts[schwere] === 1 ? 0 : 1]}`,
  )
  const place = `${datei}${zeile === undefined ? '' : `:${zeile}`}${pfad === '' ? '' : ` ${pfad}`}`
  const verdict = gueltig ? words.gueltig : words.ungueltig
  return `${place}: ${verdict} (${found.join(', ')}; ${words.stichtag} ${inLanguage[sprache].tag(stichtag)})`
}

/** A finding in a line, and below it what was found and expected, the paragraph and what to do. */
const formatFinding = (place: string, fund: Fundstelle, sprache: Sprache): string[] => {
  const words = texte[sprache]
  const { schwere, regel, pfad, rechtsgrundlage, gefunden, erwartet } = fund
  const text = sprache === 'de' ? fund.text : fund.textEnglisch
  const abhilfe = sprache === 'de' ? fund.abhilfe : fund.abhilfeEnglisch
  const values = [
    ...(gefunden === undefined ? [] : [`${words.gefunden}: ${gefunden}`]),
    ...(erwartet === undefined ? [] : [`${words.erwartet}: ${erwartet}`]),
  ]
  return [
    `${place}: ${schwereIn(schwere, sprache)} ${regel} ${pfad || '/'}: ${text}`,
    ...[values.join('; '), rechtsgrundlage, abhilfe && `${words.abhilfe}: ${abhilfe}`]
      .filter((line) => line !== undefined && line !== '')
      .map((line) => `    ${line}`),
  ]
}

const formatBruch = ({ zaehler, nenner }: Bruchzahl): string => (nenner === 1 ? `${zaehler}` : `${zaehler}/${nenner}`)

const formatBerechnung = (berechnung: Vertragsberechnung | undefined, sprache: Sprache): string[] => {
  if (berechnung === undefined) return []
  const words = texte[sprache]
  const { tag, euro, jahr } = inLanguage[sprache]
  const { alterBeiBeginn, volljaehrigAb, urlaub, mindestverguetung, nachuntersuchungBis, dokumente } = berechnung
  const lines: string[] = []
  const add = (label: string, parts: readonly string[]) => {
    if (parts.length > 0) lines.push(`  ${label}: ${parts.join(', ')}`)
  }
  add(words.alter, [
    ...(alterBeiBeginn === undefined ? [] : [`${alterBeiBeginn}`]),
    ...(volljaehrigAb === undefined ? [] : [`${words.volljaehrig} ${tag(volljaehrigAb)}`]),
  ])
  lines.push(...formatDauer(berechnung.dauer, sprache))
  add(
    words.mindestverguetung,
    mindestverguetung.map(
      ({ ausbildungsjahr, betrag }) =>
        `${jahr(ausbildungsjahr)} ${betrag === undefined ? words.unbekannt : euro(betrag)}`,
    ),
  )
  add(
    words.urlaub,
    urlaub.map(({ kalenderjahr, tage, einheit, zusatztage }) => {
      const more = zusatztage === undefined ? '' : ` + ${zusatztage} ${words.zusatztage}`
      return `${kalenderjahr} ${tage} ${words[einheit]}${more}`
    }),
  )
  add(words.nachuntersuchung, nachuntersuchungBis === undefined ? [] : [tag(nachuntersuchungBis)])
  add(
    words.dokumente,
    dokumente.map(({ art, regel, pflicht, vorhanden }) => {
      const state = vorhanden ? words.vorhanden : pflicht ? words.noetig : words.erbeten
      return `${nameOfCode(Dokumentart, art)} (${regel}, ${state})`
    }),
  )
  return lines
}

/** The end, and how it was computed: one line per step, in the order of the law. */
const formatDauer = (dauer: Vertragsberechnung['dauer'], sprache: Sprache): string[] => {
  if (dauer === undefined) return []
  const words = texte[sprache]
  const { tag, monate } = inLanguage[sprache]
  const share = dauer.teilzeitanteil && `${words.anteil} ${formatBruch(dauer.teilzeitanteil)}`
  const length = [monate(dauer.monate), share].filter((part) => part !== undefined).join('; ')
  return [
    dauer.ende === undefined ? `  ${words.dauer}: ${length}` : `  ${words.ende}: ${tag(dauer.ende)} (${length})`,
    ...dauer.schritte.map(
      ({ regel, rechtsgrundlage, text, textEnglisch }) =>
        `    ${regel} (${rechtsgrundlage}): ${sprache === 'de' ? text : textEnglisch}`,
    ),
  ]
}
