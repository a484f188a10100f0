import type { Verstoss } from '../../contract/problem.ts'
import type { Dokumentart } from '../../contract/vertrag-codes.ts'
import type { Ausbildermeldung } from '../../contract/vertragsperson-codes.ts'
import { defineRegel, keine, meldung } from '../regel.ts'
import { type Dokumentslot, hasDokument } from '../vertragsobjekt.ts'
import { seit } from '../werte/geltung.ts'

/** What a trainer needs who is reported for the first time. */
const nachweise: readonly { readonly art: Dokumentart; readonly de: string; readonly en: string }[] = [
  { art: 'ausbilderdatenblatt', de: 'Ausbilderdatenblatt', en: 'data sheet' },
  { art: 'ausbilderabschluss', de: 'Berufsabschluss', en: 'vocational degree' },
  { art: 'ausbildereignung', de: 'Ausbildereignung', en: 'proof under the AEVO' },
]

/** States in which the trainer is reported and not decided on: the proofs are asked for. */
const istNeu = (meldung: Ausbildermeldung | undefined): boolean =>
  meldung === 'nichtGemeldet' || meldung === 'gemeldet' || meldung === 'inPruefung'

interface Nachweise {
  readonly de: string
  readonly en: string
}

/** DAV-161: the chamber accepts the trainer for company and occupation; nobody concludes anything from what it was not asked. */
export const ausbilderIstAnerkannt = defineRegel({
  id: 'DAV-161',
  name: 'ausbilder-ist-anerkannt',
  schwere: 'fehler',
  gegenstand: 'ausbildungsvertrag',
  wirkung: 'befund',
  rechtsgrundlage: 'BBiG §§ 29, 30, § 35 Abs. 1 Nr. 2; AEVO',
  rechtsgrundlageHwo: 'HwO §§ 22a, 22b, § 29 Abs. 1 Nr. 2; AEVO',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Die Kammer hat die Ausbilderinnen und Ausbilder für Betrieb und Beruf anerkannt. Wer zum ersten Mal gemeldet wird, braucht Ausbilderdatenblatt, Berufsabschluss und Ausbildereignung; bis zur Entscheidung bleibt es ein Fehler.',
    en: 'The chamber has accepted the trainers for company and occupation. Who is reported for the first time needs data sheet, vocational degree and proof under the AEVO; it stays an error until the decision.',
  },
  felder: ['/ausbilder/*/meldung', '/dokumente'],
  beispiel: { vertrag: { ausbilder: [{ familienname: 'Wendelin', meldung: 'nichtGemeldet' }] } },
  dokumente: ({ vertrag: { ausbilder } }) =>
    (ausbilder ?? []).flatMap(({ meldung: stand }, i): Dokumentslot[] =>
      istNeu(stand) ? nachweise.map(({ art }) => ({ art, pflicht: true, bezug: `/ausbilder/${i}` })) : [],
    ),
  texte: {
    ohneNachweise: meldung<Nachweise>(
      ({ de }) => `Die Kammer kennt diese Person noch nicht als Ausbilder des Berufs; es fehlt: ${de}.`,
      ({ en }) => `The chamber does not know this person as a trainer of the occupation yet; missing: ${en}.`,
      {
        gefunden: () => 'noch nicht anerkannt',
        erwartet: ({ de }) => de,
        abhilfe: {
          de: ({ de }) => `Melden Sie die Person, und reichen Sie ein: ${de}.`,
          en: ({ en }) => `Report this person, and hand in: ${en}.`,
        },
      },
    ),
    inPruefung: meldung(
      () => 'Die Kammer prüft die Eignung dieser Person; bis dahin kann der Vertrag nicht eingetragen werden.',
      () => 'The chamber checks the suitability of this person; until then the contract cannot be registered.',
      {
        gefunden: () => 'in Prüfung',
        erwartet: () => 'anerkannt',
        abhilfe: {
          de: 'Warten Sie die Entscheidung der Kammer ab, oder benennen Sie eine anerkannte Person.',
          en: 'Wait for the decision of the chamber, or name a person that it has accepted.',
        },
      },
    ),
    abgelehnt: meldung(
      () => 'Die Kammer hat diese Person als Ausbilder abgelehnt.',
      () => 'The chamber has not accepted this person as a trainer.',
      {
        gefunden: () => 'abgelehnt',
        erwartet: () => 'anerkannt',
        abhilfe: { de: 'Benennen Sie eine andere Person.', en: 'Name another person.' },
      },
    ),
  },
  check: ({ vertrag }, _kontext, verstoss) => {
    if (vertrag.ausbilder === undefined) return keine
    return vertrag.ausbilder.flatMap(({ meldung: stand }, i): Verstoss[] => {
      const pfad = `/ausbilder/${i}/meldung`
      if (stand === 'abgelehnt') return [verstoss('abgelehnt', pfad, {})]
      if (!istNeu(stand)) return []
      const fehlend = nachweise.filter(({ art }) => !hasDokument(vertrag, art, `/ausbilder/${i}`))
      return fehlend.length === 0
        ? [verstoss('inPruefung', pfad, {})]
        : [
            verstoss('ohneNachweise', pfad, {
              de: fehlend.map(({ de }) => de).join(', '),
              en: fehlend.map(({ en }) => en).join(', '),
            }),
          ]
    })
  },
})
