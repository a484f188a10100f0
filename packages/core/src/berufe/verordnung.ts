import type { Berufsfassung, CreateBeruf } from '../contract/beruf.ts'
import type { Rahmenplan } from '../contract/rahmenplan.ts'
import type { XmlLimits } from '../xml/scan.ts'
import { auswahlOf } from './abschnitt.ts'
import { type Anlageninhalt, readAnlage } from './anlage.ts'
import { kombiniert, toSchluessel } from './berufsname.ts'
import { type GiiDokument, type GiiNorm, readGiiDokument } from './gii-norm.ts'
import { assemblePlan, type Plananlage } from './rahmenplan.ts'
import { type Anerkennung, readAnerkennungen, readDauer, readGeltung, readRechtsgrundlage } from './verordnungskopf.ts'

/** What could not be read from an ordinance, or was read by a rule that may err. */
export interface Lesebemerkung {
  readonly schwere: 'fehler' | 'warnung' | 'hinweis'
  /** The occupation that is meant; absent when it is the whole file. */
  readonly beruf?: string
  readonly text: string
  readonly textEnglisch: string
}

/** Occupations of one ordinance, and what is to be said about the reading. */
export interface Verordnungslesung {
  readonly bjnr: string
  readonly berufe: readonly CreateBeruf[]
  readonly bemerkungen: readonly Lesebemerkung[]
}

interface GeleseneAnlage {
  readonly norm: GiiNorm
  readonly inhalt: Anlageninhalt
}

/**
 * Reads an ordinance in the XML of gesetze-im-internet.de into its occupations with their training plans. What it does not
 * understand it leaves out and says so; nothing is guessed.
 *
 * @throws XmlError for XML that no reader here accepts, GiiError when the file is no ordinance
 */
export const readVerordnung = (source: Uint8Array | string, limits?: XmlLimits): Verordnungslesung => {
  const dokument = readGiiDokument(source, limits)
  const anerkennungen = readAnerkennungen(dokument)
  const bemerkungen: Lesebemerkung[] = []
  if (anerkennungen.length === 0)
    bemerkungen.push({
      schwere: 'fehler',
      text: 'Die Verordnung nennt keinen Ausbildungsberuf in einer Form, die verstanden wird.',
      textEnglisch: 'The ordinance names no occupation in a form that is understood.',
    })
  const anlagen = dokument.normen.flatMap((norm): GeleseneAnlage[] => {
    if (!/^Anlage/.test(norm.bezeichnung)) return []
    const inhalt = readAnlage(norm)
    return inhalt.positionen.length > 0 ||
      inhalt.rahmen.length > 0 ||
      /Zeitliche Gliederung/i.test(`${norm.titel} ${inhalt.text.slice(0, 400)}`)
      ? [{ norm, inhalt }]
      : []
  })
  const berufe = anerkennungen.flatMap((anerkennung) => {
    const beruf = kombiniert(anerkennung)
    const dauer = readDauer(dokument, anerkennung)
    if (dauer === undefined || dauer < 12 || dauer > 48) {
      bemerkungen.push({
        schwere: 'fehler',
        beruf,
        text: 'Die Dauer der Ausbildung ist nicht eindeutig zu lesen.',
        textEnglisch: 'The duration of the training cannot be read without doubt.',
      })
      return []
    }
    const gelesen = toBeruf(dokument, anerkennung, dauer, selectAnlagen(anlagen, anerkennung, anerkennungen))
    const { positionen, mitZeitrichtwert } = gelesen.fassung.plan
    if (positionen === 0)
      bemerkungen.push({
        schwere: 'warnung',
        beruf,
        text: 'Ein Ausbildungsrahmenplan wurde nicht gefunden.',
        textEnglisch: 'No training plan was found.',
      })
    else if (mitZeitrichtwert < positionen)
      bemerkungen.push({
        schwere: 'hinweis',
        beruf,
        text: `${positionen - mitZeitrichtwert} von ${positionen} Positionen haben keine Zeitangabe.`,
        textEnglisch: `${positionen - mitZeitrichtwert} of ${positionen} positions have no time.`,
      })
    return [gelesen]
  })
  return { bjnr: dokument.doknr, berufe, bemerkungen }
}

/** Whether the title of an annex is for additional qualifications. */
const istZusatz = ({ titel }: GiiNorm): boolean => /Zusatzqualifikation/.test(titel)

/** Whether a name stands in a text as a whole, not as a part of a longer word. */
const holdsName = (text: string, name: string): boolean => {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/[\p{L}-]$/u.test(text.slice(0, at)) && !/^\p{L}/u.test(text.slice(at + name.length))) return true
  return false
}

/** The occupation that the title of an annex names: the one with the longest name in it. */
const namedIn = ({ titel }: GiiNorm, anerkennungen: readonly Anerkennung[]): Anerkennung | undefined =>
  anerkennungen
    .filter(({ bezeichnung, bezeichnungWeiblich }) =>
      [bezeichnung, bezeichnungWeiblich].some((name) => name !== null && holdsName(titel, name)),
    )
    .sort((a, b) => b.bezeichnung.length - a.bezeichnung.length)[0]

/** The annexes of an occupation: those that name it, those that name none, and those of the first stage. */
const selectAnlagen = (
  anlagen: readonly GeleseneAnlage[],
  anerkennung: Anerkennung,
  all: readonly Anerkennung[],
): Plananlage[] =>
  anlagen.flatMap(({ norm, inhalt }): Plananlage[] => {
    const named = all.length === 1 ? undefined : namedIn(norm, all)
    const anlage = { bezeichnung: norm.bezeichnung, inhalt, istZusatz: istZusatz(norm) }
    if (named === undefined || named === anerkennung) return [anlage]
    if (named.bezeichnung !== anerkennung.aufbauendAuf) return []
    return [{ ...anlage, ...firstStagePart(inhalt, anerkennung) }]
  })

/** Of the first stage only the Schwerpunkt with the name of the occupation counts; where none has it, all do. */
const firstStagePart = (
  { positionen }: Anlageninhalt,
  { bezeichnung }: Anerkennung,
): Pick<Plananlage, 'nurSchwerpunkte'> => {
  const known = new Set(
    positionen.flatMap(
      ({ abschnitt }) =>
        auswahlOf(abschnitt, { fachrichtungen: [], schwerpunkte: [], istZusatz: false }).schwerpunkt ?? [],
    ),
  )
  const mine = [...known].filter((schwerpunkt) => {
    const base = schwerpunkt.replace(/arbeiten$/, '')
    return [base, ...base.split(/-? und /)].some((part) => part.length > 4 && bezeichnung.startsWith(part))
  })
  return mine.length > 0 ? { nurSchwerpunkte: mine } : {}
}

const zeitformOf = (
  plan: Pick<Rahmenplan, 'positionen' | 'zeitlicheGliederung'>,
  anlagen: readonly Plananlage[],
): Berufsfassung['plan']['zeitform'] => {
  const times = plan.positionen.flatMap(({ zeitrichtwerte }) => zeitrichtwerte)
  if (anlagen.some(({ inhalt }) => inhalt.rahmen.length > 0)) return 'zeitrahmen'
  if (plan.zeitlicheGliederung) return 'zeitraeume'
  if (times.some(({ wochen, einheit }) => wochen !== undefined || einheit === 'Wochen')) return 'richtwerte'
  if (times.some(({ text }) => /^[xX]$/.test(text))) return 'markierung'
  return times.length > 0 ? 'text' : 'keine'
}

const distinct = (values: readonly (string | undefined)[]): string[] => [
  ...new Set(values.filter((value) => value !== undefined)),
]

const toBeruf = (
  dokument: GiiDokument,
  anerkennung: Anerkennung,
  dauer: number,
  anlagen: readonly Plananlage[],
): CreateBeruf => {
  const schluessel = toSchluessel(anerkennung.bezeichnung)
  const plan = assemblePlan(anlagen, { dauer, fachrichtungen: [], schwerpunkte: [] })
  const { gueltigAb, ...geltung } = readGeltung(dokument)
  const { jurabk, doknr: bjnr } = dokument
  const fassung: Berufsfassung = {
    schluessel,
    bezeichnung: anerkennung.bezeichnung,
    bezeichnungWeiblich: anerkennung.bezeichnungWeiblich,
    bezeichnungKombiniert: kombiniert(anerkennung),
    verordnung: {
      titel: dokument.titel,
      kurztitel: dokument.kurztitel ?? null,
      abkuerzung: dokument.amtabk ?? jurabk,
      jurabk,
      bjnr,
      ausfertigungsdatum: dokument.ausfertigungsdatum,
      fundstelle: dokument.fundstelle,
      stand: dokument.stand.length > 0 ? dokument.stand.join('; ') : null,
      gueltigAb,
      quelle: 'A',
    },
    ausbildungsdauerMonate: dauer,
    fachrichtungen: distinct(plan.positionen.map(({ fachrichtung }) => fachrichtung)),
    schwerpunkte: distinct(plan.positionen.map(({ schwerpunkt }) => schwerpunkt)),
    rechtsgrundlage: readRechtsgrundlage(dokument),
    ...(anerkennung.aufbauendAuf === undefined ? {} : { aufbauendAuf: toSchluessel(anerkennung.aufbauendAuf) }),
    ...geltung,
    plan: {
      positionen: plan.positionen.length,
      mitZeitrichtwert: plan.positionen.filter(({ zeitrichtwerte }) => zeitrichtwerte.length > 0).length,
      zeitform: zeitformOf(plan, anlagen),
    },
  }
  if (plan.positionen.length === 0) return { fassung }
  return {
    fassung,
    rahmenplan: {
      schluessel,
      bezeichnung: anerkennung.bezeichnung,
      verordnung: jurabk,
      bjnr,
      stand: dokument.abrufstand ?? dokument.ausfertigungsdatum,
      ...plan,
    },
  }
}
