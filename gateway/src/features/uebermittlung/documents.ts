import {
  type Beteiligter,
  type CreateBerichtsheft,
  completenessReport,
  dokumente,
  type Heftvertrag,
  type Kommentar,
  type Lieferung,
  type Nachweisinhalt,
  type Schritt,
  standardRegelkonfig,
  type Vollstaendigkeitsbericht,
  type Zeitraum,
  type Zweck,
} from '@berichtsheft/core'
import type { Paketbericht } from '@berichtsheft/core/signatur'
import type { Dokumentbefund, Dokumentfrage } from '../../dokumente/dokument-pruefung.ts'
import type { PdfNachweis } from '../../pdf/draw-nachweis.ts'
import type { PdfBrief } from '../../pdf/render-brief.ts'
import type { PdfVertrag } from '../../pdf/render-vertrag.ts'
import type { PdfVertragsbriefe } from '../../pdf/render-vertragsbrief.ts'

/** A book as the database holds it: finished canonical texts. */
export interface GespeichertesHeft {
  readonly id: string
  /** Canonical JSON of the head (`CreateBerichtsheft`). */
  readonly kopf: string
  /** In the order of their pages. */
  readonly nachweise: readonly Paketbericht[]
}

/** What is to be checked and written about a book that is presented to a chamber. */
export interface VorlageOrder {
  readonly art: 'vorlage'
  readonly heft: GespeichertesHeft
  /** The registered contract of the book, where it is known. */
  readonly heftvertrag?: Heftvertrag
  readonly uebermittlungId: string
  readonly anforderungId?: string
  readonly zweck: Zweck
  readonly rechtsgrundlage?: string
  /** Released period. */
  readonly umfang?: Zeitraum
  /** Requested period. */
  readonly angefordert?: Zeitraum
  readonly unternehmen: string
  readonly freigebender: Beteiligter
  readonly erstelltAm: string
  /** Legal day on which the rules are asked. */
  readonly stichtag: string
  /** Whether the chain of events holds (K10). */
  readonly ketteUnversehrt: boolean
  readonly withPdf: boolean
}

/** A book or a part of it to be written in one format. */
export interface ExportOrder {
  readonly art: 'json' | 'xml' | 'pdf'
  readonly heft: GespeichertesHeft
  readonly zeitraum?: Zeitraum
  readonly erstelltAm: string
}

/** A letter with an activation password. */
export interface BriefOrder extends PdfBrief {
  readonly art: 'brief'
}

/** One of the three renderings of a training contract. */
export interface VertragOrder extends PdfVertrag {
  readonly art: 'vertrag'
}

/** Letters about training contracts, in one file. */
export interface VertragsbriefeOrder extends PdfVertragsbriefe {
  readonly art: 'vertragsbriefe'
}

/** The parts of a package that take long to make. */
export interface Vorlageteile {
  readonly bericht: Vollstaendigkeitsbericht
  readonly xml: Uint8Array
  readonly pdf?: Uint8Array
}

/** A document that came in and is to be looked at. */
export interface PruefungOrder extends Dokumentfrage {
  readonly art: 'pruefung'
}

/** Work for a process that writes or reads documents, by what it answers. */
export type WriteOrder = VorlageOrder | ExportOrder | BriefOrder | VertragOrder | VertragsbriefeOrder | PruefungOrder
export type Written<O extends WriteOrder> = O extends VorlageOrder
  ? Vorlageteile
  : O extends PruefungOrder
    ? Dokumentbefund
    : Uint8Array

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8')

/**
 * Writes what an order asks for. Takes long: 20 ms for the XML of 156 reports and their check, half a second more for the
 * PDF; so the gateway has it done by processes of its own.
 */
export const writeDocument = async (order: WriteOrder): Promise<Vorlageteile | Dokumentbefund | Uint8Array> => {
  if (order.art === 'pruefung') {
    const { pruefeDokument } = await import('../../dokumente/dokument-pruefung.ts')
    return pruefeDokument(order)
  }
  if (order.art === 'brief') {
    const { renderBrief } = await import('../../pdf/render-brief.ts')
    return renderBrief(order)
  }
  if (order.art === 'vertrag') {
    const { renderVertrag } = await import('../../pdf/render-vertrag.ts')
    return renderVertrag(order)
  }
  if (order.art === 'vertragsbriefe') {
    const { renderVertragsbriefe } = await import('../../pdf/render-vertragsbrief.ts')
    return renderVertragsbriefe(order)
  }
  if (order.art === 'json') return utf8(toJsonText(order.heft))
  const lieferung = toLieferung(order.heft)
  if (order.art === 'vorlage') return writeVorlage(order, lieferung)
  const xml = await writeHeftXml(lieferung)
  if (order.art === 'xml') return xml
  const { renderBerichtsheft } = await import('../../pdf/render-berichtsheft.ts')
  return renderBerichtsheft({
    berichtsheft: lieferung.berichtsheft,
    nachweise: toPdfNachweise(order.heft, lieferung),
    erstelltAm: order.erstelltAm,
    ...(order.zeitraum === undefined ? {} : { zeitraum: order.zeitraum }),
    xml,
  })
}

/** The book as a delivery in JSON: the stored texts are put together, not parsed. */
const toJsonText = ({ kopf, nachweise }: GespeichertesHeft): string => {
  const items = nachweise.map(({ fremdId, text, verlauf, kommentare }) => {
    const steps = verlauf === '[]' ? '' : `,"verlauf":${verlauf}`
    const remarks = kommentare === '[]' ? '' : `,"kommentare":${kommentare}`
    return `{"fremdId":${JSON.stringify(fremdId)},"inhalt":${text}${remarks}${steps}}`
  })
  return `{"ausbildungsnachweise":[${items.join()}],"berichtsheft":${kopf}}`
}

const toLieferung = ({ kopf, nachweise }: GespeichertesHeft): Lieferung => ({
  berichtsheft: JSON.parse(kopf) as CreateBerichtsheft,
  ausbildungsnachweise: nachweise.map(({ fremdId, text, verlauf, kommentare }) => ({
    fremdId,
    inhalt: JSON.parse(text) as Nachweisinhalt,
    ...(verlauf === '[]' ? {} : { verlauf: JSON.parse(verlauf) as Schritt[] }),
    ...(kommentare === '[]' ? {} : { kommentare: JSON.parse(kommentare) as Kommentar[] }),
  })),
})

const writeHeftXml = async (lieferung: Lieferung): Promise<Uint8Array> => {
  const { writeXml } = await import('@berichtsheft/core/xml')
  return utf8(writeXml(dokumente.lieferung.element, lieferung))
}

const toPdfNachweise = ({ nachweise }: GespeichertesHeft, { ausbildungsnachweise }: Lieferung): PdfNachweis[] =>
  ausbildungsnachweise.map(({ inhalt, verlauf = [], kommentare = [] }, i) => {
    const stored = nachweise[i] as Paketbericht
    const status = stored.status === undefined ? {} : { status: stored.status }
    return { nr: i + 1, inhalt, hash: stored.hash, ...status, verlauf, kommentare }
  })

const checkCompleteness = (order: VorlageOrder, lieferung: Lieferung): Vollstaendigkeitsbericht => {
  const { heft, heftvertrag, zweck, umfang, angefordert, unternehmen, freigebender, stichtag } = order
  const ausbildungsnachweise = lieferung.ausbildungsnachweise.map((nachweis, i) => {
    const status = heft.nachweise[i]?.status
    return status === undefined ? nachweis : { ...nachweis, status }
  })
  const vorlage = {
    zweck,
    unternehmen,
    freigebender,
    ...(umfang === undefined ? {} : { umfang }),
    ...(angefordert === undefined ? {} : { angefordert }),
  }
  const kette = { unversehrt: order.ketteUnversehrt }
  return completenessReport(
    { berichtsheft: lieferung.berichtsheft, ausbildungsnachweise, vorlage, kette, ...(heftvertrag && { heftvertrag }) },
    { stichtag, konfig: standardRegelkonfig, empfaenger: 'kammer' },
  )
}

const writeVorlage = async (order: VorlageOrder, lieferung: Lieferung): Promise<Vorlageteile> => {
  const bericht = checkCompleteness(order, lieferung)
  const xml = await writeHeftXml(lieferung)
  if (!order.withPdf) return { bericht, xml }
  const { renderBerichtsheft } = await import('../../pdf/render-berichtsheft.ts')
  const { uebermittlungId, anforderungId, zweck, rechtsgrundlage, unternehmen, freigebender, umfang } = order
  const pdf = await renderBerichtsheft({
    berichtsheft: lieferung.berichtsheft,
    nachweise: toPdfNachweise(order.heft, lieferung),
    erstelltAm: order.erstelltAm,
    ...(umfang === undefined ? {} : { zeitraum: umfang }),
    vorlage: {
      uebermittlungId,
      ...(anforderungId === undefined ? {} : { anforderungId }),
      zweck,
      ...(rechtsgrundlage === undefined ? {} : { rechtsgrundlage }),
      unternehmen,
      freigebender,
    },
    bericht,
    xml,
  })
  return { bericht, xml, pdf }
}
