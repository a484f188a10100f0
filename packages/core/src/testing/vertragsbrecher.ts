import type { Vertragsantrag } from '../contract/vertragsantrag.ts'
import { makeVertrag } from './gueltiger-vertrag.ts'
import { createZufall } from './zufall.ts'

/**
 * Makes a contract, complete in form, that breaks rules about fields at random and near their bounds: hours, leave, trainers,
 * sites, probation, pay. The same seed makes the same contract.
 */
export const makeVertragsbruch = ({ seed }: { readonly seed: number }): Vertragsantrag => {
  const zufall = createZufall(seed + 104_729)
  const vertrag = makeVertrag({ seed })
  const oft = (chance: number): boolean => zufall.chance(chance)
  const ja = (): boolean => oft(0.5)
  const vielleicht = <T extends object>(chance: number, teil: () => T): T | Record<string, never> =>
    oft(chance) ? teil() : {}
  const geburtsjahr = Number(vertrag.beginn.slice(0, 4)) - zufall.between(15, 19)
  const volljaehrig = `${geburtsjahr + 18}-${zufall.pick(['02-28', '03-01', '08-01', '08-02'])}`
  const minuten = [0, 240, 270, 271, 360, 361, 480, 481, 510, 511, 540, 541, 600, 601] as const
  const wochen = [1200, 2370, 2400, 2401, 2430, 2431, 2550, 2551, 2640, 2641, 2880, 2881] as const
  const makeZeit = (zeitraum: { readonly von?: string; readonly bis?: string }) => ({
    ...zeitraum,
    minutenTaeglich: zufall.pick(minuten),
    ...vielleicht(0.8, () => ({ minutenWoechentlich: zufall.pick(wochen) })),
    tageJeWoche: zufall.pick([0, 4, 5, 5, 5, 6]),
    ...vielleicht(0.3, () => ({ halberTag: ja() })),
    ...vielleicht(0.4, () => ({ kuerzererTag: ja() })),
    ...vielleicht(0.4, () => ({ pausenMinuten: zufall.pick([0, 29, 30, 59, 60]) })),
    ...vielleicht(0.4, () => ({ ausgleich: ja() })),
  })
  const meldungen = ['nichtGemeldet', 'gemeldet', 'inPruefung', 'anerkannt', 'abgelehnt'] as const
  const eignungsarten = ['berufsabschluss', 'meister', 'hochschulabschluss', 'freierBeruf'] as const
  const nachweise = ['pruefung', 'andererNachweis', 'befreiung', 'bestandsschutz', 'nichtNoetig'] as const
  const makeAusbilder = () => ({
    vorname: 'Jakob',
    familienname: 'Wendelin',
    ...vielleicht(0.7, () => ({ geburtsjahr: zufall.between(1990, 1993) })),
    ...vielleicht(0.7, () => ({ eignungsart: zufall.pick(eignungsarten) })),
    ...vielleicht(0.7, () => ({ aevo: zufall.pick(nachweise) })),
    ...vielleicht(0.7, () => ({ meldung: zufall.pick(meldungen) })),
    ...vielleicht(0.6, () => ({ hauptamtlich: ja() })),
    ...vielleicht(0.6, () => ({ auszubildende: zufall.pick([2, 3, 4, 16, 17]) })),
  })
  const beruf = oft(0.35)
    ? { kennung: zufall.pick(['landwirt', 'winzer', 'forstwirt']), bezeichnung: 'Landwirt' }
    : vertrag.beruf
  return {
    ...vertrag,
    beruf,
    azubi: {
      ...vertrag.azubi,
      geburtsdatum: `${geburtsjahr}-${zufall.pick(['02-28', '02-01', '08-01', '08-02', '12-31'])}`,
    },
    ausbildender: {
      ...vertrag.ausbildender,
      ...vielleicht(0.3, () => ({ bildetSelbstAus: ja() })),
      ...vielleicht(0.2, () => ({ oeffentlicherDienst: ja() })),
      ...vielleicht(0.2, () => ({ kindDesAusbildenden: ja() })),
    },
    ...vielleicht(0.4, () => ({
      ausbildungsplan: {
        ...vielleicht(0.5, () => ({ beigefuegt: ja() })),
        ...vielleicht(0.4, () => ({ liegtVor: ja() })),
        ...vielleicht(0.2, () => ({ verweis: 'PLAN-1' })),
      },
    })),
    ...vielleicht(0.3, () => ({
      verkuerzungen: Array.from({ length: zufall.between(1, 2) }, () => ({
        grund: zufall.pick(['hochschulreife', 'mittlererAbschluss', 'lebensalter', 'sonstiges'] as const),
        monate: zufall.pick([0, 6, 12]),
        gemeinsamerAntrag: ja(),
        ...vielleicht(0.5, () => ({ erlaeuterung: 'Vorpraktikum' })),
      })),
    })),
    probezeitMonate: zufall.between(0, 5),
    arbeitszeiten: oft(0.6)
      ? [makeZeit({})]
      : [
          makeZeit({ bis: volljaehrig }),
          makeZeit({ von: volljaehrig, ...vielleicht(0.5, () => ({ bis: vertrag.ende })) }),
        ],
    ...vielleicht(0.6, () => ({
      zeitmodell: zufall.pick(['teilzeit', 'teilzeit', 'teilzeit', 'vollzeit']),
      teilzeit: [
        {
          ...vielleicht(0.6, () => ({ von: zufall.pick([vertrag.beginn, volljaehrig]) })),
          ...vielleicht(0.4, () => ({ bis: zufall.pick([vertrag.ende, volljaehrig]) })),
          ...vielleicht(0.8, () => ({ minutenTaeglich: zufall.pick(minuten) })),
          ...vielleicht(0.8, () => ({ minutenWoechentlich: zufall.pick(wochen) })),
        },
      ],
    })),
    tarif: {
      geltung: zufall.pick(['keine', 'geltungsbereich', 'gebunden', 'gebunden']),
      ...vielleicht(0.5, () => ({ urlaubstage: zufall.between(28, 32) })),
    },
    urlaub: zufall.pick([
      vertrag.urlaub,
      vertrag.urlaub.slice(1),
      vertrag.urlaub.slice(0, -1),
      [...vertrag.urlaub, ...vertrag.urlaub.slice(-1)],
      vertrag.urlaub.map((jahr) => ({ ...jahr, kalenderjahr: jahr.kalenderjahr + 1 })),
    ]),
    verguetungen: vertrag.verguetungen.map((jahr) => ({
      ...jahr,
      ...vielleicht(0.2, () => ({ betrag: 500_000 + zufall.between(0, 1) })),
    })),
    ...vielleicht(0.3, () => ({
      anrechnungen: Array.from({ length: zufall.between(1, 3) }, () => ({
        grund: zufall.pick(['gleicherBeruf', 'stufenausbildung', 'berufsausbildung', 'rechtsverordnung', 'ausland']),
        monate: zufall.pick([0, 5, 6, 12, 24]),
        gemeinsamerAntrag: ja(),
        ...vielleicht(0.4, () => ({ rechtsverordnung: 'Berufsfachschulverordnung' })),
      })),
    })),
    ...vielleicht(0.4, () => ({
      dokumente: [
        ...(ja() ? [{ art: 'sachbezuege' as const }] : []),
        ...(ja() ? [{ art: zufall.pick(['erstuntersuchung', 'nachuntersuchung', 'ausbildungsplan'] as const) }] : []),
        ...(ja()
          ? [
              {
                art: zufall.pick(['verkuerzung', 'schulzeugnis'] as const),
                ...vielleicht(0.6, () => ({ bezug: `/verkuerzungen/${zufall.between(0, 1)}` })),
              },
            ]
          : []),
        { art: 'anrechnung' as const, ...vielleicht(0.7, () => ({ bezug: `/anrechnungen/${zufall.between(0, 2)}` })) },
      ],
    })),
    ...vielleicht(0.3, () => ({
      sachbezuege: [
        {
          art: 'unterkunft' as const,
          betrag: zufall.between(80_000, 130_000),
          ...vielleicht(0.5, () => ({ ausbildungsjahr: zufall.between(1, 3) })),
        },
      ],
    })),
    betriebsvereinbarungen: { vorhanden: ja(), ...vielleicht(0.5, () => ({ hinweis: 'Gleitzeit' })) },
    vertretung: zufall.pick(['keine', 'eltern', 'vormund']),
    anschlussvertrag: {
      vorhanden: oft(0.3),
      ...vielleicht(0.3, () => ({ beruf: 'Verkäufer' })),
      ...vielleicht(0.5, () => ({ gleicherBetrieb: ja() })),
    },
    foerderung: { ueberwiegendOeffentlich: oft(0.4), ...vielleicht(0.4, () => ({ art: 'sonderprogramm' as const })) },
    ausbildungsstaetten: vertrag.ausbildungsstaetten.map(({ fachkraefte, auszubildende, ...staette }) => ({
      ...staette,
      ...vielleicht(0.1, () => ({ wirtschaftszweig: { schluessel: '01110', fassung: 'wz2008' as const } })),
      ...vielleicht(0.8, () => ({ fachkraefte: zufall.between(0, 9) })),
      ...vielleicht(0.8, () => ({ auszubildende: zufall.between(0, 4) })),
      ...vielleicht(0.5, () => ({ eignung: zufall.pick(['geeignet', 'teilweise']) })),
      ...vielleicht(0.3, () => ({ oeffentlicherDienst: ja() })),
    })),
    ...vielleicht(0.3, () => ({
      massnahmen: [
        {
          partner: 'Lehrbauhof',
          inhalt: 'Stahlbeton',
          notwendig: ja(),
          ...vielleicht(0.6, () => ({ verbund: ja() })),
          ...vielleicht(0.5, () => ({ verantwortung: 'Lehrbauhof' })),
        },
      ],
    })),
    ausbilder: zufall.pick([[], [makeAusbilder()], [makeAusbilder(), makeAusbilder()]]),
  }
}
