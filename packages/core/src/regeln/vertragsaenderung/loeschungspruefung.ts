import type { Datum } from '../../contract/common.ts'
import type { Verstoss } from '../../contract/problem.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import type { CreateVertragsloeschung } from '../../contract/vertragsende.ts'
import { befundOf } from './befund.ts'
import { isNachuntersuchungVorgelegt, planOf } from './nachuntersuchungsstand.ts'

/** What a deletion of the registration is decided with. */
export interface Loeschungslage {
  readonly vertrag: Vertragsentwurf
  readonly loeschung: CreateVertragsloeschung
  readonly stichtag: Datum
  /** Last day that the chamber set to mend the defect (BBiG § 32 Abs. 2). */
  readonly maengelfrist?: Datum
}

const nachuntersuchung = befundOf('DAV-060', 'BBiG § 35 Abs. 2 Satz 2; JArbSchG § 33')
const mangel = befundOf('DV-03', 'BBiG § 32 Abs. 2, § 35 Abs. 2')

const pruefeFrist = ({ maengelfrist, stichtag }: Loeschungslage): Verstoss[] => {
  if (maengelfrist === undefined)
    return [
      mangel('/maengelfrist', {
        de: 'Vor der Löschung setzt die Kammer eine Frist, den Mangel zu beheben.',
        en: 'Before the deletion the chamber sets a deadline to mend the defect.',
      }),
    ]
  return maengelfrist >= stichtag
    ? [
        mangel('/maengelfrist', {
          de: 'Die gesetzte Frist ist noch nicht abgelaufen.',
          en: 'The deadline that was set has not passed yet.',
        }),
      ]
    : []
}

const pruefeNachuntersuchung = (lage: Loeschungslage): Verstoss[] => {
  const { vertrag, loeschung, stichtag } = lage
  if (planOf(vertrag) === undefined)
    return [
      nachuntersuchung('/anlass', {
        de: 'Für diesen Vertrag ist keine Nachuntersuchung nötig.',
        en: 'This contract needs no second examination.',
      }),
    ]
  if (isNachuntersuchungVorgelegt(vertrag))
    return [
      nachuntersuchung('/anlass', {
        de: 'Die Bescheinigung über die Nachuntersuchung liegt vor.',
        en: 'The certificate of the second examination is there.',
      }),
    ]
  const { pruefungsanmeldungAm: tag } = loeschung
  const isAngemeldet = tag !== undefined && tag <= stichtag
  return [
    ...(isAngemeldet
      ? []
      : [
          nachuntersuchung('/pruefungsanmeldungAm', {
            de: 'Die Bescheinigung muss erst am Tag der Anmeldung zur Zwischenprüfung oder zu Teil 1 vorliegen.',
            en: 'The certificate has to be there only on the day of the application to the intermediate exam or part 1.',
          }),
        ]),
    ...pruefeFrist(lage),
  ]
}

/**
 * What stands in the way of the deletion of a registration: the certificate of the second examination is missing on the
 * day of the application to the exam, or the training may not be registered any more; and what can be mended was not
 * mended in time.
 *
 * @see BBiG § 32 Abs. 2, § 35 Abs. 2; DAV-060
 */
export const pruefeLoeschung = (lage: Loeschungslage): Verstoss[] => {
  if (lage.loeschung.anlass === 'nachuntersuchung') return pruefeNachuntersuchung(lage)
  return lage.loeschung.unbehebbar === true ? [] : pruefeFrist(lage)
}
