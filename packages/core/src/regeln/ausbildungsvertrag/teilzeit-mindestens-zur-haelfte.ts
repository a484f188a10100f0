import type { Zeitraum } from '../../contract/common.ts'
import type { Verstoss } from '../../contract/problem.ts'
import { type Bruch, bruchOf, compareBruch } from '../../domain/bruch.ts'
import { overlaps } from '../../domain/zeitraum.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toBruchtext } from '../text.ts'
import { anteileOf, isAnteilStimmig, isTeilzeit, type Teilzeitabschnitt } from '../vertragsrechnung/teilzeitanteil.ts'
import { seit } from '../werte/geltung.ts'

const eins = bruchOf(1)
const haelfte = bruchOf(1, 2)

/** A section without a day lasts from the begin or to the end of the training, so from or to any day. */
const toZeitraum = ({ von = '0000-01-01', bis = '9999-12-31' }: Teilzeitabschnitt): Zeitraum => ({ von, bis })

/** DAV-080: part-time shortens the daily or the weekly time by more than nothing and at most by half. */
export const teilzeitMindestensZurHaelfte = defineRegel({
  id: 'DAV-080',
  name: 'teilzeit-mindestens-zur-haelfte',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 7a Abs. 1',
  rechtsgrundlageHwo: 'HwO § 27b Abs. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Teilzeit kürzt die tägliche oder wöchentliche Ausbildungszeit, höchstens um die Hälfte, für die ganze Ausbildung oder für Zeiträume, die in ihr liegen und sich nicht überschneiden; mehrere Angaben dazu stimmen überein.',
    en: 'Part-time shortens the daily or the weekly time, at most by half, for the whole training or for periods that lie within it and do not overlap; several statements about it agree.',
  },
  felder: [
    '/zeitmodell',
    '/teilzeit',
    '/teilzeit/*/minutenWoechentlich',
    '/teilzeit/*/minutenTaeglich',
    '/teilzeit/*/anteil',
    '/teilzeit/*/von',
    '/teilzeit/*/bis',
    '/arbeitszeiten/*/minutenWoechentlich',
    '/arbeitszeiten/*/minutenTaeglich',
  ],
  beispiel: { vertrag: { zeitmodell: 'teilzeit', teilzeit: [{ anteil: { zaehler: 2, nenner: 5 } }] } },
  texte: {
    keine: meldung(
      () => 'Die Ausbildung ist in Teilzeit, aber es ist nicht vereinbart, wie die Zeit gekürzt wird.',
      () => 'The training is in part-time, but it is not agreed how the time is shortened.',
      {
        abhilfe: {
          de: 'Geben Sie die tägliche oder wöchentliche Ausbildungszeit in Teilzeit an.',
          en: 'State the daily or weekly training time in part-time.',
        },
      },
    ),
    vollzeit: meldung(
      () => 'Die Ausbildung ist in Vollzeit, es ist aber Teilzeit vereinbart.',
      () => 'The training is in full-time, but part-time is agreed.',
      {
        gefunden: () => 'Vollzeit',
        erwartet: () => 'Teilzeit',
        abhilfe: {
          de: 'Wählen Sie Teilzeit, oder nehmen Sie die Angaben zur Teilzeit heraus.',
          en: 'Choose part-time, or take the part-time out.',
        },
      },
    ),
    zeit: meldung(
      () => 'Für den Abschnitt in Teilzeit fehlt die Ausbildungszeit.',
      () => 'The training time of the section in part-time is missing.',
      {
        abhilfe: {
          de: 'Geben Sie die tägliche oder wöchentliche Zeit oder den Anteil an.',
          en: 'State the daily or weekly time, or the share.',
        },
      },
    ),
    zuWenig: meldung<{ anteil: Bruch }>(
      ({ anteil }) => `Die Teilzeit von ${toBruchtext(anteil)} der Vollzeit kürzt um mehr als die Hälfte.`,
      ({ anteil }) => `Part-time of ${toBruchtext(anteil)} of full-time shortens by more than half.`,
      {
        gefunden: ({ anteil }) => toBruchtext(anteil),
        erwartet: () => 'mindestens 1/2',
        abhilfe: {
          de: 'Vereinbaren Sie mindestens die Hälfte der Zeit in Vollzeit.',
          en: 'Agree on at least half of the time in full-time.',
        },
      },
    ),
    nichtGekuerzt: meldung<{ anteil: Bruch }>(
      ({ anteil }) => `Die Zeit in Teilzeit ist nicht kürzer als in Vollzeit (${toBruchtext(anteil)}).`,
      ({ anteil }) => `The time in part-time is not shorter than in full-time (${toBruchtext(anteil)}).`,
      {
        gefunden: ({ anteil }) => toBruchtext(anteil),
        erwartet: () => 'weniger als 1',
        abhilfe: {
          de: 'Kürzen Sie die tägliche oder wöchentliche Zeit, oder wählen Sie Vollzeit.',
          en: 'Shorten the daily or weekly time, or choose full-time.',
        },
      },
    ),
    widerspruch: meldung<{ anteil: Bruch; stunden: Bruch }>(
      ({ anteil, stunden }) =>
        `Vereinbart ist ein Anteil von ${toBruchtext(anteil)}; die Ausbildungszeiten ergeben ${toBruchtext(stunden)}.`,
      ({ anteil, stunden }) =>
        `The agreed share is ${toBruchtext(anteil)}; the training times give ${toBruchtext(stunden)}.`,
      {
        gefunden: ({ anteil }) => toBruchtext(anteil),
        erwartet: ({ stunden }) => toBruchtext(stunden),
        abhilfe: {
          de: 'Bringen Sie den Anteil mit den Zeiten in Vollzeit und Teilzeit in Übereinstimmung.',
          en: 'Make the share agree with the times in full-time and part-time.',
        },
      },
    ),
    zeitraum: meldung(
      () => 'Der Zeitraum in Teilzeit liegt nicht in der Ausbildung.',
      () => 'The period of part-time does not lie within the training.',
      {
        abhilfe: {
          de: 'Legen Sie den Zeitraum zwischen Beginn und Ende der Ausbildung.',
          en: 'Put the period between begin and end of the training.',
        },
      },
    ),
    ueberschneidung: meldung(
      () => 'Der Zeitraum in Teilzeit überschneidet sich mit einem anderen.',
      () => 'The period of part-time overlaps with another one.',
      {
        abhilfe: {
          de: 'Lassen Sie jeden Zeitraum nach dem letzten Tag des vorigen beginnen.',
          en: 'Let each period begin after the last day of the one before.',
        },
      },
    ),
  },
  check: ({ vertrag, lage: { ende } }, _kontext, verstoss) => {
    const { teilzeit = [], zeitmodell, beginn } = vertrag
    if (!isTeilzeit(vertrag)) return teilzeit.length > 0 ? [verstoss('vollzeit', '/zeitmodell', {})] : keine
    if (teilzeit.length === 0) return zeitmodell === undefined ? keine : [verstoss('keine', '/teilzeit', {})]
    const verstoesse: Verstoss[] = []
    teilzeit.forEach((abschnitt, i) => {
      const pfad = `/teilzeit/${i}`
      const { von, bis, minutenWoechentlich, minutenTaeglich, anteil } = abschnitt
      if (minutenWoechentlich === undefined && minutenTaeglich === undefined && anteil === undefined)
        verstoesse.push(verstoss('zeit', `${pfad}/minutenWoechentlich`, {}))
      const { woechentlich, taeglich, vereinbart } = anteileOf(vertrag, abschnitt)
      const anteile: readonly (readonly [string, Bruch | undefined])[] = [
        ['minutenWoechentlich', woechentlich],
        ['minutenTaeglich', taeglich],
        ['anteil', vereinbart],
      ]
      let bekannt: readonly [string, Bruch] | undefined
      let gekuerzt = false
      for (const [feld, wert] of anteile) {
        if (wert === undefined) continue
        bekannt ??= [feld, wert]
        if (compareBruch(wert, haelfte) < 0) verstoesse.push(verstoss('zuWenig', `${pfad}/${feld}`, { anteil: wert }))
        if (compareBruch(wert, eins) < 0) gekuerzt = true
      }
      // Fewer days of the full length shorten the week only, shorter days both: one of the two is enough.
      if (bekannt && !gekuerzt)
        verstoesse.push(verstoss('nichtGekuerzt', `${pfad}/${bekannt[0]}`, { anteil: bekannt[1] }))
      const stunden = woechentlich ?? taeglich
      if (vereinbart && stunden && !isAnteilStimmig(vertrag, abschnitt))
        verstoesse.push(verstoss('widerspruch', `${pfad}/anteil`, { anteil: vereinbart, stunden }))
      if (von !== undefined && ((beginn !== undefined && von < beginn) || (ende !== undefined && von > ende)))
        verstoesse.push(verstoss('zeitraum', `${pfad}/von`, {}))
      const ab = von ?? beginn
      if (bis !== undefined && ((ab !== undefined && bis < ab) || (ende !== undefined && bis > ende)))
        verstoesse.push(verstoss('zeitraum', `${pfad}/bis`, {}))
      if (teilzeit.slice(0, i).some((voriger) => overlaps(toZeitraum(voriger), toZeitraum(abschnitt))))
        verstoesse.push(verstoss('ueberschneidung', `${pfad}/von`, {}))
    })
    return verstoesse
  },
})
