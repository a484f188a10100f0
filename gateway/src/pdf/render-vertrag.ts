import {
  canonicalize,
  Empfangsform,
  nameOfKammer,
  type Vertragsausfertigung,
  type Vertragsentwurf,
  Vertragspartei,
  type Zeitpunkt,
} from '@berichtsheft/core'

import { sha256 } from '@berichtsheft/core/signatur'
import { writeFassungsmarke } from '../dokumente/fassungsmarke.ts'
import { formatInstant } from './formats.ts'
import { openDocument } from './open-document.ts'
import { createPage, styles } from './page.ts'
import { createTaggedPage, leer, type TaggedPage } from './tagged-page.ts'
import { texts } from './texts.ts'
import { createTypesetter } from './typesetter.ts'
import { listBedingungen } from './vertrag-bedingungen.ts'
import { listParteien } from './vertrag-parteien.ts'
import { type Abschnitt, angabe, code, parteiname, spalte, tag, text, vertretername } from './vertrag-werte.ts'
import { findVertragstext, grundlageOf } from './vertragstext.ts'

/** What a contract is rendered from. */
export interface PdfVertrag {
  readonly ausfertigung: Vertragsausfertigung
  /** The contract or a draft of it: what is missing is shown as empty. */
  readonly vertrag: Vertragsentwurf
  /** Id of the contract; with a released version it is printed as a code that is read from the signed scan. */
  readonly vertragId?: string
  /** Hash of the version that was released; without it the rendering says that it is a draft. */
  readonly abfassung?: string
  readonly eintragungsnummer?: string
  readonly erstelltAm: Zeitpunkt
}

const titel = {
  antrag: text('Antrag auf Eintragung', 'Application for registration'),
  ausbildender: text('Berufsausbildungsvertrag', 'Training contract'),
  azubi: text('Berufsausbildungsvertrag', 'Training contract'),
} as const

const untertitel = {
  antrag: {
    bbig: 'eines Berufsausbildungsvertrags in das Verzeichnis der Berufsausbildungsverhältnisse (BBiG § 36)',
    hwo: 'eines Berufsausbildungsvertrags in die Lehrlingsrolle (HwO § 30)',
  },
  ausbildender: {
    bbig: 'nach BBiG §§ 10, 11 · Exemplar der Ausbildenden',
    hwo: 'nach BBiG §§ 10, 11 und der HwO · Exemplar der Ausbildenden',
  },
  azubi: {
    bbig: 'nach BBiG §§ 10, 11 · Exemplar der Auszubildenden',
    hwo: 'nach BBiG §§ 10, 11 und der HwO · Exemplar der Auszubildenden',
  },
} as const

const worte = {
  entwurf: text('Entwurf, nicht zur Unterschrift', 'draft, not for signature'),
  eigenerText: text(
    'Dieser Vertrag hat einen eigenen Vertragstext der Ausbildenden. Er ist als Anlage beigefügt und Teil des Vertrags.',
    'This contract has an own text of the company, which is attached and part of it.',
  ),
  klauseln: text('Vertragstext', 'Clauses'),
  marke: text('Kennzeichen der Fassung als QR-Code', 'Mark of the version as a QR code'),
  massgeblich: 'Maßgeblich ist der deutsche Text. · The German text is what counts.',
  erklaerung:
    'Die Ausbildenden beantragen die Eintragung des Vertrags und erklären, dass die Angaben vollständig und richtig sind und dem Vertrag entsprechen, den beide Seiten geschlossen haben. · The company applies for the registration and declares that all data are complete, correct and those of the contract.',
  unterschriften: text('Unterschriften', 'Signatures'),
  empfang: text('Empfang des Vertrags', 'Receipt of the contract'),
  erklaert: text('Erklärung', 'Declaration'),
  ort: text('Ort, Datum', 'Place, date'),
  unterschrift: text('Unterschrift', 'Signature'),
} as const

const kammerName = ({ knr }: Vertragsentwurf): string | undefined => {
  if (knr === undefined) return undefined
  const name = nameOfKammer(knr)
  return name === undefined ? knr : `${name} (${knr})`
}

/**
 * Renders one of the three forms of a contract as tagged PDF/A-3a, German first. All of them come from one data set, name the
 * hash of its version and show every field, empty ones as empty; equal input gives equal bytes.
 *
 * @see DV-01, DV-05, DV-17, DV-18; BBiG §§ 11, 36; HwO § 30
 */
export const renderVertrag = async (antrag: PdfVertrag): Promise<Uint8Array> => {
  const { ausfertigung, vertrag, erstelltAm } = antrag
  const { doc, done } = await openDocument({
    titel: titel[ausfertigung].de,
    erstelltAm,
    subset: 'PDF/A-3a',
    bufferPages: true,
  })
  const type = createTypesetter(doc)
  const page = createPage(doc, type)
  page.next()
  const draw = createTaggedPage(doc, page)
  drawHead(draw, antrag)
  await drawMarke(draw, antrag)
  const isAntrag = ausfertigung === 'antrag'
  for (const abschnitt of [...listParteien(vertrag, isAntrag), ...listBedingungen(vertrag, isAntrag)])
    drawAbschnitt(draw, abschnitt)
  if (isAntrag) drawErklaerung(draw, vertrag)
  else {
    drawKlauseln(draw, vertrag)
    drawAbschluss(draw, vertrag)
  }
  const missing = type.countMissing()
  if (missing > 0)
    draw.paragraph(`${texts.ersatzzeichen.de} ${missing} · ${texts.ersatzzeichen.en} ${missing}`, styles.label)
  const version = antrag.abfassung === undefined ? worte.entwurf.de : `Fassung ${antrag.abfassung.slice(0, 16)}`
  draw.footers(`${titel[ausfertigung].de} · ${version}`, (nr, of) => `Seite ${nr} von ${of} · page ${nr} of ${of}`)
  doc.end()
  return done
}

const drawHead = (
  draw: TaggedPage,
  { ausfertigung, vertrag, abfassung, eintragungsnummer, erstelltAm }: PdfVertrag,
): void => {
  draw.heading('H1', titel[ausfertigung])
  draw.paragraph(untertitel[ausfertigung][vertrag.rechtsgrundlage ?? 'bbig'], styles.body)
  draw.gap(6)
  if (abfassung === undefined) draw.paragraph(`${worte.entwurf.de} · ${worte.entwurf.en}`, styles.strong)
  const klauseln = findVertragstext(vertrag.vertragstext?.vorlage)
  draw.facts(
    [
      angabe('Zuständige Kammer', 'Chamber in charge', kammerName(vertrag)),
      angabe('Eintragungsnummer', 'Number of the registration', eintragungsnummer),
      angabe('Fassung (SHA-256)', 'Version (SHA-256)', abfassung),
      angabe(
        'Vertragstext',
        'Clauses',
        klauseln === undefined
          ? vertrag.vertragstext?.vorlage
          : `${klauseln.vorlage} (SHA-256 ${sha256(canonicalize(klauseln)).slice(0, 16)})`,
      ),
      angabe('Erstellt am', 'Made on', formatInstant(erstelltAm)),
    ],
    2,
  )
}

/** The mark of a released version, which tells a scan of it from a scan of another one (DV-05). */
const drawMarke = async (draw: TaggedPage, { vertragId, abfassung }: PdfVertrag): Promise<void> => {
  if (vertragId === undefined || abfassung === undefined) return
  const { default: encodeQr } = await import('qr')
  const marke = writeFassungsmarke({ vertragId, abfassung })
  draw.code(encodeQr(marke, 'raw', { ecc: 'medium', border: 2 }), worte.marke, marke)
}

const drawAbschnitt = (draw: TaggedPage, { titel: heading, teile }: Abschnitt): void => {
  draw.heading('H2', heading)
  for (const teil of teile) {
    if (teil.art === 'angaben') draw.facts(teil.angaben, teil.spalten)
    else if (teil.art === 'tabelle') {
      draw.caption(teil.titel)
      draw.table(teil.tabelle)
    } else {
      draw.paragraph(`${teil.titel.de} · ${teil.titel.en}`, styles.label)
      draw.paragraph(teil.text ?? leer, styles.body)
      draw.gap(4)
    }
  }
}

const drawKlauseln = (draw: TaggedPage, { vertragstext, rechtsgrundlage }: Vertragsentwurf): void => {
  draw.heading('H2', worte.klauseln)
  const vorlage = findVertragstext(vertragstext?.vorlage)
  if (!vorlage) {
    draw.paragraph(`${worte.eigenerText.de} · ${worte.eigenerText.en}`, styles.body)
    return
  }
  draw.paragraph(worte.massgeblich, styles.label)
  vorlage.klauseln.forEach((klausel, i) => {
    draw.clause(`${i + 1}. ${klausel.titel}`, grundlageOf(klausel, rechtsgrundlage))
    klausel.absaetze.forEach((absatz, nr) => {
      draw.paragraph(klausel.absaetze.length === 1 ? absatz : `(${nr + 1}) ${absatz}`, styles.body)
    })
  })
}

/** Who signs: company, apprentice, and every representative. */
const listUnterzeichner = (vertrag: Vertragsentwurf): string[] => [
  `Ausbildende (${parteiname(vertrag, 'ausbildender') ?? leer})`,
  `Auszubildende (${parteiname(vertrag, 'azubi') ?? leer})`,
  ...(vertrag.vertreter ?? []).map((one) => `Gesetzliche Vertretung (${vertretername(one) ?? leer})`),
]

/** Lines to sign on while nobody has signed, or the signatures and receipts that are there. */
const drawAbschluss = (draw: TaggedPage, vertrag: Vertragsentwurf): void => {
  if (vertrag.vertragsform !== 'textform' && vertrag.unterschriften === undefined) {
    draw.heading('H2', worte.unterschriften)
    draw.signatures(listUnterzeichner(vertrag), worte.ort, worte.unterschrift)
  }
  drawNachweise(draw, vertrag)
}

const drawNachweise = (draw: TaggedPage, vertrag: Vertragsentwurf): void => {
  const { vertragsform, unterschriften, empfangsnachweise } = vertrag
  if (unterschriften !== undefined) {
    draw.heading('H2', worte.unterschriften)
    draw.table({
      spalten: [spalte('Partei', 'Party'), spalte('Name', 'Name'), spalte('Unterschrieben am', 'Signed on', 2)],
      zeilen: unterschriften.map((one) => [
        code(Vertragspartei, one.partei),
        parteiname(vertrag, one.partei, one.vertreterNummer),
        tag(one.datum),
      ]),
    })
  }
  if (vertragsform === 'schriftlich' && empfangsnachweise === undefined) return
  draw.heading('H2', worte.empfang)
  draw.table({
    spalten: [spalte('Partei', 'Party'), spalte('Name', 'Name'), spalte('Form', 'Form'), spalte('Zeitpunkt', 'When')],
    zeilen: (empfangsnachweise ?? []).map((one) => [
      code(Vertragspartei, one.partei),
      parteiname(vertrag, one.partei, one.vertreterNummer),
      code(Empfangsform, one.form),
      one.zeitpunkt === undefined ? tag(one.datum) : formatInstant(one.zeitpunkt),
    ]),
  })
}

/** The declaration of the company; who applies jointly for an Anrechnung or a Verkürzung signs, too. */
const drawErklaerung = (draw: TaggedPage, vertrag: Vertragsentwurf): void => {
  drawNachweise(draw, vertrag)
  draw.heading('H2', worte.erklaert)
  draw.paragraph(worte.erklaerung, styles.body)
  const isJoint = [...(vertrag.anrechnungen ?? []), ...(vertrag.verkuerzungen ?? [])].some(
    (one) => one.gemeinsamerAntrag,
  )
  const names = listUnterzeichner(vertrag)
  draw.signatures(isJoint ? names : names.slice(0, 1), worte.ort, worte.unterschrift)
}
