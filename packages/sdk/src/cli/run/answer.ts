import type { Antwort } from '../../client/anforderung.ts'
import { exitCodes } from '../exit-codes.ts'
import { countBySchwere } from '../findings.ts'
import { type Io, type OutputOptions, outJson } from '../io.ts'
import type { ConnectionOptions } from '../profile.ts'
import { connect } from './connect.ts'

export interface AnswerOptions extends OutputOptions, ConnectionOptions {
  readonly freigebender: string
  readonly unternehmen: string
  readonly gueltigBis: string
  readonly rolle: string
}

/** Releases and hands over the book of a request. */
export const answer = async (anforderungId: string, options: AnswerOptions, io: Io): Promise<number> => {
  const client = await connect(options, io)
  const { freigebender, rolle, unternehmen, gueltigBis } = options
  // Whether there is such a role, the gateway says.
  const antwort = { freigebender: { name: freigebender, rolle }, unternehmen, gueltigBis } as Antwort
  const uebermittlung = await client.answerAnforderung(anforderungId, antwort, { signal: io.signal })
  if (options.json) {
    await outJson(io, uebermittlung)
    return exitCodes.ok
  }
  const { id, anzahlNachweise, paket, verstoesse } = uebermittlung
  const { fehler, warnung, hinweis } = countBySchwere(verstoesse)
  await io.out(
    `Handed over: transfer ${id}, ${anzahlNachweise} reports, package ${paket.dateiname} (${paket.groesse} bytes)\n` +
      `  the chamber sees ${fehler} errors, ${warnung} warnings, ${hinweis} notes of the completeness check\n`,
  )
  return exitCodes.ok
}
