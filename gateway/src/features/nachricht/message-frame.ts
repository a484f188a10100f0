import { randomUUID } from 'node:crypto'
import {
  type Nachricht,
  type Nachrichtenkopf,
  type Nachrichtenname,
  nachrichten,
  nameOfKammer,
  standard,
} from '@berichtsheft/core'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { version } from '../../version.ts'

type Partner = Nachrichtenkopf['leser']

/** How the gateway names itself in the header of messages. */
export const gatewayPartner: Partner = {
  verzeichnisdienst: 'gateway',
  kennung: 'gateway',
  name: 'Berichtsheft-Gateway',
}

/** How a caller is named in the header, where no message of its own says it. */
export const partnerOf = ({ knr, anbieterId, clientId, person }: Angemeldeter): Partner =>
  knr === undefined
    ? {
        verzeichnisdienst: 'gateway',
        kennung: anbieterId ?? clientId,
        name: person ? `Konto ${clientId}` : `Anbieter ${anbieterId ?? clientId}`,
      }
    : { verzeichnisdienst: 'knr', kennung: knr, name: nameOfKammer(knr) ?? `Kammer ${knr}` }

/** What is known of the message that is answered. */
export interface Answered {
  readonly uuid?: string
  readonly autor: Partner
  readonly test: boolean
}

/** What the header of a message says of it. */
interface Kopfangaben {
  readonly uuid: string
  readonly leser: Partner
  readonly autor: Partner
  readonly zeitpunkt: string
  readonly referenzUUID?: string
  readonly test?: boolean
}

/** Puts a body into the frame of all messages. */
export const frameOf = <N extends Nachrichtenname>(
  name: N,
  inhalt: unknown,
  { uuid, leser, autor, zeitpunkt, referenzUUID, test = false }: Kopfangaben,
): Nachricht<N> => {
  const { nummer, element } = nachrichten[name]
  return {
    produkt: gatewayPartner.name,
    produkthersteller: gatewayPartner.name,
    produktversion: version,
    standard: standard.nameTechnisch,
    version: '1.0',
    ...(test ? { test } : {}),
    nachrichtenkopf: {
      identifikation: {
        nachrichtenUUID: uuid,
        nachrichtentyp: { code: nummer, name: element },
        erstellungszeitpunkt: zeitpunkt,
      },
      leser,
      autor,
      ...(referenzUUID === undefined ? {} : { referenzUUID }),
    },
    inhalt,
  } as Nachricht<N>
}

/** The same for the body of an answer. */
export const frame = <N extends 'quittung' | 'rueckweisung'>(
  name: N,
  inhalt: Nachricht<N>['inhalt'],
  { uuid, autor, test }: Answered,
  now: Date,
): Nachricht<N> =>
  frameOf(name, inhalt, {
    uuid: randomUUID(),
    leser: autor,
    autor: gatewayPartner,
    zeitpunkt: now.toISOString(),
    test,
    ...(uuid === undefined ? {} : { referenzUUID: uuid }),
  })
