import { describe, expect, it } from 'vitest'
import { Einladungsstatus } from '../contract/einladung.ts'
import { Mitgliedsanfragestatus } from '../contract/mitgliedsanfrage.ts'
import { einladungZustand } from './einladung-zustand.ts'
import { mitgliedsanfrageZustand } from './mitgliedsanfrage-zustand.ts'
import { checkUebergang, type Zustandsmaschine } from './zustandsmaschine.ts'

const codesOf = (liste: object): readonly string[] => Reflect.get(liste, 'enum')

const allowed = <Z extends string, D extends string>(
  maschine: Zustandsmaschine<Z, D>,
  durch: D,
  zustaende: readonly Z[],
) =>
  zustaende.flatMap((von) =>
    zustaende
      .filter((nach) => checkUebergang(maschine, von, nach, durch, 'ein Grund') === undefined)
      .map((nach) => `${von}→${nach}`),
  )

describe('einladungZustand', () => {
  const zustaende = codesOf(Einladungsstatus) as Einladungsstatus[]
  it.each([
    [
      'administrator',
      [
        'versendet→versendet',
        'versendet→zurueckgezogen',
        'angenommen→genehmigt',
        'angenommen→zurueckgezogen',
        'abgelaufen→versendet',
        'abgelaufen→zurueckgezogen',
      ],
    ],
    ['eingeladener', ['versendet→angenommen']],
    ['system', ['versendet→zurueckgezogen', 'versendet→abgelaufen', 'angenommen→zurueckgezogen']],
  ] as const)('lets %s do these steps and no others', (durch, schritte) => {
    expect(allowed(einladungZustand, durch, zustaende)).toEqual(schritte)
  })

  it('has no way from sent to approved without the invited person (MI-38)', () => {
    expect(checkUebergang(einladungZustand, 'versendet', 'genehmigt', 'administrator')).toBe('unbekannterUebergang')
  })
})

describe('mitgliedsanfrageZustand', () => {
  const zustaende = codesOf(Mitgliedsanfragestatus) as Mitgliedsanfragestatus[]
  it.each([
    ['administrator', ['offen→inBearbeitung']],
    ['bearbeiter', ['inBearbeitung→offen', 'inBearbeitung→genehmigt', 'inBearbeitung→abgelehnt']],
    ['antragsteller', ['offen→zurueckgezogen', 'inBearbeitung→zurueckgezogen']],
    ['system', ['offen→zurueckgezogen', 'inBearbeitung→offen', 'inBearbeitung→zurueckgezogen']],
  ] as const)('lets %s do these steps and no others', (durch, schritte) => {
    expect(allowed(mitgliedsanfrageZustand, durch, zustaende)).toEqual(schritte)
  })

  it.each([undefined, '', ' \n'])('is not refused without a reason (%j)', (grund) => {
    expect(checkUebergang(mitgliedsanfrageZustand, 'inBearbeitung', 'abgelehnt', 'bearbeiter', grund)).toBe(
      'kommentarFehlt',
    )
    expect(checkUebergang(mitgliedsanfrageZustand, 'inBearbeitung', 'genehmigt', 'bearbeiter', grund)).toBeUndefined()
  })
})
