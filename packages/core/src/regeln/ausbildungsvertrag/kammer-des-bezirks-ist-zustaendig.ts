import { findKammer } from '../../codelisten/kammer.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { findSitzkammer } from '../../domain/sitzkammer.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { seit } from '../werte/geltung.ts'

/** The number with the name; chambers that the list does not have stay a number. */
const toName = (knr: string): string => {
  const kammer = findKammer(knr)
  return kammer === undefined ? `Kammer ${knr}` : `${kammer.name} (${knr})`
}

/** The chamber of another district, where the towns of all sites tell one and none lies in the district of this one. */
const findZustaendige = (
  knr: string,
  staetten: NonNullable<Vertragsentwurf['ausbildungsstaetten']>,
): string | undefined => {
  const bezirke = staetten.map(({ anschrift }) =>
    anschrift?.ort === undefined ? undefined : findSitzkammer(anschrift.ort, []),
  )
  return bezirke.includes(knr) || bezirke.includes(undefined) ? undefined : bezirke[0]
}

/** DAV-042: the chamber of the district of the training site is in charge, not the one of the head office. */
export const kammerDesBezirksIstZustaendig = defineRegel({
  id: 'DAV-042',
  name: 'kammer-des-bezirks-ist-zustaendig',
  schwere: 'warnung',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG § 71 Abs. 2, IHKG § 1 Abs. 1',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Zuständig ist die Kammer des Bezirks, in dem die Ausbildungsstätte liegt, nicht die des Hauptsitzes; ausgenommen sind Handwerksbetriebe und der öffentliche Dienst. Ohne Auskunft der Kammer wird nur ein Ort erkannt, nach dem eine IHK heißt.',
    en: 'In charge is the chamber of the district in which the training site lies, not the one of the head office; crafts and the public service are exempt. Unless the chamber says more, only towns are recognised that an IHK is named after.',
  },
  felder: ['/knr', '/ausbildungsstaetten/*/anschrift/ort', '/kammerart', '/ausbildender/oeffentlicherDienst'],
  beispiel: { vertrag: { kammerart: 'ihk', knr: '153', ausbildungsstaetten: [{ anschrift: { ort: 'Karlsruhe' } }] } },
  texte: {
    bezirk: meldung<{ knr: string; zustaendig: string }>(
      ({ zustaendig }) => `Für die Ausbildungsstätte ist vermutlich die ${toName(zustaendig)} zuständig.`,
      ({ zustaendig }) => `${toName(zustaendig)} is probably in charge of the training site.`,
      {
        gefunden: ({ knr }) => toName(knr),
        erwartet: ({ zustaendig }) => toName(zustaendig),
        abhilfe: {
          de: 'Prüfen Sie, in welchem Kammerbezirk die Ausbildungsstätte liegt, und richten Sie den Antrag dorthin.',
          en: 'Check in which district the training site lies, and send the application to its chamber.',
        },
      },
    ),
  },
  check: ({ vertrag, stammdaten }, _kontext, verstoss) => {
    const { knr, kammerart, rechtsgrundlage, ausbildender, ausbildungsstaetten = [] } = vertrag
    // Crafts stay with their chamber (§ 71 Abs. 7), of the public service DAV-047 speaks, of dissolved chambers DAV-041.
    if (knr === undefined || kammerart === 'hwk' || rechtsgrundlage === 'hwo' || ausbildender?.oeffentlicherDienst)
      return keine
    if (!findKammer(knr)?.aktiv) return keine
    const zustaendig = stammdaten?.zustaendigeKnr ?? findZustaendige(knr, ausbildungsstaetten)
    return zustaendig === undefined || zustaendig === knr ? keine : [verstoss('bezirk', '/knr', { knr, zustaendig })]
  },
})
