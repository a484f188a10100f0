import {
  type Nachricht,
  type Nachrichtenkopf,
  nachrichten,
  nameOfKammer,
  type Vertragsantrag,
  type Vertragsentwurf,
  type Vertragsnachrichtnummer,
  type Vertragsverweis,
} from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import { type AusbildungsvertragRow, abfassungOf, vertragOf } from '../ausbildungsvertrag/ausbildungsvertrag.queries.ts'
import { frameOf, gatewayPartner } from './message-frame.ts'

type Partner = Nachrichtenkopf['leser']

/** Messages about contracts that are given out, by their names. */
type Ausgangsname = 'antragEintragung' | 'vertragsbescheid' | 'nachforderung' | 'empfangsnachweis' | 'eintragung'

/** A message that is given out. */
export type Ausgangsnachricht = {
  readonly [N in Ausgangsname]: { readonly name: N; readonly value: Nachricht<N> }
}[Ausgangsname]

/** A UUID that the same message always has: version 8, from its content and its reader. */
const uuidOf = (text: string): string => {
  const hex = sha256(text)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

const kammerPartner = ({ knr }: AusbildungsvertragRow): Partner =>
  knr === null ? gatewayPartner : { verzeichnisdienst: 'knr', kennung: knr, name: nameOfKammer(knr) ?? `Kammer ${knr}` }

/** The company, which the gateway speaks for: by its account, its vendor, or the contract. */
const betriebPartner = (
  { unternehmen_id, anbieter_id, id }: AusbildungsvertragRow,
  vertrag: Vertragsentwurf,
): Partner => ({
  verzeichnisdienst: 'gateway',
  kennung: unternehmen_id ?? anbieter_id ?? id,
  name: vertrag.ausbildender?.name ?? gatewayPartner.name,
})

const verweisOf = ({ id, eintragungsnummer, fremd_id }: AusbildungsvertragRow): Vertragsverweis => ({
  vertragId: id,
  ...(eintragungsnummer === null ? {} : { eintragungsnummer }),
  ...(fremd_id === null ? {} : { fremdId: fremd_id }),
})

/** The contract as an application carries it; complete in form once it was handed in. */
const antragOf = (row: AusbildungsvertragRow): Vertragsantrag => vertragOf(row) as Vertragsantrag

/** What a message says, who says it, and when; `undefined` while there is nothing to say. */
const contentOf = (row: AusbildungsvertragRow, nummer: Vertragsnachrichtnummer) => {
  const vertrag = vertragOf(row)
  const kammer = kammerPartner(row)
  const betrieb = betriebPartner(row, vertrag)
  switch (nummer) {
    case '0201':
      return row.eingereicht_am === null
        ? undefined
        : ({
            name: 'antragEintragung',
            autor: betrieb,
            zeitpunkt: row.geaendert_am.toISOString(),
            inhalt: {
              fremdId: row.fremd_id ?? row.id,
              ...(row.herkunft === 'papier' && row.eingang_am !== null ? { eingangAm: row.eingang_am } : {}),
              vertrag: antragOf(row),
            },
          } as const)
    case '0202': {
      if (row.bescheid === null) return undefined
      const { durch: _who, zeitpunkt, ...bescheid } = JSON.parse(row.bescheid)
      return {
        name: 'vertragsbescheid',
        autor: kammer,
        zeitpunkt,
        inhalt: { verweis: verweisOf(row), ...bescheid },
      } as const
    }
    case '0203':
      return row.nachforderung === null
        ? undefined
        : ({
            name: 'nachforderung',
            autor: kammer,
            zeitpunkt: row.geaendert_am.toISOString(),
            inhalt: { verweis: verweisOf(row), ...JSON.parse(row.nachforderung) },
          } as const)
    case '0205': {
      const { empfangsnachweise = [] } = vertrag
      return empfangsnachweise.length === 0
        ? undefined
        : ({
            name: 'empfangsnachweis',
            autor: betrieb,
            zeitpunkt: row.geaendert_am.toISOString(),
            inhalt: { verweis: verweisOf(row), abfassung: row.abfassung ?? abfassungOf(vertrag), empfangsnachweise },
          } as const)
    }
    case '0206':
      return row.eintragungsnummer === null || row.eingetragen_am === null
        ? undefined
        : ({
            name: 'eintragung',
            autor: kammer,
            zeitpunkt: row.geaendert_am.toISOString(),
            inhalt: {
              verweis: verweisOf(row),
              eintragungsnummer: row.eintragungsnummer,
              eingetragenAm: row.eingetragen_am,
              aussteller: { kammerart: vertrag.kammerart, knr: row.knr, name: kammer.name },
              vertrag: antragOf(row),
            },
          } as const)
  }
}

/**
 * Makes the message of a number about a contract for a reader; the same state of the contract gives the same message.
 *
 * @returns `undefined` while there is nothing to tell
 */
export const buildVertragsnachricht = (
  row: AusbildungsvertragRow,
  nummer: Vertragsnachrichtnummer,
  leser: Partner,
): Ausgangsnachricht | undefined => {
  const content = contentOf(row, nummer)
  if (content === undefined) return undefined
  const { name, autor, zeitpunkt, inhalt } = content
  const uuid = uuidOf(JSON.stringify([nachrichten[name].element, leser.kennung, zeitpunkt, inhalt]))
  return { name, value: frameOf(name, inhalt, { uuid, leser, autor, zeitpunkt }) } as Ausgangsnachricht
}
