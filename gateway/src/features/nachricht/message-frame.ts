import { randomUUID } from 'node:crypto'
import { type Nachricht, type Nachrichtenkopf, nachrichten, nameOfKammer, standard } from '@berichtsheft/core'
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

/** Puts the body of an answer into the frame of all messages. */
export const frame = <N extends 'quittung' | 'rueckweisung'>(
  name: N,
  inhalt: Nachricht<N>['inhalt'],
  { uuid, autor, test }: Answered,
  now: Date,
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
        nachrichtenUUID: randomUUID(),
        nachrichtentyp: { code: nummer, name: element },
        erstellungszeitpunkt: now.toISOString(),
      },
      leser: autor,
      autor: gatewayPartner,
      ...(uuid === undefined ? {} : { referenzUUID: uuid }),
    },
    inhalt,
  } as Nachricht<N>
}
