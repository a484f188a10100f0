import type { Verstoss } from '../../contract/problem.ts'
import { bruchOf, compareBruch, roundBruch } from '../../domain/bruch.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDecimaltext, toDezimaltext } from '../text.ts'
import { listUrlaubsangaben } from '../vertragsrechnung/urlaubsangaben.ts'
import { seit } from '../werte/geltung.ts'

interface Anspruch {
  readonly jahr: number
  readonly tage: number
  readonly genau: string
  readonly exact: string
}

/** DAV-147: a fraction of less than half a day is not rounded down by law. */
export const bruchteileDesUrlaubsBleibenGeschuldet = defineRegel({
  id: 'DAV-147',
  name: 'bruchteile-des-urlaubs-bleiben-geschuldet',
  schwere: 'hinweis',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BUrlG § 5 Abs. 2',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Bruchteile von weniger als einem halben Urlaubstag werden nicht aufgerundet, bleiben aber geschuldet; Kammern lassen den abgerundeten Wert im Vertrag zu.',
    en: 'Fractions of less than half a day of leave are not rounded up but remain owed; chambers accept the rounded value in the contract.',
  },
  felder: [
    '/urlaub/*/tage',
    '/urlaub/*/einheit',
    '/arbeitszeiten/*/tageJeWoche',
    '/azubi/geburtsdatum',
    '/beginn',
    '/ende',
  ],
  beispiel: {
    vertrag: {
      azubi: { geburtsdatum: '2006-03-14' },
      beginn: '2026-08-01',
      ende: '2026-12-31',
      arbeitszeiten: [{ tageJeWoche: 5 }],
      urlaub: [{ kalenderjahr: 2026, tage: 8, einheit: 'arbeitstage' }],
    },
  },
  texte: {
    bruchteil: meldung<Anspruch>(
      ({ jahr, genau }) =>
        `Für ${jahr} sind genau ${genau} Tage geschuldet; im Vertrag genügt nach der Praxis der Kammern der gerundete Wert.`,
      ({ jahr, exact }) =>
        `For ${jahr}, exactly ${exact} days are owed; in the contract the rounded value is enough by the practice of the chambers.`,
      { gefunden: ({ tage }) => `${tage} Tage`, erwartet: ({ genau }) => `${genau} Tage` },
    ),
  },
  check: (objekt, _kontext, verstoss) => {
    const angaben = listUrlaubsangaben(objekt)
    if (angaben.length === 0) return keine
    return angaben.flatMap(({ pfad, tage, rechnung: { kalenderjahr: jahr, mindestens } }): Verstoss[] =>
      tage === undefined || tage < roundBruch(mindestens) || compareBruch(bruchOf(tage), mindestens) >= 0
        ? []
        : [
            verstoss('bruchteil', `${pfad}/tage`, {
              jahr,
              tage,
              genau: toDezimaltext(mindestens),
              exact: toDecimaltext(mindestens),
            }),
          ],
    )
  },
})
