import type { Zeitraum } from '../../contract/common.ts'
import type { Zweck } from '../../contract/freigabe.ts'
import { addTage, minDatum } from '../../domain/kalender.ts'
import type { Buchobjekt } from '../objekt.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { toDeutschesDatum } from '../text.ts'
import { seit } from '../werte/geltung.ts'

/** Purposes of which the law wants the book so far, each admission for itself (BBiG §§ 43 to 45). */
const zulassungen: readonly Zweck[] = ['zwischenpruefung', 'teil1', 'teil2', 'abschlusspruefung', 'vorzeitigeZulassung']

/** AN-005: what is released holds the period that was asked for, or for an admission the book from the first day on. */
export const vorlageUmfasstDenVerlangtenZeitraum = defineRegel({
  id: 'AN-005',
  name: 'vorlage-umfasst-den-verlangten-zeitraum',
  schwere: 'warnung',
  gegenstand: 'berichtsheft',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG §§ 43, 44',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Freigegeben ist der verlangte Zeitraum, für eine Zulassung das Berichtsheft ab dem ersten Ausbildungstag.',
    en: 'Released is the period that was asked for, for an admission the book from the first day of training on.',
  },
  texte: {
    zuSpaetAb: meldung<{ freigegeben: Zeitraum; verlangtVon: string }>(
      ({ freigegeben, verlangtVon }) =>
        `Freigegeben ist das Berichtsheft erst ab dem ${toDeutschesDatum(freigegeben.von)}, verlangt ist es ab dem ${toDeutschesDatum(verlangtVon)}.`,
      ({ freigegeben, verlangtVon }) =>
        `The book is released from ${freigegeben.von} on only; it is wanted from ${verlangtVon} on.`,
    ),
    zuFrueheBis: meldung<{ freigegeben: Zeitraum; verlangtBis: string }>(
      ({ freigegeben, verlangtBis }) =>
        `Freigegeben ist das Berichtsheft nur bis zum ${toDeutschesDatum(freigegeben.bis)}, verlangt ist es bis zum ${toDeutschesDatum(verlangtBis)}.`,
      ({ freigegeben, verlangtBis }) =>
        `The book is released up to ${freigegeben.bis} only; it is wanted up to ${verlangtBis}.`,
    ),
  },
  check: (buch, { stichtag }, verstoss) => {
    const freigegeben = buch.vorlage?.umfang
    const verlangt = verlangterZeitraum(buch, stichtag)
    if (freigegeben === undefined || verlangt === undefined) return keine
    return [
      ...(freigegeben.von > verlangt.von
        ? [verstoss('zuSpaetAb', '', { freigegeben, verlangtVon: verlangt.von })]
        : []),
      ...(verlangt.bis !== undefined && freigegeben.bis < verlangt.bis
        ? [verstoss('zuFrueheBis', '', { freigegeben, verlangtBis: verlangt.bis })]
        : []),
    ]
  },
})

/** Nobody can release days to come, so a wanted period ends yesterday at the latest. An admission sets no last day. */
const verlangterZeitraum = (
  { berichtsheft, vorlage }: Buchobjekt,
  stichtag: string,
): { von: string; bis?: string } | undefined => {
  if (vorlage?.angefordert !== undefined)
    return { von: vorlage.angefordert.von, bis: minDatum(vorlage.angefordert.bis, addTage(stichtag, -1)) }
  const { ausbildungsbeginn: von } = berichtsheft
  return von !== undefined && vorlage?.zweck !== undefined && zulassungen.includes(vorlage.zweck) ? { von } : undefined
}
