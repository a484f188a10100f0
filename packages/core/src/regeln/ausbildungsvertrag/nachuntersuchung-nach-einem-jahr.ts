import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { computeNachuntersuchung, type Nachuntersuchungsplan } from '../vertragsrechnung/nachuntersuchung.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-059: who is still under age a year after the begin is examined again. */
export const nachuntersuchungNachEinemJahr = defineRegel({
  id: 'DAV-059',
  name: 'nachuntersuchung-nach-einem-jahr',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'JArbSchG § 33',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Wer ein Jahr nach dem Beginn noch nicht 18 ist, legt bis dahin die Bescheinigung über die Nachuntersuchung vor, die höchstens drei Monate zurückliegt: nach neun Monaten weist der Betrieb darauf hin, nach zwölf fordert er binnen eines Monats schriftlich auf, nach vierzehn darf er ohne sie nicht beschäftigen.',
    en: 'Who is not yet 18 a year after the begin presents by then the certificate of a second examination that is at most three months old: after nine months the company points at it, after twelve it demands it in writing within a month, after fourteen it may not employ without it.',
  },
  felder: ['/nachuntersuchung', '/nachuntersuchung/datum', '/azubi/geburtsdatum', '/beginn'],
  beispiel: { vertrag: { azubi: { geburtsdatum: '2010-02-10' }, beginn: '2026-08-01' } },
  dokumente: ({ vertrag: { beginn }, lage: { volljaehrigAb } }) =>
    computeNachuntersuchung(beginn, volljaehrigAb) ? [{ art: 'nachuntersuchung', pflicht: false }] : [],
  texte: {
    faellig: meldung<Nachuntersuchungsplan>(
      ({ hinweisAm, aufforderungBis, verbotAb }) =>
        `Die Nachuntersuchung wird nötig: Hinweis des Betriebs ab ${toDeutschesDatum(hinweisAm)}, schriftliche Aufforderung bis ${toDeutschesDatum(aufforderungBis)}, ohne Bescheinigung keine Beschäftigung ab ${toDeutschesDatum(verbotAb)}.`,
      ({ hinweisAm, aufforderungBis, verbotAb }) =>
        `A second examination becomes necessary: the company points at it from ${hinweisAm} on, demands it in writing by ${aufforderungBis}, and may not employ without the certificate from ${verbotAb} on.`,
      { erwartet: ({ bis }) => `Bescheinigung bis ${toDeutschesDatum(bis)}` },
    ),
    frueh: meldung<Nachuntersuchungsplan & { datum: string }>(
      ({ datum }) =>
        `Die Nachuntersuchung am ${toDeutschesDatum(datum)} liegt nach einem Jahr mehr als drei Monate zurück.`,
      ({ datum }) => `The second examination on ${datum} is more than three months old when the year is over.`,
      {
        gefunden: ({ datum }) => toDeutschesDatum(datum),
        erwartet: ({ hinweisAm, bis }) => `${toDeutschesDatum(hinweisAm)} bis ${toDeutschesDatum(bis)}`,
      },
    ),
    spaet: meldung<Nachuntersuchungsplan & { datum: string }>(
      ({ datum }) => `Die Nachuntersuchung am ${toDeutschesDatum(datum)} liegt nach dem Ende des ersten Jahres.`,
      ({ datum }) => `The second examination on ${datum} is after the end of the first year.`,
      {
        gefunden: ({ datum }) => toDeutschesDatum(datum),
        erwartet: ({ hinweisAm, bis }) => `${toDeutschesDatum(hinweisAm)} bis ${toDeutschesDatum(bis)}`,
      },
    ),
  },
  check: ({ vertrag: { beginn, nachuntersuchung }, lage: { volljaehrigAb } }, _kontext, verstoss) => {
    const plan = computeNachuntersuchung(beginn, volljaehrigAb)
    if (plan === undefined) return keine
    const datum = nachuntersuchung?.datum
    if (datum === undefined) return [verstoss('faellig', '/nachuntersuchung', plan)]
    if (datum < plan.hinweisAm) return [verstoss('frueh', '/nachuntersuchung/datum', { ...plan, datum })]
    return datum > plan.bis ? [verstoss('spaet', '/nachuntersuchung/datum', { ...plan, datum })] : keine
  },
})
