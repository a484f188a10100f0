import type { Lieferung } from '../../contract/berichtsheft.ts'
import { limits } from '../../contract/limits.ts'
import { type Json, valueAt } from './json.ts'
import { paketdateien } from './manifest.ts'
import { type Heft, type Pruefstand, pairUp, quote, toBefundnachweis } from './pruefstand.ts'
import { findUnterschiede } from './unterschied.ts'

/** Reads the book out of `berichtsheft.xml`; throws when it is not readable. */
export type ReadXml = (bytes: Uint8Array) => Lieferung | Promise<Lieferung>

const datei = paketdateien.xml

/**
 * Compares the book as XML with the book as JSON and names every report and field in which they differ, with both values.
 * Where only one of the two files was changed, the other still tells what was signed.
 */
export const checkXml = async (stand: Pruefstand, heft: Heft | undefined, readXml: ReadXml | undefined) => {
  const { liste } = stand
  const bytes = stand.dateien.get(datei)
  if (bytes === undefined) return
  if (readXml === undefined) return liste.add('xmlNichtVerglichen', {}, { datei })
  let lieferung: Lieferung
  try {
    lieferung = await readXml(bytes)
  } catch (error) {
    return liste.add('xmlUnlesbar', { fehler: error instanceof Error ? error.message : String(error) }, { datei })
  }
  if (heft === undefined) return liste.add('xmlNichtVerglichen', {}, { datei })
  compareHead(stand, heft, lieferung)
  compareReports(stand, heft, lieferung)
}

const compareHead = (stand: Pruefstand, heft: Heft, lieferung: Lieferung): void =>
  compare(stand, heft.berichtsheft.inhalt, lieferung.berichtsheft as Json, (pfad) => ({
    datei,
    pfad: `/berichtsheft${pfad}`,
  }))

const compareReports = (stand: Pruefstand, heft: Heft, lieferung: Lieferung): void => {
  const { liste, manifest } = stand
  const reports = heft.ausbildungsnachweise
  const inXml = lieferung.ausbildungsnachweise
  const { paare, fehlt, zusaetzlich } = pairUp(
    reports.map(({ fremdId }) => fremdId),
    inXml.map(({ fremdId }) => fremdId),
  )
  const listed = new Map(manifest.nachweise.map((nachweis) => [nachweis.id, toBefundnachweis(nachweis)]))
  const stelleOf = (index: number, pfad: string) => {
    const nachweis = listed.get(reports[index]?.id ?? '')
    return { datei, pfad, ...(nachweis === undefined ? {} : { nachweis }) }
  }
  for (const [index, partner] of paare) {
    const { fremdId, inhalt, verlauf, kommentare } = reports[index] as Heft['ausbildungsnachweise'][number]
    // What a delivery holds of a report; the state follows from its last step.
    const expected = {
      ...{ fremdId, inhalt },
      ...(verlauf === undefined ? {} : { verlauf }),
      ...(kommentare === undefined ? {} : { kommentare }),
    }
    compare(stand, expected, inXml[partner] as unknown as Json, (pfad) => stelleOf(index, pfad))
  }
  for (const index of fehlt) liste.add('xmlOhneNachweis', {}, stelleOf(index, ''))
  for (const index of zusaetzlich) {
    liste.add('xmlMitNachweis', { fremdId: quote(inXml[index]?.fremdId) }, { datei })
  }
}

const compare = (
  { liste }: Pruefstand,
  json: Json,
  xml: Json,
  stelleOf: (pfad: string) => { datei: string; pfad: string },
): void => {
  for (const { pfad } of findUnterschiede(json, xml, limits.paketBefunde)) {
    const values = { xml: quote(valueAt(xml, pfad)), json: quote(valueAt(json, pfad)) }
    liste.add('xmlAnders', values, stelleOf(pfad))
  }
}
