import type { Verstoss } from '../../contract/problem.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-073: what is credited has a legal basis and evidence. */
export const anrechnungIstBelegt = defineRegel({
  id: 'DAV-073',
  name: 'anrechnung-ist-belegt',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 7 Abs. 1 und 2, § 5 Abs. 2 Satz 1 Nr. 4 und 5',
  rechtsgrundlageHwo: 'HwO § 27a Abs. 1 und 2, § 26 Abs. 2 Satz 1 Nr. 4 und 5',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Eine Anrechnung nennt ihren Grund (Rechtsverordnung, Ausbildungsordnung oder Entscheidung der Kammer im Einzelfall) und ist belegt; bei einer Ausbildung im Ausland genügt das Siegel der Bewertung.',
    en: 'What is credited names its reason (ordinance of the Land, training ordinance or single decision of the chamber) and has evidence; for training abroad the seal of the assessment is enough.',
  },
  felder: [
    '/anrechnungen/*',
    '/anrechnungen/*/grund',
    '/anrechnungen/*/rechtsverordnung',
    '/anrechnungen/*/bqSiegel',
    '/dokumente/*/art',
  ],
  beispiel: { vertrag: { anrechnungen: [{ grund: 'vorbildung', monate: 6, gemeinsamerAntrag: true }] } },
  dokumente: ({ vertrag: { anrechnungen } }) =>
    anrechnungen?.map(({ bqSiegel }, i) => ({
      art: 'anrechnung',
      pflicht: bqSiegel === undefined,
      bezug: `/anrechnungen/${i}`,
    })) ?? [],
  texte: {
    grund: meldung(
      () => 'Bei der Anrechnung fehlt der Grund.',
      () => 'The reason for what is credited is missing.',
      { abhilfe: { de: 'Wählen Sie den Grund der Anrechnung aus.', en: 'Choose the reason for what is credited.' } },
    ),
    verordnung: meldung(
      () => 'Bei der Anrechnung durch Rechtsverordnung fehlt, welche es ist.',
      () => 'Which ordinance credits the earlier learning is missing.',
      { abhilfe: { de: 'Nennen Sie die Rechtsverordnung des Landes.', en: 'Name the ordinance of the Land.' } },
    ),
    beleg: meldung(
      () => 'Der Nachweis der Anrechnung fehlt; die Kammer entscheidet danach.',
      () => 'The evidence for what is credited is missing; the chamber decides by it.',
      {
        abhilfe: {
          de: 'Fügen Sie Zeugnis, Prüfungszeugnis oder Vertrag der früheren Ausbildung bei.',
          en: 'Add the certificate or the contract of the earlier training.',
        },
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    const { anrechnungen } = vertrag
    if (anrechnungen === undefined || anrechnungen.length === 0) return keine
    const verstoesse: Verstoss[] = []
    anrechnungen.forEach(({ grund, rechtsverordnung, bqSiegel }, i) => {
      const pfad = `/anrechnungen/${i}`
      if (grund === undefined) verstoesse.push(verstoss('grund', `${pfad}/grund`, {}))
      if (grund === 'rechtsverordnung' && rechtsverordnung === undefined)
        verstoesse.push(verstoss('verordnung', `${pfad}/rechtsverordnung`, {}))
      const belegt = hasDokument(vertrag, 'anrechnung', pfad) || (grund === 'ausland' && bqSiegel !== undefined)
      if (!belegt) verstoesse.push(verstoss('beleg', pfad, {}))
    })
    return verstoesse
  },
})
