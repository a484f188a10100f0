import type { Vertretungsform } from '../../contract/vertragsperson-codes.ts'
import { festeMeldung } from '../festtext.ts'
import { defineRegel, keine } from '../regel.ts'
import { hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

const isElternteil = (vertretung: Vertretungsform | undefined): boolean =>
  vertretung === 'mutter' || vertretung === 'vater'

/** DAV-052: parents represent together; one parent alone declares sole custody. */
export const elternVertretenGemeinsam = defineRegel({
  id: 'DAV-052',
  name: 'eltern-vertreten-gemeinsam',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BGB § 1629 Abs. 1',
  gueltigVon: seit.immer,
  beschreibung: {
    de: 'Eltern vertreten gemeinsam und sind beide eingetragen; vertritt ein Elternteil allein, ist das alleinige Sorgerecht erklärt (Warnung).',
    en: 'Parents represent together and are both entered; where one parent represents alone, sole custody is declared (warning).',
  },
  felder: [
    '/vertreter',
    '/vertreter/*/alleinsorge',
    '/vertretung',
    '/azubi/geburtsdatum',
    '/abschlussdatum',
    '/dokumente/*/art',
  ],
  beispiel: {
    vertrag: {
      abschlussdatum: '2026-05-18',
      azubi: { geburtsdatum: '2010-02-10' },
      vertretung: 'eltern',
      vertreter: [{ art: '2' }],
    },
  },
  dokumente: ({ vertrag: { vertretung }, lage }) =>
    lage.minderjaehrigBeiAbschluss && isElternteil(vertretung) ? [{ art: 'sorgeerklaerung', pflicht: false }] : [],
  texte: {
    einer: festeMeldung(
      'Eltern vertreten gemeinsam; eingetragen ist nur ein Elternteil.',
      'Parents represent together; only one of them is entered.',
      {
        de: 'Tragen Sie beide Eltern ein, oder wählen Sie Mutter oder Vater, wenn nur ein Elternteil vertritt.',
        en: 'Enter both parents, or choose mother or father where only one of them represents.',
      },
    ),
    alleinsorge: festeMeldung(
      'Ein Elternteil vertritt allein; das alleinige Sorgerecht ist nicht erklärt.',
      'One parent represents alone; sole custody is not declared.',
      {
        de: 'Lassen Sie das alleinige Sorgerecht erklären oder fügen Sie die Erklärung bei.',
        en: 'Have sole custody declared, or add the declaration.',
      },
    ),
  },
  check: ({ vertrag, lage }, _kontext, verstoss) => {
    const { vertretung, vertreter = [] } = vertrag
    if (!lage.minderjaehrigBeiAbschluss || vertreter.length === 0) return keine
    if (vertretung === 'eltern') return vertreter.length === 1 ? [verstoss('einer', '/vertreter', {})] : keine
    if (!isElternteil(vertretung) || hasDokument(vertrag, 'sorgeerklaerung')) return keine
    return vertreter.some(({ alleinsorge }) => alleinsorge)
      ? keine
      : [verstoss('alleinsorge', '/vertreter/0/alleinsorge', {}, 'warnung')]
  },
})
