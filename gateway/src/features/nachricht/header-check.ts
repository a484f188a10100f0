import { checkNachrichtentyp, type Nachrichtenkopf, nachrichten, type Verstoss } from '@berichtsheft/core'
import type { NachrichtDocument } from '@berichtsheft/core/xml'
import type { Angemeldeter } from '../../plugins/authentication.ts'
import { befund } from '../anforderung/vorgangsbefund.ts'
import { gatewayPartner, partnerOf } from './message-frame.ts'

type Partner = Nachrichtenkopf['leser']

const isSame = (a: Partner, b: Pick<Partner, 'verzeichnisdienst' | 'kennung'>): boolean =>
  a.verzeichnisdienst === b.verzeichnisdienst && a.kennung === b.kennung

/** Findings about a header that names another message than the one that it heads. */
export const checkType = ({ name, value }: NachrichtDocument): Verstoss[] =>
  checkNachrichtentyp(nachrichten[name], value.nachrichtenkopf).map((pfad) =>
    befund('nachrichtentypPasstNicht', pfad, nachrichten[name].element),
  )

/**
 * Findings about who sent a message and whom it is for: the author is the caller, the reader is this gateway or the chamber.
 *
 * @param knr the chamber that the message is meant for, where it names one
 */
export const checkPartner = (
  { leser, autor }: Nachrichtenkopf,
  aufrufer: Angemeldeter,
  knr: string | undefined,
): Verstoss[] => {
  const toKammer = knr !== undefined && isSame(leser, { verzeichnisdienst: 'knr', kennung: knr })
  return [
    ...(isSame(autor, partnerOf(aufrufer)) ? [] : [befund('autorFremd', '/nachrichtenkopf/autor/kennung')]),
    ...(toKammer || isSame(leser, gatewayPartner) ? [] : [befund('leserFremd', '/nachrichtenkopf/leser/kennung')]),
  ]
}
