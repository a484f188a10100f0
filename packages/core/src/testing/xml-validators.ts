import { execFile } from 'node:child_process'
import { accessSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The verdicts of a validator about documents, in their order. */
export interface XsdValidator {
  readonly name: string
  /** The Debian package that brings it, or undefined when it is installed. */
  readonly missing: string | undefined
  readonly validate: (
    schemas: ReadonlyMap<string, string>,
    main: string,
    documents: readonly string[],
  ) => Promise<boolean[]>
}

const findProgram = (name: string): boolean =>
  (process.env.PATH ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, name))
      return true
    } catch {
      return false
    }
  })

interface Output {
  readonly stdout: string
  readonly stderr: string
  readonly status: number | string | null
}

const run = (command: string, args: readonly string[], folder: string): Promise<Output> =>
  new Promise((resolve) => {
    execFile(command, [...args], { cwd: folder, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      resolve({ stdout, stderr, status: error ? (error.code ?? null) : 0 })
    })
  })

/** Lays schemas and documents into a folder of their own, so that each validator starts once for all of them. */
const inFolder = async <T>(
  schemas: ReadonlyMap<string, string>,
  documents: readonly string[],
  use: (folder: string, names: string[]) => Promise<T>,
): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'xsd-'))
  try {
    for (const [name, text] of schemas) writeFileSync(join(folder, name), text)
    const names = documents.map((text, index) => {
      const name = `${index}.xml`
      writeFileSync(join(folder, name), text)
      return name
    })
    return await use(folder, names)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** libxml2 of Debian, another version than the one in libxml2-wasm. */
export const xmllint: XsdValidator = {
  name: 'xmllint',
  missing: findProgram('xmllint') ? undefined : 'libxml2-utils',
  validate: (schemas, main, documents) =>
    inFolder(schemas, documents, async (folder, names) => {
      const { stderr } = await run('xmllint', ['--noout', '--nonet', '--schema', main, ...names], folder)
      const lines = new Set(stderr.split('\n'))
      return names.map((name) => {
        if (lines.has(`${name} validates`)) return true
        // A document that is not well-formed gets no closing line of its own.
        if (stderr.includes(`${name}:`) || lines.has(`${name} fails to validate`)) return false
        throw new Error(`xmllint says nothing about ${name}: ${stderr.slice(0, 2000)}`)
      })
    }),
}

const jars = ['xercesSamples', 'xercesImpl'].map((name) => `/usr/share/java/${name}.jar`)

/** Xerces 2, an implementation that shares nothing with libxml2. */
export const xerces: XsdValidator = {
  name: 'Xerces',
  missing: !findProgram('java')
    ? 'default-jre-headless'
    : jars.every((jar) => existsSync(jar))
      ? undefined
      : 'libxerces2-java',
  validate: (schemas, main, documents) =>
    inFolder(schemas, documents, async (folder, names) => {
      const { stdout, stderr, status } = await run(
        'java',
        // XSD counts code points; Xerces counts UTF-16 units unless it is told.
        [
          '-Dorg.apache.xerces.impl.dv.xs.useCodePointCountForStringLength=true',
          '-cp',
          jars.join(':'),
          'jaxp.SourceValidator',
          '-f',
          '-a',
          main,
          '-i',
          ...names,
        ],
        folder,
      )
      const output = stdout + stderr
      if (status !== 0 || /^\[[A-Za-z ]+\] [^:]*\.xsd:/m.test(output))
        throw new Error(`Xerces failed: ${output.slice(0, 2000)}`)
      const faulty = new Set([...output.matchAll(/^\[Error\] (\d+\.xml):/gm)].map((match) => match[1]))
      // A document that is not well-formed gets no line with its time.
      const done = new Set([...output.matchAll(/^(\d+\.xml): \d+ ms/gm)].map((match) => match[1]))
      return names.map((name) => done.has(name) && !faulty.has(name))
    }),
}
