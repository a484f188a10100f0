import type { Nachweisinhalt, Taetigkeitsart } from '../../contract/nachweisinhalt.ts'
import { artOf, hasText } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

const abschnitte = ['betrieb', 'unterweisung', 'schule'] as const
type Abschnitt = (typeof abschnitte)[number]

const namen: Record<Abschnitt, { de: string; en: string }> = {
  betrieb: { de: 'betriebliche Tätigkeiten', en: 'work in the company' },
  unterweisung: { de: 'Unterweisungen und Schulungen', en: 'instruction and training' },
  schule: { de: 'Themen der Berufsschule', en: 'topics of the vocational school' },
}

/**
 * AN-023: work, instruction and school stand in separate sections, and a section is empty only for a reason. A reason
 * in words (`leerGrund`) covers all sections. Days that say where the apprentice was are a reason, too: then a section
 * is missing only if a day says that it took place.
 */
export const nachweisHatDreiAbschnitte = defineRegel({
  id: 'AN-023',
  name: 'nachweis-hat-drei-abschnitte',
  schwere: 'fehler',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BIBB-Hauptausschuss-Empfehlung 156 (2018)',
  gueltigVon: seit.ha156,
  beschreibung: {
    de: 'Betriebliche Tätigkeiten, Unterweisungen und Themen der Berufsschule stehen in getrennten Abschnitten; leer bleibt ein Abschnitt nur mit Grund (Text oder Art der Tage).',
    en: 'Work, instruction and topics of the school stand in separate sections; a section is empty only for a reason (in words, or by the kinds of the days).',
  },
  texte: {
    leer: meldung(
      () => 'Der Bericht enthält weder Tätigkeiten noch einen Grund dafür.',
      () => 'The report holds neither activities nor a reason for it.',
    ),
    ungetrennt: meldung(
      () => 'Von diesem Text ist nicht bekannt, ob er Betrieb, Unterweisung oder Berufsschule betrifft.',
      () => 'It is not known whether this text is about work, instruction or school.',
    ),
    ohneGrund: meldung<{ abschnitt: Abschnitt }>(
      ({ abschnitt }) => `Der Abschnitt „${namen[abschnitt].de}“ ist leer, und es ist kein Grund angegeben.`,
      ({ abschnitt }) => `The section "${namen[abschnitt].en}" is empty, and no reason is given.`,
    ),
    ohneText: meldung<{ abschnitt: Abschnitt }>(
      ({ abschnitt }) => `Die Tage nennen „${namen[abschnitt].de}“, aber der Text dazu fehlt.`,
      ({ abschnitt }) => `The days name "${namen[abschnitt].en}", but the text is missing.`,
    ),
  },
  check: ({ nachweis: { inhalt } }, _kontext, verstoss) => {
    const { ungetrennt, nenntArten, genanntAb, gefuellt } = overviewOf(inhalt)
    if (ungetrennt !== undefined) return [verstoss('ungetrennt', ungetrennt, {})]
    const leer = abschnitte.filter((abschnitt) => !gefuellt.has(abschnitt))
    if (leer.length === 0 || hasText(inhalt.wochentexte?.leerGrund)) return keine
    if (nenntArten)
      return leer.flatMap((abschnitt) => {
        const i = genanntAb.get(abschnitt)
        return i === undefined ? [] : [verstoss('ohneText', `/inhalt/tage/${i}`, { abschnitt })]
      })
    return leer.length === abschnitte.length
      ? [verstoss('leer', '/inhalt', {})]
      : leer.map((abschnitt) => verstoss('ohneGrund', `/inhalt/wochentexte/${abschnitt}`, { abschnitt }))
  },
})

/** What a report tells about its sections. */
interface Uebersicht {
  /** The first text whose section is unknown, as a pointer. */
  ungetrennt: string | undefined
  /** Whether any day says what it was, absence included. */
  nenntArten: boolean
  /** The first day of each section that the days name. */
  readonly genanntAb: Map<Taetigkeitsart, number>
  /** Sections (and absences) with a text. */
  readonly gefuellt: Set<Taetigkeitsart>
}

const overviewOf = ({ tage, wochentexte }: Nachweisinhalt): Uebersicht => {
  const uebersicht: Uebersicht = {
    ungetrennt: hasText(wochentexte?.ohneArt) ? '/inhalt/wochentexte/ohneArt' : undefined,
    nenntArten: false,
    genanntAb: new Map(),
    gefuellt: new Set(abschnitte.filter((abschnitt) => hasText(wochentexte?.[abschnitt]))),
  }
  const nenne = (art: Taetigkeitsart, i: number) => {
    uebersicht.nenntArten = true
    if (!uebersicht.genanntAb.has(art)) uebersicht.genanntAb.set(art, i)
  }
  for (const [i, tag] of (tage ?? []).entries()) {
    if (tag.eintraege.length === 0 && tag.art !== undefined) nenne(tag.art, i)
    for (const [j, eintrag] of tag.eintraege.entries()) {
      const art = artOf(tag, eintrag)
      if (art !== undefined) nenne(art, i)
      if (!hasText(eintrag.text)) continue
      if (art === undefined) uebersicht.ungetrennt ??= `/inhalt/tage/${i}/eintraege/${j}`
      else uebersicht.gefuellt.add(art)
    }
  }
  return uebersicht
}
