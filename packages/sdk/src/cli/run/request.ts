import { isEnd } from '../../client/anforderung.ts'
import type { GatewayClient } from '../../client/client.ts'
import { dataOf } from '../../client/connection.ts'
import type { Schemas } from '../../client/schemas.ts'
import { CliError, exitCodes } from '../exit-codes.ts'
import { type Io, type OutputOptions, outJson, outLine } from '../io.ts'
import type { ConnectionOptions } from '../profile.ts'
import { connect } from './connect.ts'
import { type Abruf, fetchAndVerify } from './fetch-paket.ts'
import { watchMany } from './request-many.ts'

export interface RequestOptions extends OutputOptions, ConnectionOptions {
  readonly berichtsheft?: string
  readonly vertragsnummer?: string
  readonly azubinummer?: string
  readonly name?: string
  readonly geburtsdatum?: string
  readonly beruf?: string
  readonly unternehmen?: string
  readonly pruefungVon?: string
  readonly pruefungBis?: string
  readonly ausbildungsjahr?: string
  readonly id?: string
  readonly sammelId?: string
  readonly zweck?: string
  readonly rechtsgrundlage?: string
  readonly frist?: string
  readonly von?: string
  readonly bis?: string
  readonly hinweis?: string
  readonly watch?: boolean
  readonly fetch?: string
  readonly schluessel?: readonly string[]
  readonly pause: number
}

/** Requests books, or goes on with a request; watches and fetches as asked for. */
export const request = async (options: RequestOptions, io: Io): Promise<number> => {
  const ziel = findZiel(options)
  const client = await connect(options, io)
  if (ziel.art === 'viele' || ziel.art === 'sammelId') {
    const { signal } = io
    const sammel =
      ziel.art === 'viele'
        ? await client.requestBerichtshefte(ziel.body, { signal })
        : dataOf(await client.api.GET('/v1/sammelanforderungen/{id}', { params: { path: { id: ziel.id } }, signal }))
    return watchMany(client, sammel, options, io)
  }
  const anforderung =
    ziel.art === 'eines'
      ? await client.requestBerichtsheft(ziel.body, { signal: io.signal })
      : dataOf(await client.api.GET('/v1/anforderungen/{id}', { params: { path: { id: ziel.id } }, signal: io.signal }))
  return watchOne(client, anforderung, options, io)
}

type Ziel =
  | { readonly art: 'eines'; readonly body: Schemas['CreateAnforderung'] }
  | { readonly art: 'viele'; readonly body: Schemas['CreateSammelanforderung'] }
  | { readonly art: 'id'; readonly id: string }
  | { readonly art: 'sammelId'; readonly id: string }

/** What is asked for. @throws CliError when that is not clear */
const findZiel = (options: RequestOptions): Ziel => {
  const { id, sammelId } = options
  const eines = pick(options, {
    berichtsheft: 'berichtsheftId',
    vertragsnummer: 'vertragsnummer',
    azubinummer: 'azubinummer',
    name: 'name',
    geburtsdatum: 'geburtsdatum',
  })
  const viele = pick(options, {
    beruf: 'beruf',
    unternehmen: 'unternehmen',
    pruefungVon: 'pruefungVon',
    pruefungBis: 'pruefungBis',
  })
  if (options.ausbildungsjahr !== undefined) viele.ausbildungsjahr = Number(options.ausbildungsjahr)
  const ways = [id !== undefined, sammelId !== undefined, Object.keys(eines).length > 0, Object.keys(viele).length > 0]
  if (ways.filter(Boolean).length !== 1) {
    throw new CliError(
      'usage',
      'name either one book, or what many have in common, or --id, or --sammel-id (--help explains)',
    )
  }
  if (id !== undefined) return { art: 'id', id }
  if (sammelId !== undefined) return { art: 'sammelId', id: sammelId }
  // The gateway judges the values; what they mean is decided there.
  const rest = readBedingungen(options)
  return Object.keys(eines).length > 0
    ? { art: 'eines', body: { auswahl: eines, ...rest } as Schemas['CreateAnforderung'] }
    : { art: 'viele', body: { auswahl: viele, ...rest } as Schemas['CreateSammelanforderung'] }
}

const pick = (options: RequestOptions, names: Partial<Record<keyof RequestOptions, string>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(names).flatMap(([option, member]) => {
      const value = options[option as keyof RequestOptions]
      return value === undefined ? [] : [[member, value]]
    }),
  )

const readBedingungen = ({
  zweck,
  rechtsgrundlage,
  frist,
  von,
  bis,
  hinweis,
}: RequestOptions): Record<string, unknown> => {
  const missing = Object.entries({ zweck, rechtsgrundlage, frist }).flatMap(([name, value]) =>
    value === undefined ? [`--${name}`] : [],
  )
  if (missing.length > 0) throw new CliError('usage', `a request needs ${missing.join(', ')}`)
  if ((von === undefined) !== (bis === undefined)) throw new CliError('usage', 'a period has both --von and --bis')
  return {
    zweck,
    rechtsgrundlage,
    frist,
    ...(von === undefined ? {} : { zeitraum: { von, bis } }),
    ...(hinweis === undefined ? {} : { hinweis }),
  }
}

const watchOne = async (
  client: GatewayClient,
  anforderung: Schemas['Anforderung'],
  options: RequestOptions,
  io: Io,
): Promise<number> => {
  const { json, watch, fetch: folder, pause } = options
  if (!watch && folder === undefined) {
    if (json) await outJson(io, anforderung)
    else await io.out(`${describe(anforderung)}\n`)
    return exitCodes.ok
  }
  if (!json) await io.out(`${describe(anforderung)}\n`)
  let last = anforderung
  let abruf: Abruf | undefined
  for await (const { status, zeitpunkt, anforderung: now } of client.watchAnforderung(anforderung.id, {
    signal: io.signal,
    pause: pause * 1000,
  })) {
    last = now
    if (json) await outLine(io, { art: 'schritt', anforderungId: now.id, status, zeitpunkt })
    else await io.out(`  ${zeitpunkt}  ${status}\n`)
    if (status !== now.verlauf.at(-1)?.status) continue
    if (folder !== undefined && abruf === undefined && now.uebermittlungId !== undefined) {
      abruf = await fetchAndVerify(client, now.uebermittlungId, folder, options, io)
      if (!watch) break
    }
  }
  return exitCodeOf(last, abruf, folder !== undefined)
}

const exitCodeOf = ({ status }: Schemas['Anforderung'], abruf: Abruf | undefined, isFetched: boolean): number => {
  if (abruf && !abruf.gueltig) return exitCodes.paket
  if (abruf) return exitCodes.ok
  return isFetched || (isEnd(status) && status !== 'geprueft') ? exitCodes.ended : exitCodes.ok
}

/** One line about a request. */
export const describe = ({ id, status, azubi, berichtsheftFremdId, frist }: Schemas['Anforderung']): string =>
  `Request ${id}: ${azubi} (${berichtsheftFremdId}), until ${frist}: ${status}`
