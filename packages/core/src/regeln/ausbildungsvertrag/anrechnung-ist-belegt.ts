import type { Verstoss } from '../../contract/problem.ts'
import { checkBqSiegel } from '../../domain/bq-siegel.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

const siegelfehler = {
  form: { de: 'es hat nicht die Form eines Siegels', en: 'it does not have the form of a seal' },
  hash: { de: 'es ist ein anderes als das genannte', en: 'it is another one than the one named' },
  profil: { de: 'es gehört zu einem anderen Profil', en: 'it belongs to another profile' },
  profilart: {
    de: 'es gehört nicht zum Profil einer Qualifikation',
    en: 'it does not belong to the profile of a qualification',
  },
  unecht: { de: 'sein Inhalt wurde verändert', en: 'its content was changed' },
} as const

/**
 * DAV-073: what is credited has a legal basis and evidence. Of training abroad the seal of the assessment is evidence, when it is
 * whole and belongs to the profile that is named; without one it is a note that there could be one.
 */
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
    de: 'Eine Anrechnung nennt ihren Grund (Rechtsverordnung, Ausbildungsordnung oder Entscheidung der Kammer im Einzelfall) und ist belegt; bei einer Ausbildung im Ausland genügt das Siegel der Bewertung, wenn es unversehrt ist und zum genannten Profil gehört.',
    en: 'What is credited names its reason (ordinance of the Land, training ordinance or single decision of the chamber) and has evidence; for training abroad the seal of the assessment is enough, when it is whole and belongs to the profile that is named.',
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
    siegelFehlt: meldung(
      () =>
        'Zur Ausbildung im Ausland fehlt das Siegel der Bewertung aus der Wissensbasis; so ist nicht nachvollziehbar, worauf sie beruht.',
      () => 'The seal of the assessment of the training abroad is missing; so nobody can tell what it relied on.',
    ),
    siegel: meldung<{ fehler: keyof typeof siegelfehler }>(
      ({ fehler }) => `Das Siegel der Bewertung zählt nicht: ${siegelfehler[fehler].de}.`,
      ({ fehler }) => `The seal of the assessment does not count: ${siegelfehler[fehler].en}.`,
      {
        abhilfe: {
          de: 'Rufen Sie das Siegel zum Profil der ausländischen Qualifikation neu ab, und fügen Sie es unverändert bei.',
          en: 'Fetch the seal of the profile of the foreign qualification again, and add it unchanged.',
        },
      },
    ),
  },
  check: ({ vertrag, stammdaten }, _kontext, verstoss) => {
    const { anrechnungen } = vertrag
    if (anrechnungen === undefined || anrechnungen.length === 0) return keine
    const verstoesse: Verstoss[] = []
    anrechnungen.forEach(({ grund, rechtsverordnung, bqSiegel }, i) => {
      const pfad = `/anrechnungen/${i}`
      if (grund === undefined) verstoesse.push(verstoss('grund', `${pfad}/grund`, {}))
      if (grund === 'rechtsverordnung' && rechtsverordnung === undefined)
        verstoesse.push(verstoss('verordnung', `${pfad}/rechtsverordnung`, {}))
      const fehler = bqSiegel && (stammdaten?.unechteSiegel?.has(bqSiegel.hash) ? 'unecht' : checkBqSiegel(bqSiegel))
      if (fehler !== undefined) verstoesse.push(verstoss('siegel', `${pfad}/bqSiegel`, { fehler }))
      const gesiegelt = grund === 'ausland' && bqSiegel !== undefined && fehler === undefined
      const belegt = hasDokument(vertrag, 'anrechnung', pfad) || gesiegelt
      if (grund === 'ausland' && bqSiegel === undefined) verstoesse.push(verstoss('siegelFehlt', pfad, {}, 'hinweis'))
      if (!belegt) verstoesse.push(verstoss('beleg', pfad, {}))
    })
    return verstoesse
  },
})
