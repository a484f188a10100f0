import type { CreateVertragsempfang, Empfangsnachweis, Vertragsstatus } from '@berichtsheft/core'
import { ProblemError } from '../../problem-error.ts'
import { hasAlleEmpfangsnachweise, isSelbePartei } from './abfassung.service.ts'
import { type AusbildungsvertragRow, abfassungOf, vertragOf } from './ausbildungsvertrag.queries.ts'
import { type Lage, urheberOf } from './schritte.service.ts'
import { appendVertragsereignis } from './vertrag-ereignis.ts'
import { befund, refuseBefunde } from './vertragsbefund.ts'
import { moveVertrag, storeVersion } from './vertragsschritt.ts'

/** States in which receipts of the text still count for the registration. */
const offen: readonly Vertragsstatus[] = [
  'entwurf',
  'eingereicht',
  'inPruefung',
  'nachforderung',
  'nachgereicht',
  'freigegebenZumDruck',
  'unterzeichnet',
  'zurBestaetigung',
]

const asOf = (nachweis: Empfangsnachweis, abfassung: string): Empfangsnachweis => ({ ...nachweis, abfassung })

/**
 * Takes receipts of the text as it is that the company has collected itself, one per party; a newer one takes the place of the
 * one before. A version that waits for receipts is confirmed with the last of them (BBiG § 11 Abs. 2).
 *
 * @throws ProblemError conflict in a state in which nothing is to be proved; rule-violated for another text or an unknown party
 */
export const proveEmpfang = async (
  lage: Lage,
  { abfassung, empfangsnachweise }: CreateVertragsempfang,
): Promise<AusbildungsvertragRow> => {
  const { trx, row, now } = lage
  if (!offen.includes(row.status))
    throw new ProblemError('conflict', { detail: `The contract is in the state ${row.status}` })
  const vertrag = vertragOf(row)
  const vertreter = vertrag.vertreter?.length ?? 0
  refuseBefunde([
    ...(abfassung === abfassungOf(vertrag)
      ? []
      : [
          befund(
            'DAV-017',
            '/abfassung',
            'Die Nachweise gehören zu einem anderen Text des Vertrags.',
            'The receipts belong to another text of the contract.',
          ),
        ]),
    ...empfangsnachweise.flatMap(({ partei, vertreterNummer = 0, abfassung: own = abfassung }, i) =>
      (partei === 'vertreter' && vertreterNummer >= vertreter) || own !== abfassung
        ? [
            befund(
              'DAV-017',
              `/empfangsnachweise/${i}`,
              'Der Nachweis nennt eine Partei oder einen Text, den dieser Vertrag nicht hat.',
              'The receipt names a party or a text that this contract does not have.',
            ),
          ]
        : [],
    ),
  ])
  const others = (vertrag.empfangsnachweise ?? []).filter(
    (old) => !empfangsnachweise.some((one) => isSelbePartei(one, old)),
  )
  const next = {
    ...vertrag,
    empfangsnachweise: [...others, ...empfangsnachweise.map((one) => asOf(one, abfassung))].slice(-10),
  }
  const daten = { abfassung }
  if (row.status === 'zurBestaetigung' && hasAlleEmpfangsnachweise(next))
    return moveVertrag(trx, row, 'bestaetigung', {
      ...urheberOf(lage),
      bedingungen: ['alleEmpfangsnachweise'],
      vertrag: next,
      daten,
    })
  const stored = await storeVersion(trx, row, now, {}, next)
  await appendVertragsereignis(trx, {
    vertragId: row.id,
    art: 'vertrag.empfang',
    durch: urheberOf(lage).durch,
    zeitpunkt: now,
    daten,
  })
  return stored
}
