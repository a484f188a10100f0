import type { CreateVertragsbescheid, Verstoss, Vertragsuebergehung } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'
import { type AusbildungsvertragRow, abfassungOf, vertragOf } from './ausbildungsvertrag.queries.ts'
import { dokumentname, fehlendeDokumente, listDokumentnamen, toBescheid } from './dokumentliste.ts'
import type { Eintragungslage } from './eintragung.service.ts'
import { checkZuweisung, urheberOf } from './schritte.service.ts'
import { offeneFehler, pruefeMitUmgebung, readUmgebung } from './umfeld.service.ts'
import { appendVertragsereignis } from './vertrag-ereignis.ts'
import { befund, refuseBefunde } from './vertragsbefund.ts'
import { mailAntragsteller } from './vertragsmail.ts'
import { moveVertrag, storeVersion } from './vertragsschritt.ts'

/** What the check says against a complete application. */
const readMaengel = async ({ trx, aufrufer, row, katalog, now }: Eintragungslage) => {
  const vertrag = vertragOf(row)
  const pruefung = pruefeMitUmgebung(
    vertrag,
    katalog,
    await readUmgebung(trx, aufrufer, vertrag, now),
    row.eingang_am,
    now,
  )
  return {
    dokumente: fehlendeDokumente(pruefung),
    offene: offeneFehler(pruefung, JSON.parse(row.uebergehungen) as Vertragsuebergehung[]),
  }
}

const unstimmig = (text: string, textEnglisch: string): Verstoss => befund('DV-03', '/vollstaendig', text, textEnglisch)

/**
 * Tells the company whether its application is complete. What the check finds counts: it is added to a notice that something
 * is missing, and stands against one that all is there.
 *
 * @throws ProblemError conflict in a state in which the chamber does not look at it; rule-violated where check and notice differ
 */
export const giveBescheid = async (
  lage: Eintragungslage,
  { vollstaendig, verstoesse = [], dokumentarten: named = [], hinweis }: CreateVertragsbescheid,
): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row, now } = lage
  checkZuweisung(lage)
  if (row.status !== 'inPruefung')
    throw new ProblemError('conflict', { detail: `The contract is in the state ${row.status}` })
  const { dokumente, offene } = await readMaengel(lage)
  const fehlend = [...new Set([...named, ...dokumente])]
  const befunde = verstoesse.length > 0 ? verstoesse : offene
  const isMangelhaft = fehlend.length + befunde.length > 0
  if (vollstaendig && isMangelhaft)
    refuseBefunde([
      unstimmig('Es fehlen Unterlagen, oder Fehler sind offen.', 'Documents are missing, or errors are open.'),
      ...fehlend.map((art) => befund('DV-03', '/dokumente', `Es fehlt: ${dokumentname(art)}.`, `Missing: ${art}.`)),
      ...befunde,
    ])
  if (!vollstaendig && !isMangelhaft && (hinweis ?? '').trim() === '')
    refuseBefunde([unstimmig('Es ist nicht gesagt, was fehlt.', 'What is missing is not said.')])
  const bescheid = toBescheid(lage, {
    vollstaendig,
    ...(befunde.length === 0 ? {} : { verstoesse: befunde.slice(0, 1000) }),
    ...(fehlend.length === 0 ? {} : { dokumentarten: fehlend }),
    ...(hinweis === undefined ? {} : { hinweis }),
  })
  const stored = await storeVersion(trx, row, now, { bescheid: JSON.stringify(bescheid) })
  await appendVertragsereignis(trx, {
    vertragId: row.id,
    art: 'vertrag.bescheid',
    durch: aufrufer.clientId,
    zeitpunkt: now,
    daten: { vollstaendig: String(vollstaendig) },
  })
  await mailAntragsteller(trx, stored, vollstaendig ? 'vertragVollstaendig' : 'vertragUnvollstaendig', {
    dokumente: listDokumentnamen(fehlend),
    befunde: befunde.map(({ regel, text }) => `– ${text} (${regel})`).join('\n'),
    befundeEnglisch: befunde.map(({ regel, text, textEnglisch = text }) => `– ${textEnglisch} (${regel})`).join('\n'),
    text: hinweis ?? '',
  })
  return stored
}

/**
 * Freezes the version for print, and tells the company whether its documents are complete; what is missing comes with the signed
 * contract at the latest (DV-04, DV-24).
 */
export const releaseDruck = async (lage: Eintragungslage): Promise<AusbildungsvertragRow> => {
  const { trx, row } = lage
  checkZuweisung(lage)
  const abfassung = abfassungOf(vertragOf(row))
  const { dokumente } = await readMaengel(lage)
  // The signed contract itself is what the release asks for.
  const fehlend = dokumente.filter((art) => art !== 'vertrag')
  const bescheid = toBescheid(lage, {
    vollstaendig: fehlend.length === 0,
    ...(fehlend.length === 0 ? {} : { dokumentarten: fehlend }),
  })
  const moved = await moveVertrag(trx, row, 'druckfreigabe', {
    ...urheberOf(lage),
    spalten: { abfassung, bescheid: JSON.stringify(bescheid) },
    daten: { abfassung },
  })
  if (fehlend.length === 0) await mailAntragsteller(trx, moved, 'vertragFreigegeben')
  else await mailAntragsteller(trx, moved, 'vertragFreigegebenFehlend', { dokumente: listDokumentnamen(fehlend) })
  return moved
}
