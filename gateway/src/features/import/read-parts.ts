import type { IncomingMessage } from 'node:http'
import { type CreateBerichtsheft, limits } from '@berichtsheft/core'
import type { FastifyRequest } from 'fastify'
import { ProblemError } from '../../problem-error.ts'
import { JsonFehler, parseStrictJson } from '../../strict-json.ts'

/** What an import carries: the vendor's files, and head data of the book that they lack. */
export interface Importteile {
  readonly dateien: readonly { readonly name: string; readonly inhalt: Uint8Array }[]
  readonly kontext: Partial<CreateBerichtsheft>
}

/**
 * Limits of the multipart reader. Every part is read as bytes, because the reader replaces what is no UTF-8 in the
 * others; one part more than allowed is let through so that it can be refused with its number.
 */
export const multipartOptions = {
  limits: {
    fileSize: limits.importe,
    files: limits.importDateien + 2,
    parts: limits.importDateien + 2,
    headerPairs: 20,
    headerSize: 16_384,
  },
  preservePath: true,
  isPartAFile: () => true,
} as const

/** What headers and boundaries of all parts may take beside the files. */
const framing = 4_194_304

/**
 * Reads a multipart body. A name keeps its folders, because in some formats the folder is the date.
 *
 * @throws ProblemError that names the part
 */
export const readParts = async (request: FastifyRequest): Promise<Importteile> => {
  if (Number(request.headers['content-length'] ?? 0) > limits.importe + framing) throw tooLarge()
  const size = watchSize(request.raw)
  try {
    return await Promise.race([collectParts(request), size.exceeded])
  } finally {
    size.end()
  }
}

/** The reader counts neither what lies before the first part nor what it skips, and waits for the end of a part that is too large. */
const watchSize = (raw: IncomingMessage) => {
  let size = 0
  let count: (chunk: Buffer) => void = () => {}
  const exceeded = new Promise<never>((_, reject) => {
    count = (chunk) => {
      size += chunk.length
      if (size > limits.importe + framing) reject(tooLarge())
    }
  })
  raw.on('data', count)
  return { exceeded, end: () => raw.off('data', count) }
}

const collectParts = async (request: FastifyRequest): Promise<Importteile> => {
  const dateien: { name: string; inhalt: Uint8Array }[] = []
  let kontext: Partial<CreateBerichtsheft> | undefined
  let size = 0
  try {
    for await (const part of request.parts()) {
      if (part.type !== 'file') throw new Error('a part was not read as bytes')
      const inhalt = await part.toBuffer()
      if (part.fieldname === 'kontext') {
        if (kontext !== undefined)
          throw new ProblemError('validation-failed', { detail: 'The part kontext stands twice' })
        kontext = readKontext(inhalt)
        continue
      }
      if (part.filename === undefined) throw noSuchPart(part.fieldname)
      if (dateien.length === limits.importDateien)
        throw new ProblemError('payload-too-large', { detail: `An import has at most ${limits.importDateien} files` })
      size += inhalt.length
      if (size > limits.importe) throw tooLarge()
      dateien.push({ name: checkName(part.filename), inhalt: new Uint8Array(inhalt) })
    }
  } catch (error) {
    throw isReaderFault(error) ? broken(error) : error
  }
  if (dateien.length === 0) throw new ProblemError('validation-failed', { detail: 'The import holds no file' })
  return { dateien, kontext: kontext ?? {} }
}

/** The reader of multipart bodies throws bare errors for broken ones. */
const isReaderFault = (error: unknown): error is Error =>
  error instanceof Error &&
  /^(Part terminated early|Unexpected end of multipart data|Multipart: |The needle cannot )/.test(error.message)

const broken = (cause: Error): ProblemError =>
  new ProblemError('malformed-request', {
    detail: 'The multipart body has no boundary of 1 to 70 characters, or ends before its last part does',
    cause,
  })

const tooLarge = () =>
  new ProblemError('payload-too-large', {
    detail: `The files of an import have at most ${limits.importe} bytes together`,
  })

const noSuchPart = (name: string | undefined) =>
  new ProblemError('validation-failed', {
    detail: `There is no part ${JSON.stringify((name ?? '').slice(0, 50))}; parts are files and kontext`,
  })

const checkName = (name: string): string => {
  const segments = name.split('/')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
  const forbidden = /[\u0000-\u001f\\\ufffd]/.test(name)
  if (forbidden || name.length > 300 || segments.some((segment) => ['', '.', '..'].includes(segment))) {
    throw new ProblemError('validation-failed', {
      detail: 'A file name is a relative path in UTF-8 without dot segments, backslashes and control characters',
    })
  }
  return name
}

const readKontext = (bytes: Buffer): Partial<CreateBerichtsheft> => {
  if (bytes.length > limits.zeile)
    throw new ProblemError('payload-too-large', { detail: `The part kontext has at most ${limits.zeile} bytes` })
  try {
    const value = parseStrictJson(bytes, { tiefe: limits.jsonTiefe })
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new JsonFehler('The part is not an object')
    return value
  } catch (error) {
    if (error instanceof JsonFehler)
      throw new ProblemError('malformed-request', { detail: `kontext: ${error.message}` })
    throw error
  }
}
