import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** Whether the chamber already holds it. */
const isBekannt = ({ ausbildungsplan }: Vertragsentwurf): boolean =>
  ausbildungsplan?.liegtVor === true || ausbildungsplan?.verweis !== undefined

/** DAV-005: the training plan is attached, or the chamber holds it. */
export const ausbildungsplanLiegtVor = defineRegel({
  id: 'DAV-005',
  name: 'ausbildungsplan-liegt-vor',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 11 Abs. 1 Satz 2 Nr. 2, § 36 Abs. 1 Satz 3',
  rechtsgrundlageHwo: 'BBiG § 11 Abs. 1 Satz 2 Nr. 2; HwO § 30 Abs. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Art, sachliche und zeitliche Gliederung und Ziel der Ausbildung stehen in einem Ausbildungsplan, der beiliegt oder der Kammer schon vorliegt.',
    en: 'Kind, contents, times and goal of the training stand in a training plan that is attached or that the chamber already holds.',
  },
  felder: [
    '/ausbildungsplan',
    '/ausbildungsplan/beigefuegt',
    '/ausbildungsplan/liegtVor',
    '/ausbildungsplan/verweis',
    '/dokumente/*/art',
  ],
  beispiel: { vertrag: { ausbildungsplan: { beigefuegt: false } } },
  dokumente: ({ vertrag }) => [{ art: 'ausbildungsplan', pflicht: !isBekannt(vertrag) }],
  texte: {
    fehlt: festeMeldung('Der Ausbildungsplan fehlt.', 'The training plan is missing.', {
      de: 'Fügen Sie den betrieblichen Ausbildungsplan bei oder verweisen Sie auf den, der der Kammer vorliegt.',
      en: "Attach the company's training plan, or refer to the one that the chamber holds.",
    }),
    angekuendigt: festeMeldung(
      'Der Ausbildungsplan soll beiliegen, ist aber noch nicht da.',
      'The training plan is said to be attached, but it is not there yet.',
      { de: 'Laden Sie den Ausbildungsplan hoch.', en: 'Upload the training plan.' },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    if (isBekannt(vertrag) || hasDokument(vertrag, 'ausbildungsplan')) return keine
    return vertrag.ausbildungsplan?.beigefuegt
      ? [verstoss('angekuendigt', '/ausbildungsplan/beigefuegt', {}, 'warnung')]
      : [verstoss('fehlt', '/ausbildungsplan', {})]
  },
})
