import type { Nachweisinhalt, Taetigkeitsart } from '../../contract/ausbildungsnachweis.ts'
import { artOf, hasText, isBelegt } from '../objekt.ts'
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
  check: ({ nachweis }, _kontext, verstoss) => {
    const { inhalt } = nachweis
    const { wochentexte } = inhalt
    const ungetrennt = findUngetrennt(inhalt)
    if (ungetrennt !== undefined) return [verstoss('ungetrennt', ungetrennt, {})]
    if (hasText(wochentexte?.leerGrund)) return keine
    const genannt = genannteArten(inhalt)
    const leer = abschnitte.filter((abschnitt) => !isGefuellt(inhalt, abschnitt))
    if (genannt.size === 0 && leer.length === abschnitte.length) return [verstoss('leer', '/inhalt', {})]
    return genannt.size === 0
      ? leer.map((abschnitt) => verstoss('ohneGrund', `/inhalt/wochentexte/${abschnitt}`, { abschnitt }))
      : leer.flatMap((abschnitt) => {
          const i = inhalt.tage?.findIndex((tag) => artenOf(tag).includes(abschnitt)) ?? -1
          return i < 0 ? [] : [verstoss('ohneText', `/inhalt/tage/${i}`, { abschnitt })]
        })
  },
})

/** The first text whose section is unknown, as a pointer. */
const findUngetrennt = ({ tage, wochentexte }: Nachweisinhalt): string | undefined => {
  if (hasText(wochentexte?.ohneArt)) return '/inhalt/wochentexte/ohneArt'
  for (const [i, tag] of (tage ?? []).entries()) {
    const j = tag.eintraege.findIndex((eintrag) => artOf(tag, eintrag) === undefined && hasText(eintrag.text))
    if (j >= 0) return `/inhalt/tage/${i}/eintraege/${j}`
  }
  return undefined
}

type Berichtstag = NonNullable<Nachweisinhalt['tage']>[number]

const artenOf = (tag: Berichtstag): (Taetigkeitsart | undefined)[] =>
  tag.eintraege.length > 0 ? tag.eintraege.map((eintrag) => artOf(tag, eintrag)) : [tag.art]

const genannteArten = ({ tage }: Nachweisinhalt): Set<Taetigkeitsart> =>
  new Set(
    (tage ?? [])
      .filter(isBelegt)
      .flatMap(artenOf)
      .filter((art) => art !== undefined),
  )

const isGefuellt = ({ tage, wochentexte }: Nachweisinhalt, abschnitt: Abschnitt): boolean =>
  hasText(wochentexte?.[abschnitt]) ||
  (tage ?? []).some((tag) =>
    tag.eintraege.some((eintrag) => artOf(tag, eintrag) === abschnitt && hasText(eintrag.text)),
  )
