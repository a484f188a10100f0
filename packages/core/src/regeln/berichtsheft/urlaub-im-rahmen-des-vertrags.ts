import type { Tag } from '../../contract/nachweisinhalt.ts'
import { urlaubstageIm } from '../../domain/heftvertrag.ts'
import { wochentagOf } from '../../domain/kalender.ts'
import { artOf, isAusbildungstag } from '../bericht.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutscheZahl, toEnglischeZahl } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/**
 * K5: not more days of leave in a calendar year than the contract has. A day that also tells of training is half a
 * day; Sundays are none. Leave may be carried over, so this is a note.
 */
export const urlaubImRahmenDesVertrags = defineRegel({
  id: 'K5',
  name: 'urlaub-im-rahmen-des-vertrags',
  schwere: 'hinweis',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 9',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Im Kalenderjahr sind nicht mehr Urlaubstage eingetragen, als der Vertrag vorsieht.',
    en: 'Not more days of leave are entered in a calendar year than the contract has.',
  },
  texte: {
    zuViel: meldung<{ jahr: string; tage: number; vertrag: number }>(
      ({ jahr, tage, vertrag }) =>
        `Für ${jahr} sind ${toDeutscheZahl(tage)} Urlaubstage eingetragen; der Vertrag nennt ${vertrag}.`,
      ({ jahr, tage, vertrag }) =>
        `${toEnglischeZahl(tage)} days of leave are entered for ${jahr}; the contract has ${vertrag}.`,
    ),
  },
  check: ({ berichtsheft, ausbildungsnachweise, heftvertrag }, _kontext, verstoss) => {
    const imKopf = berichtsheft.ausbildungszeit?.urlaubstage
    if (imKopf === undefined && heftvertrag === undefined) return keine
    const urlaub = ausbildungsnachweise.flatMap(({ inhalt }) => inhalt.tage ?? []).filter(isUrlaubstag)
    return [...Map.groupBy(urlaub, (tag) => tag.datum.slice(0, 4))]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([jahr, tage]) => {
        const summe = tage.reduce((bisher, tag) => bisher + (isAusbildungstag(tag) ? 0.5 : 1), 0)
        const vertrag = heftvertrag === undefined ? imKopf : urlaubstageIm(heftvertrag, Number(jahr))
        return vertrag !== undefined && summe > vertrag
          ? [verstoss('zuViel', '/berichtsheft/ausbildungszeit/urlaubstage', { jahr, tage: summe, vertrag })]
          : []
      })
  },
})

const isUrlaubstag = (tag: Tag): boolean =>
  wochentagOf(tag.datum) !== 7 &&
  (tag.eintraege.length === 0
    ? tag.art === 'urlaub'
    : tag.eintraege.some((eintrag) => artOf(tag, eintrag) === 'urlaub'))
