import { type Lieferung, limits } from '@berichtsheft/core'
import { type Paketbefund, type Paketpruefung, verifyAuskunft, verifyPaket } from '@berichtsheft/core/signatur'
import { CliError, exitCodes } from '../exit-codes.ts'
import { decodeInput, type Input, openInput, readInput } from '../input.ts'
import { type Io, type OutputOptions, outJson, spracheOf } from '../io.ts'

export interface VerifyOptions extends OutputOptions {
  readonly schluessel?: readonly string[]
  readonly xml?: boolean
}

/** Checks a package, or the file of all data of a person, and prints what was found. @returns 6 when it is not valid or its key is not a trusted one */
export const verify = async (file: string, options: VerifyOptions, io: Io): Promise<number> => {
  const input = await openInput(file, io)
  return verifyInput(input, input.stream(), options, io)
}

/** As {@link verify}, from an input that was opened already. */
export const verifyInput = async (
  input: Input,
  stream: AsyncIterable<Uint8Array>,
  options: VerifyOptions,
  io: Io,
): Promise<number> => {
  const bytes = await readInput({ ...input, stream: () => stream }, limits.paket)
  // A package is a ZIP archive, the data of a person are JSON.
  if (bytes[0] === brace) return verifyData(input, bytes, options, io)
  return verifyBytes(input.name, bytes, options, io)
}

/** As {@link verify}, from bytes. */
export const verifyBytes = async (name: string, bytes: Uint8Array, options: VerifyOptions, io: Io): Promise<number> => {
  const pruefung = await checkPaket(bytes, options)
  const isTrusted = (options.schluessel ?? []).length === 0 || pruefung.vertrauen === 'gepinnt'
  if (options.json) await outJson(io, { datei: name, ...pruefung })
  else await print(name, pruefung, isTrusted, options, io)
  return pruefung.gueltig && isTrusted ? exitCodes.ok : exitCodes.paket
}

const brace = '{'.charCodeAt(0)

const verifyData = async (input: Input, bytes: Uint8Array, options: VerifyOptions, io: Io): Promise<number> => {
  const pinned = requireThumbprints(options.schluessel ?? [])
  const pruefung = await verifyAuskunft(decodeInput(input, bytes), pinned)
  const { gueltig, vertrauen, grund, fingerabdruck, auskunft } = pruefung
  const isTrusted = pinned.length === 0 || vertrauen === 'gepinnt'
  if (options.json) await outJson(io, { datei: input.name, ...pruefung })
  else if (!gueltig) io.note(`${input.name}: NOT valid: ${grund}`)
  else if (!options.quiet) {
    const lines = [
      `${input.name}: valid: nothing was changed after signing`,
      `  account  ${auskunft?.konto.id}, ${auskunft?.konto.email}`,
      `  made     ${auskunft?.erstelltAm} by ${auskunft?.iss}`,
      `  signed   ${fingerabdruck}`,
      describeTrust(vertrauen, isTrusted),
    ]
    await io.out(`${lines.join('\n')}\n`)
  }
  return gueltig && isTrusted ? exitCodes.ok : exitCodes.paket
}

const describeTrust = (vertrauen: Paketpruefung['vertrauen'], isTrusted: boolean): string => {
  if (vertrauen === 'gepinnt') return '  key      trusted, as named by --schluessel'
  return isTrusted
    ? '  key      not compared: name a thumbprint with --schluessel to know who signed'
    : '  key      NOT the one named by --schluessel'
}

const requireThumbprints = (schluessel: readonly string[]): readonly string[] => {
  const wrong = schluessel.find((thumbprint) => !/^[A-Za-z0-9_-]{43}$/.test(thumbprint))
  if (wrong !== undefined)
    throw new CliError('usage', `${wrong} is no thumbprint: 43 characters of base64url (RFC 7638)`)
  return schluessel
}

/** Verifies a package, with the XML reader unless that is not wanted. @throws CliError for a thumbprint of the wrong form */
export const checkPaket = async (
  bytes: Uint8Array,
  { schluessel = [], xml = true }: VerifyOptions,
): Promise<Paketpruefung> => {
  requireThumbprints(schluessel)
  if (!xml) return verifyPaket(bytes, { pinned: schluessel })
  const { readXml } = await import('@berichtsheft/core/xml')
  return verifyPaket(bytes, { pinned: schluessel, readXml: (text) => readXml(text).value as Lieferung })
}

const print = async (
  name: string,
  pruefung: Paketpruefung,
  isTrusted: boolean,
  options: VerifyOptions,
  io: Io,
): Promise<void> => {
  const sprache = spracheOf(options, io)
  for (const befund of pruefung.befunde) io.note(formatBefund(name, befund, sprache))
  if (options.quiet) return
  const { gueltig, vertrauen, uebersicht } = pruefung
  const lines = [
    `${name}: ${gueltig ? 'valid: nothing was changed after signing' : 'NOT valid'}`,
    ...(uebersicht ? describe(uebersicht) : []),
    describeTrust(vertrauen, isTrusted),
  ]
  await io.out(`${lines.join('\n')}\n`)
}

const describe = (u: NonNullable<Paketpruefung['uebersicht']>): string[] => [
  `  book     ${u.berichtsheftId}${u.azubi === undefined ? '' : `, ${u.azubi}`}`,
  `  for      chamber ${u.knr}, ${u.zweck}${u.zeitraum ? `, ${u.zeitraum.von} to ${u.zeitraum.bis}` : ''}`,
  `  holds    ${u.anzahlNachweise} reports, ${u.anzahlDateien} files, ${u.anzahlEreignisse} events, ${u.anzahlFreigaben} approvals`,
  ...(u.vollstaendigkeit
    ? [
        `  findings ${u.vollstaendigkeit.fehler} errors, ${u.vollstaendigkeit.warnung} warnings, ${u.vollstaendigkeit.hinweis} notes`,
      ]
    : []),
  `  made     ${u.erstelltAm} by ${u.iss}`,
  ...(u.fingerabdruck === undefined ? [] : [`  signed   ${u.fingerabdruck}`]),
]

const formatBefund = (name: string, befund: Paketbefund, sprache: 'de' | 'en'): string => {
  const { schwere, datei, nachweis, pfad, text, textEnglisch } = befund
  const report =
    nachweis && `report ${nachweis.nr} (${nachweis.fremdId}, ${nachweis.zeitraum.von} to ${nachweis.zeitraum.bis})`
  const place = [name, datei, report, pfad].filter((part) => part !== undefined && part !== '').join(' · ')
  return `${place}: ${schwere}: ${sprache === 'de' ? text : textEnglisch}`
}
