import { expect, test } from 'vitest'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { createVertrag } from '../../testing/ausbildungsvertrag.ts'
import { describeRegel } from '../../testing/regeltabelle.ts'
import { findVerstoesse } from '../../testing/vertragsregel.ts'

const beginn = '2026-08-01'
const jahre = (...betraege: readonly number[]): NonNullable<Vertragsentwurf['verguetungen']> =>
  betraege.map((betrag, i) => ({ ausbildungsjahr: i + 1, betrag }))

const sachbezug = (betrag: number, verguetung: number): Vertragsentwurf => ({
  sachbezuege: [{ art: 'verpflegung', betrag }],
  verguetungen: jahre(verguetung),
})
describeRegel('DAV-106', [
  ['three quarters', sachbezug(75_000, 100_000), []],
  ['a cent more', sachbezug(75_001, 100_000), ['fehler /sachbezuege']],
  [
    'together',
    { sachbezuege: [{ betrag: 40_000 }, { betrag: 35_001 }], verguetungen: jahre(100_000) },
    ['fehler /sachbezuege'],
  ],
  ['of another year', { sachbezuege: [{ betrag: 75_001, ausbildungsjahr: 2 }], verguetungen: jahre(100_000) }, []],
  [
    'of the second year',
    { sachbezuege: [{ betrag: 75_001, ausbildungsjahr: 2 }], verguetungen: jahre(90_000, 100_000) },
    ['fehler /sachbezuege'],
  ],
  ['no pay told', { sachbezuege: [{ betrag: 75_001 }] }, []],
])

const wert = (teil: NonNullable<Vertragsentwurf['sachbezuege']>[number], tag = beginn): Vertragsentwurf => ({
  beginn: tag,
  sachbezuege: [teil],
})
const anders = ['warnung /sachbezuege/0/betrag']
describeRegel('DAV-107', [
  ['board 2026', wert({ art: 'verpflegung', betrag: 34_500 }), []],
  ['board 2026, a cent more', wert({ art: 'verpflegung', betrag: 34_501 }), anders],
  ['board 2026, a cent less', wert({ art: 'verpflegung', betrag: 34_499 }), anders],
  ['breakfast 2026', wert({ art: 'fruehstueck', betrag: 7_100 }), []],
  ['lunch 2026', wert({ art: 'mittagessen', betrag: 13_700 }), []],
  ['dinner 2026', wert({ art: 'abendessen', betrag: 13_700 }), []],
  ['lunch on 20 days, by the day', wert({ art: 'mittagessen', betrag: 9_140 }), []],
  ['lunch on 20 days, by the month', wert({ art: 'mittagessen', betrag: 9_133 }), []],
  ['lunch on 20 days, in between', wert({ art: 'mittagessen', betrag: 9_135 }), anders],
  ['nothing', wert({ art: 'mittagessen', betrag: 0 }), anders],
  ['lodging of an apprentice', wert({ art: 'unterkunft', betrag: 24_225 }), []],
  ['lodging of an employee', wert({ art: 'unterkunft', betrag: 28_500 }), anders],
  ['lodging in shared housing', wert({ art: 'unterkunft', betrag: 19_950, gemeinschaftsunterkunft: true }), []],
  ['lodging of two', wert({ art: 'unterkunft', betrag: 12_825, belegung: 2 }), []],
  ['lodging of three', wert({ art: 'unterkunft', betrag: 9_975, belegung: 3 }), []],
  ['lodging of four', wert({ art: 'unterkunft', betrag: 7_125, belegung: 4 }), []],
  [
    'lodging of four in shared housing',
    wert({ art: 'unterkunft', betrag: 2_850, belegung: 4, gemeinschaftsunterkunft: true }),
    [],
  ],
  ['board of 2026 on the last day of 2025', wert({ art: 'verpflegung', betrag: 34_500 }, '2025-12-31'), anders],
  ['board 2025', wert({ art: 'verpflegung', betrag: 33_300 }, '2025-12-31'), []],
  ['board 2024', wert({ art: 'verpflegung', betrag: 31_300 }, '2024-01-01'), []],
  ['board 2023', wert({ art: 'verpflegung', betrag: 28_800 }, '2023-12-31'), []],
  ['2022, not known', wert({ art: 'verpflegung', betrag: 1 }, '2022-12-31'), ['warnung /sachbezuege']],
  ['2027, not known', wert({ art: 'verpflegung', betrag: 34_500 }, '2027-01-01'), ['warnung /sachbezuege']],
  ['another benefit', wert({ art: 'sonstiges', betrag: 5_000 }), ['warnung /sachbezuege/0/art']],
  ['kind not told', wert({ betrag: 5_000 }), []],
])

describeRegel('DAV-108', [
  ['no benefits', createVertrag(), []],
  ['none in the list', { sachbezuege: [] }, []],
  ['benefits without the annex', { sachbezuege: [{ art: 'verpflegung' }] }, ['fehler /dokumente']],
  ['benefits with the annex', { sachbezuege: [{ art: 'verpflegung' }], dokumente: [{ art: 'sachbezuege' }] }, []],
])

describeRegel('DAV-110', [
  ['5 000 euros', { verguetungen: jahre(500_000) }, []],
  ['a cent more', { verguetungen: jahre(500_001) }, ['warnung /verguetungen/0/betrag']],
])

test('amounts are told in both languages', () => {
  expect(findVerstoesse('DAV-102', { beginn, verguetungen: jahre(72_305) })).toMatchObject([
    {
      text: 'Die Vergütung im 1. Ausbildungsjahr von 723,05 € liegt unter der Mindestvergütung von 724,00 € bei Beginn 2026.',
      textEnglisch:
        'The pay of 723.05 EUR in year 1 of the training is less than the least pay of 724.00 EUR for a begin in 2026.',
      gefunden: '723,05 €',
      erwartet: 'mindestens 724,00 €',
    },
  ])
})
