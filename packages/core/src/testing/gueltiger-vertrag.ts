import { kammern } from '../codelisten/kammer.ts'
import { beispielVertrag } from '../contract/beispiele-vertrag.ts'
import type { Datum } from '../contract/common.ts'
import type { Dokumentart } from '../contract/vertrag-codes.ts'
import type { Vertragsantrag, Vertragsberuf, Vertragsentwurf } from '../contract/vertragsantrag.ts'
import type { Verguetung } from '../contract/vertragsbedingungen.ts'
import type { Anrechnung, Verkuerzung } from '../contract/vertragsdauer.ts'
import type { Vertragsazubi, Vertreter } from '../contract/vertragspartei.ts'
import { addMonate, addTage, isMinderjaehrigAm, maxDatum } from '../domain/kalender.ts'
import { letzterTagNach, listKalenderjahre } from '../domain/monate.ts'
import { betriebe, nachnamen, vornamen } from './wortschatz.ts'
import { createZufall, type Zufall } from './zufall.ts'

/** Which contract to make. */
export interface Vertragswunsch {
  /** The same number makes the same contract. */
  readonly seed?: number
  readonly knr?: string
}

interface Berufswahl {
  readonly beruf: Vertragsberuf
  readonly monate: number
  readonly handwerk?: true
}

const berufe: readonly [Berufswahl, ...Berufswahl[]] = [
  {
    beruf: { kennung: 'fachinformatiker', bezeichnung: 'Fachinformatiker', fachrichtung: 'Systemintegration' },
    monate: 36,
  },
  { beruf: { kennung: 'industriekaufmann', bezeichnung: 'Industriekaufmann' }, monate: 36 },
  { beruf: { kennung: 'koch', bezeichnung: 'Koch' }, monate: 36 },
  { beruf: { kennung: 'verkaeufer', bezeichnung: 'Verkäufer' }, monate: 24 },
  { beruf: { kennung: 'mechatroniker', bezeichnung: 'Mechatroniker' }, monate: 42 },
  { beruf: { kennung: 'chemielaborant', bezeichnung: 'Chemielaborant' }, monate: 42 },
  { beruf: { kennung: 'tischler', bezeichnung: 'Tischler' }, monate: 36, handwerk: true },
  { beruf: { kennung: 'friseur', bezeichnung: 'Friseur' }, monate: 36, handwerk: true },
]

/** A town that no chamber is named after, so that it lies in the district of any. */
const ortOhneKammer = 'Lindenheim'

/** Share of full-time in twentieths, and the weekly minutes of 40 hours that it makes. */
const teilzeitanteile = [10, 12, 14, 15, 16, 18] as const

const einsNachDemAnderen = (jahre: readonly number[], betragVon: (jahr: number) => number): Verguetung[] =>
  jahre.map((ausbildungsjahr) => ({ ausbildungsjahr, betrag: betragVon(ausbildungsjahr) }))

/**
 * Makes a contract that breaks no rule: minors and adults, IHK and HWK, full-time and part-time, with and without
 * Anrechnung and Verkürzung, with the documents that these need. It depends on its arguments alone.
 */
export const makeVertrag = ({ seed = 1, knr }: Vertragswunsch = {}): Vertragsantrag => {
  const zufall = createZufall(seed)
  const { beruf, monate, handwerk } = zufall.pick(berufe)
  const beginn: Datum = `${zufall.between(2025, 2026)}-${zufall.pick(['08-01', '09-01', '08-15', '09-07', '02-01'])}`
  // Text form, which the contracts have, is possible since that day.
  const abschlussdatum = maxDatum('2024-08-01', addTage(beginn, -zufall.between(14, 200)))
  const dokumente: Dokumentart[] = ['ausbildungsplan']
  const azubi = makeAzubi(zufall, beginn)
  const dauer = makeDauer(zufall, monate, azubi)
  if (dauer.anrechnungen) dokumente.push('anrechnung')
  if (dauer.verkuerzungen) dokumente.push('verkuerzung', 'schulzeugnis')
  const ende = letzterTagNach(beginn, dauer.restMonate)
  const vertretung: Vertretungsangaben = isMinderjaehrigAm(azubi.geburtsdatum, abschlussdatum)
    ? makeVertretung(zufall, azubi)
    : { vertretung: 'keine' }
  if (vertretung.vertreter?.[0]?.alleinsorge) dokumente.push('sorgeerklaerung')
  if (vertretung.vertretung === 'vormund') dokumente.push('familiengericht')
  const untersuchung: Pick<Vertragsantrag, 'erstuntersuchung'> = isMinderjaehrigAm(azubi.geburtsdatum, beginn)
    ? { erstuntersuchung: { datum: addTage(beginn, -zufall.between(20, 300)) } }
    : {}
  if (untersuchung.erstuntersuchung) dokumente.push('erstuntersuchung')
  const erstesJahr = Math.floor(dauer.angerechnet / 12) + 1
  const letztesJahr = Math.ceil((dauer.angerechnet + dauer.restMonate) / 12)
  const grundbetrag = 1000 * zufall.between(120, 140)
  return {
    ...structuredClone(beispielVertrag),
    rechtsgrundlage: handwerk ? 'hwo' : 'bbig',
    kammerart: handwerk ? 'hwk' : 'ihk',
    knr: knr ?? (handwerk ? '00065' : makeKnr(zufall)),
    beruf,
    ausbildender: {
      ...beispielVertrag.ausbildender,
      name: zufall.pick(betriebe),
      identnummer: `000${zufall.between(1_000_000, 9_999_999)}`,
    },
    ausbildungsstaetten: beispielVertrag.ausbildungsstaetten.map((staette) => ({
      ...staette,
      anschrift: { ...staette.anschrift, ort: ortOhneKammer },
    })),
    azubi,
    ...vertretung,
    ...untersuchung,
    abschlussdatum,
    beginn,
    ende,
    dauerMonate: monate,
    ...dauer.felder,
    probezeitMonate: zufall.between(1, 4),
    verguetungen: einsNachDemAnderen(
      Array.from({ length: letztesJahr - erstesJahr + 1 }, (_, i) => erstesJahr + i),
      (jahr) => grundbetrag + 6000 * (jahr - 1),
    ),
    urlaub: listKalenderjahre({ von: beginn, bis: ende }).map((kalenderjahr) => ({
      kalenderjahr,
      tage: 30,
      einheit: 'arbeitstage' as const,
    })),
    empfangsnachweise: [
      { partei: 'azubi', datum: abschlussdatum, form: 'erklaerung' },
      ...(vertretung.vertreter ?? []).map((_, vertreterNummer) => ({
        partei: 'vertreter' as const,
        vertreterNummer,
        datum: abschlussdatum,
        form: 'erklaerung' as const,
      })),
    ],
    dokumente: dokumente.map((art) => ({ art })),
  }
}

/** A draft of such a contract: about a third of its parts are missing, at the top and within. */
export const makeEntwurf = (wunsch: Vertragswunsch = {}): Vertragsentwurf => {
  const zufall = createZufall((wunsch.seed ?? 1) + 7919)
  const leave = (wert: unknown, tiefe: number): unknown => {
    if (Array.isArray(wert)) return wert.map((eintrag) => leave(eintrag, tiefe + 1))
    if (typeof wert !== 'object' || wert === null || 'nenner' in wert) return wert
    return Object.fromEntries(
      Object.entries(wert).flatMap(([name, teil]) =>
        zufall.chance(tiefe === 0 ? 0.3 : 0.1) ? [] : [[name, leave(teil, tiefe + 1)]],
      ),
    )
  }
  return leave(makeVertrag(wunsch), 0) as Vertragsentwurf
}

type Vertretungsangaben = Pick<Vertragsantrag, 'vertretung' | 'vertreter'>

const aktive = kammern.filter((kammer) => kammer.aktiv)

const makeKnr = (zufall: Zufall): string => aktive[zufall.between(0, aktive.length - 1)]?.knr ?? '153'

const makeAzubi = (zufall: Zufall, beginn: Datum): Vertragsazubi => ({
  ...beispielVertrag.azubi,
  vorname: zufall.pick(vornamen),
  familienname: zufall.pick(nachnamen),
  // From 16 to 27 years at the begin, so that minors are among them.
  geburtsdatum: addTage(addMonate(beginn, -12 * zufall.between(16, 26)), -zufall.between(0, 360)),
  geschlecht: zufall.pick(['m', 'w', 'd', 'x']),
  staatsangehoerigkeiten: [zufall.pick(['000', '000', '000', '163', '475', '166'])],
  schulabschluss: zufall.pick([
    'allgemeine_hochschulreife',
    'mittlerer_schulabschluss',
    'mittlerer_schulabschluss',
    'erster_schulabschluss',
  ]),
})

/** Usual months of a shortening by the certificate (BIBB-Hauptausschuss-Empfehlung 129). */
const verkuerzungVon = (zufall: Zufall, azubi: Vertragsazubi): Verkuerzung[] => {
  if (!zufall.chance(0.3)) return []
  const gemeinsamerAntrag = true
  if (azubi.schulabschluss === 'allgemeine_hochschulreife')
    return [{ grund: 'hochschulreife', monate: zufall.pick([6, 12]), gemeinsamerAntrag }]
  return azubi.schulabschluss === 'mittlerer_schulabschluss'
    ? [{ grund: 'mittlererAbschluss', monate: 6, gemeinsamerAntrag }]
    : []
}

const makeDauer = (zufall: Zufall, monate: number, azubi: Vertragsazubi) => {
  const teilzeit = zufall.chance(0.2)
  // One of the two at a time keeps the rest above the least duration that is recommended.
  const verkuerzungen = verkuerzungVon(zufall, azubi)
  const anrechnungen: Anrechnung[] =
    verkuerzungen.length === 0 && zufall.chance(0.15)
      ? [{ grund: 'gleicherBeruf', monate: 6, gemeinsamerAntrag: true, beruf: 'derselbe Beruf' }]
      : []
  const angerechnet = anrechnungen.length * 6
  const verkuerzt = verkuerzungen.reduce((summe, { monate: je }) => summe + je, 0)
  const zwanzigstel = teilzeit ? zufall.pick(teilzeitanteile) : 20
  const voll = monate - angerechnet
  const gestreckt = Math.min(Math.floor((voll * 20) / zwanzigstel), Math.floor(1.5 * monate))
  const rest = gestreckt - verkuerzt
  const felder: Partial<Pick<Vertragsantrag, 'zeitmodell' | 'teilzeit' | 'anrechnungen' | 'verkuerzungen'>> = {
    ...(teilzeit
      ? {
          zeitmodell: 'teilzeit' as const,
          teilzeit: [{ minutenTaeglich: 24 * zwanzigstel, minutenWoechentlich: 120 * zwanzigstel }],
        }
      : {}),
    ...(anrechnungen.length > 0 ? { anrechnungen } : {}),
    ...(verkuerzungen.length > 0 ? { verkuerzungen } : {}),
  }
  return {
    felder,
    anrechnungen: anrechnungen.length > 0,
    verkuerzungen: verkuerzungen.length > 0,
    angerechnet,
    // A part-time training that ends at most six months after the full one ends with it (BBiG § 8 Abs. 1 Satz 2).
    restMonate: teilzeit && verkuerzt > 0 && rest > voll && rest <= voll + 6 ? voll : rest,
  }
}

const makeVertretung = (zufall: Zufall, { familienname, anschrift }: Vertragsazubi): Vertretungsangaben => {
  const person = (art: Vertreter['art']): Vertreter => ({
    art,
    vorname: zufall.pick(vornamen),
    familienname,
    anschrift,
    kontakt: { email: 'vertretung@example.org' },
  })
  return zufall.pick<() => Vertretungsangaben>([
    () => ({ vertretung: 'eltern', vertreter: [person('2'), person('1')] }),
    () => ({ vertretung: 'mutter', vertreter: [{ ...person('2'), alleinsorge: true }] }),
    () => ({ vertretung: 'vater', vertreter: [{ ...person('1'), alleinsorge: true }] }),
    () => ({
      vertretung: 'vormund',
      vertreter: [
        { art: '4', einrichtung: 'Jugendamt der Stadt Mannheim', anschrift, kontakt: { telefon: '0621 2930' } },
      ],
    }),
  ])()
}
