import type { CreateBerichtsheft, Lieferung } from '../../contract/berichtsheft.ts'
import { dokumente } from '../../contract/nachricht.ts'
import type { Nachweisinhalt } from '../../contract/nachweisinhalt.ts'
import { readXml, writeXml } from '../../xml/index.ts'
import { signFreigabe } from '../freigabesignatur.ts'
import { sha256 } from '../hash.ts'
import { canonicalize } from '../kanonisch.ts'
import { chainHash, type Kettenglied } from '../kette.ts'
import type { Paketbericht, Paketeingabe } from '../paket/build.ts'
import { generateKey, publicJwks, type Schluesselpaar } from '../schluessel.ts'
import { createSigner, type Signer } from '../signatur.ts'

/** An invented book with everything that a package can hold, for tests and measurements. */
export interface Beispielheft {
  readonly eingabe: Paketeingabe
  readonly signer: Signer
  readonly schluessel: Schluesselpaar
}

const words =
  'Angebote geschrieben und nachgefasst Kundengespräch Netzwerk "DMZ" konfiguriert Datenbank gesichert Tests ausgewertet Größe Übung Schulung Rechnungswesen Präsentation Software installiert 🙂'.split(
    ' ',
  )

const uuid = (kind: number, number: number): string =>
  `01934a5e-7c00-7${kind.toString(16).padStart(3, '0')}-9b1c-${number.toString(16).padStart(12, '0')}`

const dayAfter = (start: string, days: number): string =>
  new Date(Date.parse(start) + days * 86_400_000).toISOString().slice(0, 10)

const attachment = Buffer.from('Schaltplan\n')

/** A report of about 1.6 kB; the first one names an attachment. */
const createInhalt = (week: number): Nachweisinhalt => {
  const von = dayAfter('2024-09-02', week * 7)
  const text = (seed: number) =>
    Array.from({ length: 7 }, (_, index) => words[(week * 7 + seed * 5 + index * index) % words.length]).join(' ')
  return {
    zeitraum: { von, bis: dayAfter(von, 4) },
    berichtsart: 'woche',
    azubi: 'Tilda Ehrlichmann',
    ausbildungsjahr: 1 + Math.floor(week / 52),
    tage: [0, 1, 2, 3, 4].map((day) => ({
      datum: dayAfter(von, day),
      eintraege: [
        { art: 'betrieb', text: text(day), minuten: 240 },
        { art: day === 4 ? 'schule' : 'unterweisung', text: `${text(day + 5)}\n${text(day + 9)}`, minuten: 150 + week },
      ],
    })),
    ...(week === 0
      ? {
          anhaenge: [
            {
              dateiname: 'schaltplan.txt',
              medientyp: 'text/plain',
              groesse: attachment.length,
              sha256: sha256(attachment),
            },
          ],
        }
      : {}),
    quelle: { system: 'Beispielheft', format: 'json 1' },
  }
}

const kopf: CreateBerichtsheft = {
  fremdId: 'azubi-4711',
  art: 'ausbildung',
  azubi: { name: 'Tilda Ehrlichmann' },
  knr: '153',
  unternehmen: { name: 'Werkstatt Störtebeker GmbH' },
  ausbildungsbeginn: '2024-09-01',
}

/**
 * Makes a book of so many weekly reports with chain, approvals (of all reports, or of the first `freigaben`), attachment,
 * XML and PDF.
 */
export const createBeispielheft = async (weeks: number, freigaben = weeks): Promise<Beispielheft> => {
  const schluessel = await generateKey('ES256')
  const signer = await createSigner(schluessel.privateJwk)
  const kette: Kettenglied[] = []
  const append = (text: string) => {
    const nr = kette.length + 1
    kette.push({ nr, text, hash: chainHash(kette.at(-1)?.hash ?? null, nr, text) })
  }
  append(canonicalize({ art: 'berichtsheft.angelegt' }))
  const signatures: string[] = []
  const nachweise: Paketbericht[] = []
  const lieferung: Lieferung = { berichtsheft: kopf, ausbildungsnachweise: [] }
  for (let week = 0; week < weeks; week++) {
    const inhalt = createInhalt(week)
    const text = canonicalize(inhalt)
    const [id, hash, fremdId] = [uuid(2, week), sha256(text), `woche/${week + 1}`]
    const zeitpunkt = `${dayAfter(inhalt.zeitraum.bis, 3)}T07:30:00Z`
    const durch = { name: 'Jost Ahlers', rolle: 'ausbilder' } as const
    const verlauf = [{ vorgang: 'freigegeben', zeitpunkt, durch } as const]
    const kommentare = week === 1 ? [{ text: 'Bitte die Maße ergänzen', von: durch }] : []
    if (week < freigaben) {
      const vorher = kette.at(-1)?.hash ?? null
      const jws = await signFreigabe({ nachweisId: id, hash, vorgang: 'freigegeben', zeitpunkt, durch, vorher }, signer)
      signatures.push(jws)
      append(canonicalize({ art: 'nachweis.freigegeben', nachweisId: id, signatur: sha256(jws) }))
    }
    nachweise.push({
      ...{ id, fremdId, text, hash, status: 'freigegeben' },
      ...{ verlauf: canonicalize(verlauf), kommentare: canonicalize(kommentare) },
    })
    lieferung.ausbildungsnachweise.push({ fremdId, inhalt, verlauf, ...(week === 1 ? { kommentare } : {}) })
  }
  return {
    signer,
    schluessel,
    eingabe: {
      uebermittlungId: uuid(3, 1),
      anforderungId: uuid(4, 1),
      knr: '153',
      zweck: 'abschlusspruefung',
      rechtsgrundlage: 'BBiG § 43 Abs. 1 Nr. 2',
      erstelltAm: '2027-01-11T09:00:00Z',
      iss: 'https://gateway.example',
      berichtsheft: { id: uuid(1, 1), text: canonicalize(kopf) },
      nachweise,
      kette,
      freigaben: signatures,
      vollstaendigkeit: {
        verstoesse: [{ regel: 'K1', schwere: 'hinweis', pfad: '', text: 'Lückenlos.', textEnglisch: 'Without gaps.' }],
        statistik: { K1: { erwartet: weeks, freigegeben: weeks } },
      },
      erklaerungen: [
        {
          erklaerender: { name: 'Tilda Ehrlichmann', rolle: 'auszubildende' },
          wortlaut: 'Ich habe die Nachweise selbst geschrieben.',
          zeitpunkt: '2027-01-10T18:00:00Z',
        },
      ],
      xml: Buffer.from(writeXml(dokumente.lieferung.element, lieferung)),
      pdf: Buffer.from('%PDF-1.7 Beispiel'),
      anhaenge: weeks === 0 ? [] : [{ sha256: sha256(attachment), bytes: attachment }],
      jwks: publicJwks([{ publicJwk: schluessel.publicJwk, gueltigVon: '2024-08-01T00:00:00Z' }]),
    },
  }
}

/** Reads `berichtsheft.xml` as the command line does. */
export const readBeispielXml = (bytes: Uint8Array): Lieferung => {
  const { element, value } = readXml(bytes)
  if (element !== dokumente.lieferung.element) throw new Error(`element "${dokumente.lieferung.element}" expected`)
  return value as Lieferung
}
