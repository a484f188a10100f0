import { limits } from '@berichtsheft/core'
import type { GatewayClient } from '../../client/client.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { formatFund } from '../findings.ts'
import { type Input, readInput } from '../input.ts'
import { type Io, type OutputOptions, outJson, spracheOf } from '../io.ts'

/** Whether the root element of a document is that of a message, as `ausbildungsnachweis.anforderung.0101`. */
export const isNachricht = (element: string | undefined): boolean => /^[a-z]+\.[a-z]+\.\d{4}$/i.test(element ?? '')

/** Sends a message of the standard and shows the receipt or the rejection. @returns 1 when it was rejected */
export const pushNachricht = async (
  client: GatewayClient,
  input: Input,
  options: OutputOptions,
  io: Io,
): Promise<ExitCode> => {
  const xml = await readInput(input, limits.nachricht)
  const { name, value } = await client.sendNachrichtXml(xml, { signal: io.signal })
  if (options.json) await outJson(io, { art: name, ...value.inhalt })
  else {
    const sprache = spracheOf(options, io)
    for (const verstoss of value.inhalt.verstoesse ?? []) io.note(formatFund(input.name, verstoss, sprache))
    if (name === 'rueckweisung') io.note(`Rejected (${value.inhalt.grund}): ${value.inhalt.text}`)
    else if (!options.quiet) await io.out(`Accepted: ${value.inhalt.nachricht}, object ${value.inhalt.objektId}\n`)
  }
  return name === 'quittung' ? exitCodes.ok : exitCodes.befunde
}
