import {
  type CreateNachuntersuchung,
  type CreateVertragsloeschung,
  type CreateVertragsnachforderung,
  pruefeLoeschung,
} from '@berichtsheft/core'
import { heuteOf } from '../../heute.ts'
import { ProblemError } from '../../problem-error.ts'
import {
  type AusbildungsvertragRow,
  abfassungOf,
  vertragOf,
  vertragsspalten,
} from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { findVertragseinstellungen } from '../ausbildungsvertrag/einstellungen.service.ts'
import { checkFrist, type Lage, urheberOf } from '../ausbildungsvertrag/schritte.service.ts'
import { mailAlleParteien, mailUnternehmen } from '../ausbildungsvertrag/verlaufsmail.ts'
import { befund, refuseBefunde } from '../ausbildungsvertrag/vertragsbefund.ts'
import { moveVertrag } from '../ausbildungsvertrag/vertragsschritt.ts'
import { bezugOf, checkEingetragen, noteVertrag } from './aufloesung.service.ts'
import { erledigt } from './erinnerung.service.ts'

/** Sets the company a deadline to mend a defect, and tells it; another one takes its place. */
export const setMaengelfrist = async (
  lage: Lage,
  mangel: CreateVertragsnachforderung,
): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row, now } = lage
  checkEingetragen(row)
  const { frist, text } = mangel
  checkFrist(frist, now)
  const spalten = { maengelfrist: JSON.stringify(mangel), maengelfrist_von: aufrufer.clientId, frist_gemeldet: null }
  const stored = await noteVertrag(lage, 'maengelfrist', spalten, { frist })
  await mailUnternehmen(trx, bezugOf(stored), 'vertragMaengelfrist', { frist, text })
  return stored
}

/** Takes a deadline off: the defect is mended. @throws ProblemError conflict when there is none */
export const settleMaengelfrist = async (lage: Lage): Promise<AusbildungsvertragRow> => {
  if (lage.row.maengelfrist === null) throw new ProblemError('conflict', { detail: 'There is no such deadline' })
  return noteVertrag(lage, 'maengelbehebung', { maengelfrist: null, maengelfrist_von: null, frist_gemeldet: null })
}

/** Notes that the certificate of the second examination was shown; the reminders end. */
export const reportNachuntersuchung = async (
  lage: Lage,
  { untersuchung, dokument }: CreateNachuntersuchung,
): Promise<AusbildungsvertragRow> => {
  const { row, now } = lage
  checkEingetragen(row)
  if (untersuchung.datum > heuteOf(now))
    refuseBefunde([
      befund('DAV-059', '/untersuchung/datum', 'Dieser Tag liegt in der Zukunft.', 'This day lies in the future.'),
    ])
  const vertrag = vertragOf(row)
  const dokumente = dokument === undefined ? vertrag.dokumente : [...(vertrag.dokumente ?? []), dokument].slice(-60)
  const next = { ...vertrag, nachuntersuchung: untersuchung, ...(dokumente && { dokumente }) }
  // It is no change of what was agreed, so the proofs of that stay.
  const spalten = {
    ...vertragsspalten(next),
    ...(row.abfassung === null ? {} : { abfassung: abfassungOf(next) }),
    erinnerungsstufe: erledigt,
    erinnerung_am: null,
  }
  return noteVertrag(lage, 'nachuntersuchung', spalten)
}

/**
 * Deletes a registration, where the law asks for it, and tells everybody. With four eyes another person deletes than who set
 * the deadline.
 *
 * @throws ProblemError rule-violated with what is not fulfilled, conflict
 */
export const deleteEintragung = async (
  lage: Lage,
  loeschung: CreateVertragsloeschung,
): Promise<AusbildungsvertragRow> => {
  const { trx, aufrufer, row, now } = lage
  const heute = heuteOf(now)
  const { vierAugen } = await findVertragseinstellungen(trx, row.knr ?? undefined)
  if (vierAugen && row.maengelfrist_von === aufrufer.clientId)
    throw new ProblemError('conflict', { detail: 'Another person deletes than the one who set the deadline' })
  const maengelfrist: string | undefined = row.maengelfrist === null ? undefined : JSON.parse(row.maengelfrist).frist
  const offene = pruefeLoeschung({
    vertrag: vertragOf(row),
    loeschung,
    stichtag: heute,
    ...(maengelfrist === undefined ? {} : { maengelfrist }),
  })
  const moved = await moveVertrag(trx, row, 'loeschung', {
    ...urheberOf(lage),
    grund: loeschung.grund,
    offene,
    bedingungen: offene.length === 0 ? ['loeschungsgrund'] : [],
    spalten: { ausgeschieden_am: heute, aufloesungsmeldung: null },
    daten: { anlass: loeschung.anlass },
  })
  await mailAlleParteien(trx, bezugOf(moved), 'eintragungGeloescht', { grund: loeschung.grund })
  return moved
}
