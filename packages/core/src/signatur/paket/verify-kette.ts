import { type Freigabesignatur, verifyFreigabe } from '../freigabesignatur.ts'
import { sha256 } from '../hash.ts'
import { type Kettenglied, verifyKette } from '../kette.ts'
import type { Jwks } from '../schluessel.ts'
import { SignaturError } from '../signatur-error.ts'
import { parseJson } from './json.ts'
import { freigabenForm, ketteForm, paketdateien } from './manifest.ts'
import { type Heft, type Pruefstand, toBefundnachweis } from './pruefstand.ts'

/** Checks the event chain against itself and against the head that the manifest names; answers the events. */
export const checkKette = (stand: Pruefstand): readonly Kettenglied[] => {
  const datei = paketdateien.kette
  const glieder = readForm(stand, datei, ketteForm) ?? []
  const result = verifyKette(glieder)
  const { kette } = stand.manifest
  if (!result.gueltig) {
    stand.liste.add('kette', { nr: result.nr, grund: result.grund }, { datei, pfad: `/${result.nr - 1}` })
  } else if (result.anzahl !== kette.anzahl || result.kopf !== kette.kopf) {
    stand.liste.add('kettenende', {}, { datei })
  }
  return glieder
}

/**
 * Checks the signed approvals: signature, place in the event chain (an approval signs the head before it, and the event
 * after that head names the approval), and that what counts as approved is the text that was approved. Answers their number.
 */
export const checkFreigaben = async (
  stand: Pruefstand,
  kette: readonly Kettenglied[],
  jwks: Jwks | undefined,
  heft: Heft | undefined,
): Promise<number> => {
  const datei = paketdateien.freigaben
  const { liste, manifest } = stand
  const jwsList = readForm(stand, datei, freigabenForm) ?? []
  if (jwks === undefined) return jwsList.length
  const places = new Map<string | null, number>([[null, 0], ...kette.map(({ hash, nr }) => [hash, nr] as const)])
  const listed = new Map(manifest.nachweise.map((nachweis) => [nachweis.id, toBefundnachweis(nachweis)]))
  const last = new Map<string, Freigabesignatur>()
  for (const [index, jws] of jwsList.entries()) {
    const pfad = `/${index}`
    try {
      const freigabe = await verifyFreigabe(jws, jwks)
      last.set(freigabe.nachweisId, freigabe)
      const next = kette[places.get(freigabe.vorher) ?? Number.NaN]
      const recorded = next !== undefined && (next.text.includes(jws) || next.text.includes(sha256(jws)))
      const nachweis = listed.get(freigabe.nachweisId)
      if (!recorded) {
        liste.add('freigabeKette', { nr: index + 1 }, { datei, pfad, ...(nachweis === undefined ? {} : { nachweis }) })
      }
    } catch (error) {
      if (!(error instanceof SignaturError)) throw error
      liste.add('freigabe', { nr: index + 1, grund: error.grund }, { datei, pfad })
    }
  }
  if (heft !== undefined) checkApproved(stand, heft, last)
  return jwsList.length
}

const checkApproved = (
  { liste, manifest }: Pruefstand,
  heft: Heft,
  last: ReadonlyMap<string, Freigabesignatur>,
): void => {
  const reports = new Map(heft.ausbildungsnachweise.map((bericht) => [bericht.id, bericht]))
  let unsigned = 0
  for (const nachweis of manifest.nachweise) {
    const status = reports.get(nachweis.id)?.status
    if (status !== 'freigegeben' && status !== 'stufe1Freigegeben') continue
    const freigabe = last.get(nachweis.id)
    if (freigabe === undefined) unsigned += 1
    else if (freigabe.hash !== nachweis.hash || freigabe.vorgang !== status) {
      const stelle = { datei: paketdateien.freigaben, nachweis: toBefundnachweis(nachweis) }
      liste.add('freigabeAndererText', {}, stelle)
    }
  }
  if (unsigned > 0) liste.add('freigabenOhneUnterschrift', { anzahl: unsigned }, { datei: paketdateien.freigaben })
}

/** Reads a JSON file of the package; one that is missing or no JSON was named before. */
const readForm = <T>(
  { dateien, liste }: Pruefstand,
  datei: string,
  form: { check: (value: unknown) => { pfad: string; text: string } | undefined; has: (value: unknown) => value is T },
): T | undefined => {
  const bytes = dateien.get(datei)
  const value = bytes === undefined ? undefined : parseJson(bytes)
  if (value === undefined || form.has(value)) return value
  const fehler = form.check(value)
  return liste.add('form', { datei, fehler: fehler?.text ?? '' }, { datei, pfad: fehler?.pfad ?? '' })
}
