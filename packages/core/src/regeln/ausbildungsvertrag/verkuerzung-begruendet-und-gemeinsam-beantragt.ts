import type { Verstoss } from '../../contract/problem.ts'
import type { Verkuerzungsgrund } from '../../contract/vertrag-codes.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

const schulgruende: ReadonlySet<Verkuerzungsgrund | undefined> = new Set(['hochschulreife', 'mittlererAbschluss'])

/** The birth date is evidence of the age; for a school certificate its slot counts, too. */
const isBelegt = (vertrag: Vertragsentwurf, grund: Verkuerzungsgrund | undefined, bezug: string): boolean =>
  grund === 'lebensalter' ||
  hasDokument(vertrag, 'verkuerzung', bezug) ||
  (schulgruende.has(grund) && hasDokument(vertrag, 'schulzeugnis', bezug))

/** DAV-074: a shortening has months, a reason, evidence and a common application. */
export const verkuerzungBegruendetUndGemeinsamBeantragt = defineRegel({
  id: 'DAV-074',
  name: 'verkuerzung-begruendet-und-gemeinsam-beantragt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 8 Abs. 1 Satz 1',
  rechtsgrundlageHwo: 'HwO § 27c Abs. 1 Satz 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Eine Verkürzung umfasst ganze Monate, nennt ihren Grund und wird gemeinsam beantragt (Fehler); der Grund ist belegt (Warnung).',
    en: 'A shortening is a number of whole months, names its reason and is applied for together (error); the reason has evidence (warning).',
  },
  felder: [
    '/verkuerzungen/*',
    '/verkuerzungen/*/monate',
    '/verkuerzungen/*/grund',
    '/verkuerzungen/*/gemeinsamerAntrag',
    '/verkuerzungen/*/erlaeuterung',
    '/dokumente/*/art',
  ],
  beispiel: { vertrag: { verkuerzungen: [{ monate: 6 }] } },
  dokumente: ({ vertrag: { verkuerzungen } }) =>
    verkuerzungen?.flatMap(({ grund }, i) =>
      grund === 'lebensalter' ? [] : [{ art: 'verkuerzung' as const, pflicht: false, bezug: `/verkuerzungen/${i}` }],
    ) ?? [],
  texte: {
    monate: meldung(
      () => 'Bei der Verkürzung fehlt die Zahl der Monate.',
      () => 'The number of months of the shortening is missing.',
      {
        erwartet: () => 'mindestens 1 Monat',
        abhilfe: {
          de: 'Geben Sie an, um wie viele Monate verkürzt wird.',
          en: 'State by how many months it is shortened.',
        },
      },
    ),
    grund: meldung(
      () => 'Bei der Verkürzung fehlt der Grund.',
      () => 'The reason for the shortening is missing.',
      { abhilfe: { de: 'Wählen Sie den Grund der Verkürzung aus.', en: 'Choose the reason for the shortening.' } },
    ),
    antrag: meldung(
      () => 'Für die Verkürzung fehlt der gemeinsame Antrag von Auszubildenden und Ausbildenden.',
      () => 'The common application of apprentice and company for the shortening is missing.',
      {
        abhilfe: {
          de: 'Beantragen Sie die Verkürzung gemeinsam, und vermerken Sie es im Antrag.',
          en: 'Apply together for the shortening, and mark it in the application.',
        },
      },
    ),
    erlaeuterung: meldung(
      () => 'Der sonstige Grund der Verkürzung ist nicht erläutert.',
      () => 'The other reason for the shortening is not written out.',
      { abhilfe: { de: 'Erläutern Sie den Grund.', en: 'Write the reason out.' } },
    ),
    beleg: meldung(
      () => 'Der Nachweis zum Grund der Verkürzung fehlt.',
      () => 'The evidence for the reason of the shortening is missing.',
      {
        abhilfe: {
          de: 'Fügen Sie das Zeugnis oder einen anderen Nachweis bei.',
          en: 'Add the certificate or other evidence.',
        },
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    const { verkuerzungen } = vertrag
    if (verkuerzungen === undefined || verkuerzungen.length === 0) return keine
    const verstoesse: Verstoss[] = []
    verkuerzungen.forEach(({ monate, grund, gemeinsamerAntrag, erlaeuterung }, i) => {
      const pfad = `/verkuerzungen/${i}`
      if (monate === undefined || monate < 1) verstoesse.push(verstoss('monate', `${pfad}/monate`, {}))
      if (grund === undefined) verstoesse.push(verstoss('grund', `${pfad}/grund`, {}))
      if (gemeinsamerAntrag !== true) verstoesse.push(verstoss('antrag', `${pfad}/gemeinsamerAntrag`, {}))
      if (grund === 'sonstiges' && erlaeuterung === undefined)
        verstoesse.push(verstoss('erlaeuterung', `${pfad}/erlaeuterung`, {}, 'warnung'))
      if (!isBelegt(vertrag, grund, pfad)) verstoesse.push(verstoss('beleg', pfad, {}, 'warnung'))
    })
    return verstoesse
  },
})
