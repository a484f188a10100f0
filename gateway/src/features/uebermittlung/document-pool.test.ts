import { readdirSync, readFileSync } from 'node:fs'
import { canonicalize, limits } from '@berichtsheft/core'
import { sha256 } from '@berichtsheft/core/signatur'
import { readXml } from '@berichtsheft/core/xml'
import { describe, expect, it } from 'vitest'
import { ProblemError } from '../../problem-error.ts'
import { makeLieferung } from '../../testing/fixtures.ts'
import { withDocumentProcess } from './document-pool.ts'
import type { ExportOrder } from './documents.ts'

const lieferung = makeLieferung(2)

const order = (art: ExportOrder['art'], kopf = canonicalize(lieferung.berichtsheft)): ExportOrder => ({
  art,
  heft: {
    id: '01934a5e-7c00-7a31-9b1c-2f0d6c1e5a77',
    kopf,
    nachweise: lieferung.ausbildungsnachweise.map(({ fremdId, inhalt, verlauf }) => {
      const text = canonicalize(inhalt)
      return { id: fremdId, fremdId, text, hash: sha256(text), verlauf: canonicalize(verlauf ?? []), kommentare: '[]' }
    }),
  },
  erstelltAm: '2026-11-20T10:00:00Z',
})

/** Processes that this one started to write documents. */
const listChildren = (): number[] =>
  readdirSync('/proc').flatMap((pid) => {
    try {
      const parent = /\nPPid:\t(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      const isOurs =
        parent === `${process.pid}` && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('document-process')
      return isOurs ? [Number(pid)] : []
    } catch {
      // Not a process, or one that has just ended.
      return []
    }
  })

describe('the processes that write documents', () => {
  it('write what they are asked for, one after the other', async () => {
    const written = await Promise.all(
      ['json', 'xml', 'json'].map((art) => withDocumentProcess((write) => write(order(art as 'json' | 'xml')))),
    )
    const [json, xml] = written.map((bytes) => Buffer.from(bytes))
    expect(json?.toString()).toBe(canonicalize(lieferung))
    expect(canonicalize(readXml(xml ?? '').value)).toBe(canonicalize(lieferung))
  })

  it('say why a document cannot be written, and go on', async () => {
    await expect(withDocumentProcess((write) => write(order('xml', '{')))).rejects.toMatchObject({
      name: 'SyntaxError',
    })
    expect((await withDocumentProcess((write) => write(order('json')))).byteLength).toBeGreaterThan(1000)
  })

  it('are replaced when they are killed at work', async ({ skip }) => {
    skip(process.platform !== 'linux', 'skipped: /proc')
    await withDocumentProcess((write) => write(order('json')))
    expect(listChildren().length).toBeGreaterThan(0)
    const broken = withDocumentProcess((write) => {
      const answer = write(order('pdf'))
      for (const pid of listChildren()) process.kill(pid, 'SIGKILL')
      return answer
    })
    await expect(broken).rejects.toMatchObject({
      name: 'DocumentProcessError',
      message: expect.stringMatching(/ended \(SIGKILL\)/),
    })
    expect((await withDocumentProcess((write) => write(order('json')))).byteLength).toBeGreaterThan(1000)
  })

  it('do nothing for somebody who has gone while waiting', async () => {
    let done = false
    const work = async () => {
      done = true
    }
    await expect(withDocumentProcess(work, () => true)).rejects.toMatchObject({ slug: 'request-timeout' })
    expect(done).toBe(false)
  })

  it('tell callers to come again when too many wait', async () => {
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const holders: Promise<void>[] = []
    let refused: unknown
    for (let i = 0; i < limits.dokumenteWartend + 8; i++) {
      holders.push(
        withDocumentProcess(() => held).catch((error: unknown) => {
          refused = error
        }),
      )
    }
    await Promise.resolve()
    await new Promise((resolve) => setImmediate(resolve))
    expect(refused).toBeInstanceOf(ProblemError)
    expect((refused as ProblemError).slug).toBe('unavailable')
    release()
    await Promise.all(holders)
    expect((await withDocumentProcess((write) => write(order('json')))).byteLength).toBeGreaterThan(1000)
  })
})
