import type { Datum } from '../../contract/common.ts'
import type { Verstoss } from '../../contract/problem.ts'
import { toTageszahl } from '../../domain/kalender.ts'
import { isSelberAusbilder } from '../../domain/vertragsaenderung.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-168: a change of the trainer is reported without delay. Looks at change messages, which know the contract before. */
export const wechselDesAusbildersWirdGemeldet = defineRegel({
  id: 'DAV-168',
  name: 'wechsel-des-ausbilders-wird-gemeldet',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 36 Abs. 1',
  rechtsgrundlageHwo: 'HwO § 30 Abs. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Ein Wechsel der Ausbilderin oder des Ausbilders wird mit dem Tag gemeldet, an dem die neue Person beginnt, und unverzüglich; wie viele Tage das sind, legt die Kammer fest.',
    en: 'A change of the trainer is reported with the day on which the new person begins, and without delay; the chamber says how many days that is.',
  },
  felder: ['/ausbilder/*/von', '/ausbilder/*/familienname', '/ausbilder/*/fremdId'],
  beispiel: {
    vertrag: { ausbilder: [{ familienname: 'Sørensen', von: '2027-03-01' }] },
    vorher: { ausbilder: [{ familienname: 'Wendelin' }] },
    eingang: '2027-04-01',
  },
  texte: {
    spaet: meldung<{ von: Datum; eingang: Datum; tage: number }>(
      ({ von, eingang }) =>
        `Der Wechsel zum ${toDeutschesDatum(von)} ist erst am ${toDeutschesDatum(eingang)} gemeldet.`,
      ({ von, eingang }) => `The change of ${von} was reported on ${eingang} only.`,
      {
        gefunden: ({ eingang }) => toDeutschesDatum(eingang),
        erwartet: ({ von, tage }) => `höchstens ${tage} Tage nach dem ${toDeutschesDatum(von)}`,
        abhilfe: {
          de: 'Melden Sie einen Wechsel der Ausbilder unverzüglich, und erläutern Sie die Verspätung.',
          en: 'Report a change of trainers without delay, and explain why it is late.',
        },
      },
    ),
    ohneTag: meldung(
      () => 'Der Tag, an dem die neue Ausbilderin oder der neue Ausbilder beginnt, fehlt.',
      () => 'The day on which the new trainer begins is missing.',
      { abhilfe: { de: 'Geben Sie den ersten Tag an.', en: 'Give the first day.' } },
    ),
  },
  check: ({ vertrag: { ausbilder }, vorher, eingang }, { konfig: { ausbilderwechselTage: tage } }, verstoss) => {
    const bisherige = vorher?.ausbilder
    if (ausbilder === undefined || bisherige === undefined) return keine
    return ausbilder.flatMap((person, i): Verstoss[] => {
      if (bisherige.some((andere) => isSelberAusbilder(andere, person))) return []
      const { von } = person
      const pfad = `/ausbilder/${i}/von`
      if (von === undefined) return [verstoss('ohneTag', pfad, {})]
      return eingang !== undefined && toTageszahl(eingang) - toTageszahl(von) > tage
        ? [verstoss('spaet', pfad, { von, eingang, tage })]
        : []
    })
  },
})
