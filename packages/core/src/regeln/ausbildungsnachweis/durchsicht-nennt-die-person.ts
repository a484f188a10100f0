import { standOf } from '../objekt.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** AN-003: an approved report tells who looked it through. */
export const durchsichtNenntDiePerson = defineRegel({
  id: 'AN-003',
  name: 'durchsicht-nennt-die-person',
  schwere: 'warnung',
  gegenstand: 'ausbildungsnachweis',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 14 Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Ein freigegebener Bericht sagt, wer ihn durchgesehen hat.',
    en: 'An approved report tells who looked it through.',
  },
  texte: {
    unbekannt: meldung(
      () => 'Es ist nicht bekannt, wer den Bericht durchgesehen und freigegeben hat.',
      () => 'It is not known who looked the report through and approved it.',
    ),
  },
  check: ({ nachweis }, _kontext, verstoss) => {
    if (standOf(nachweis) !== 'freigegeben') return keine
    const i = nachweis.verlauf?.findLastIndex((schritt) => schritt.vorgang === 'freigegeben') ?? -1
    const schritt = nachweis.verlauf?.[i]
    if (schritt === undefined) return keine
    const { name, rolle, kennung } = schritt.durch ?? {}
    return name === undefined && rolle === undefined && kennung === undefined
      ? [verstoss('unbekannt', `/verlauf/${i}/durch`, {})]
      : keine
  },
})
