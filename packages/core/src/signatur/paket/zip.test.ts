import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { limits } from '../../contract/limits.ts'
import { readZip } from './zip-read.ts'
import { writeZip } from './zip-write.ts'

const zeitpunkt = '2027-01-11T09:30:15Z'
const text = (value: string, verdichten = true) => ({ bytes: Buffer.from(value), verdichten })
const files = [
  { name: 'manifest.json', ...text('{"a":1}'.repeat(40)) },
  { name: 'anhaenge/abc.txt', ...text('Schaltplan', false) },
  { name: 'leer.txt', ...text('') },
]
const good = Buffer.from(await writeZip(files, zeitpunkt))

const contents = (bytes: Uint8Array) => {
  const { dateien, fehler } = readZip(bytes)
  expect(fehler).toEqual([])
  return Object.fromEntries([...dateien].map(([name, content]) => [name, Buffer.from(content).toString()]))
}

/** A copy of the archive with changes at the central directory entry (and local header) of the first file. */
const patched = (change: (archive: Buffer, central: number) => void): Buffer => {
  const archive = Buffer.from(good)
  change(archive, archive.readUInt32LE(archive.length - 6))
  return archive
}

/** The archive with bytes put in, all offsets put right. */
const withBytesAt = (at: number, inserted: Buffer): Buffer => {
  const archive = Buffer.concat([good.subarray(0, at), inserted, good.subarray(at)])
  const directory = good.readUInt32LE(good.length - 6)
  archive.writeUInt32LE(directory + inserted.length, archive.length - 6)
  for (let central = directory + inserted.length; archive.readUInt32LE(central) === 0x02014b50; ) {
    const offset = archive.readUInt32LE(central + 42)
    if (offset >= at) archive.writeUInt32LE(offset + inserted.length, central + 42)
    central += 46 + archive.readUInt16LE(central + 28)
  }
  return archive
}

describe('archives', () => {
  test('what was written is read', () => {
    expect(contents(good)).toEqual(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes.toString()])))
  })

  test('equal input gives equal bytes, another time other ones', async () => {
    expect(Buffer.from(await writeZip(files, zeitpunkt))).toEqual(good)
    expect(Buffer.from(await writeZip(files, '2027-01-11T09:30:17Z'))).not.toEqual(good)
  })

  test('the time stamp is UTC, to two seconds', () => {
    const [time, date] = [good.readUInt16LE(10), good.readUInt16LE(12)]
    expect([time >> 11, (time >> 5) & 63, (time & 31) * 2]).toEqual([9, 30, 14])
    expect([(date >> 9) + 1980, (date >> 5) & 15, date & 31]).toEqual([2027, 1, 11])
  })

  test('another program reads what we write, and we read what it writes', () => {
    const name = fc.stringMatching(/^[a-z0-9]{1,8}\.(json|txt)$/)
    const entries = fc.uniqueArray(fc.tuple(name, fc.uint8Array({ maxLength: 400 })), { selector: ([key]) => key })
    return fc.assert(
      fc.asyncProperty(entries, fc.boolean(), async (list, verdichten) => {
        const expected = Object.fromEntries(list.map(([key, bytes]) => [key, Buffer.from(bytes)]))
        const archive = await writeZip(
          list.map(([key, bytes]) => ({ name: key, bytes, verdichten })),
          zeitpunkt,
        )
        const asBuffers = (found: Iterable<[string, Uint8Array]>) =>
          Object.fromEntries([...found].map(([key, bytes]) => [key, Buffer.from(bytes)]))
        expect(asBuffers(Object.entries(unzipSync(archive)))).toEqual(expected)
        const elsewhere = zipSync(expected, { level: verdichten ? 6 : 0 })
        expect(asBuffers(readZip(elsewhere).dateien)).toEqual(expected)
        expect(asBuffers(readZip(archive).dateien)).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  test('folders and the time stamps of other programs do no harm', () => {
    const extra = { extra: { 21589: new Uint8Array([1, 0, 0, 0, 0]) } }
    const archive = zipSync({ 'anhaenge/': [new Uint8Array(), extra], 'a.txt': [Buffer.from('a'), extra] })
    expect(contents(archive)).toEqual({ 'a.txt': 'a' })
  })

  test('one changed byte never shows other contents', () => {
    const expected = JSON.stringify(contents(good))
    let refused = 0
    for (let at = 0; at < good.length; at++) {
      for (const change of [0x01, 0x80, 0xff]) {
        const archive = Buffer.from(good)
        archive[at] = (archive[at] ?? 0) ^ change
        const { dateien, fehler } = readZip(archive)
        if (fehler.length > 0) refused += 1
        else
          expect(JSON.stringify(Object.fromEntries([...dateien].map(([name, bytes]) => [name, `${bytes}`])))).toBe(
            expected,
          )
      }
    }
    expect(refused).toBeGreaterThan(good.length * 2)
  })

  test('an archive that is cut anywhere is refused', () => {
    for (let length = 0; length < good.length; length++) {
      expect(readZip(good.subarray(0, length)).fehler, `${length}`).not.toEqual([])
    }
  })
})

describe('archives that mean two things or too much', () => {
  const directory = good.readUInt32LE(good.length - 6)
  const hidden = Buffer.from('PK hidden')
  const duplicated = zipSync({ 'a.txt': Buffer.from('a'), 'b.txt': Buffer.from('b') }, { level: 0 })
  const unicodePath = { extra: { 28789: new Uint8Array([1, 0, 0, 0, 0, 98]) } }
  const packed = (content: Buffer, claimed: number) => {
    const archive = Buffer.from(zipSync({ 'a.txt': content }, { level: 9 }))
    const central = archive.readUInt32LE(archive.length - 6)
    archive.writeUInt32LE(claimed, 22)
    archive.writeUInt32LE(claimed, central + 24)
    return archive
  }

  test.each<[string, string, Uint8Array]>([
    ['nothing', 'keinArchiv', Buffer.alloc(0)],
    ['something else', 'keinArchiv', Buffer.from('%PDF-1.7 no archive at all, but long enough')],
    ['bytes in front', 'keinArchiv', Buffer.concat([hidden, good])],
    ['bytes in front, offsets put right', 'verzeichnis', withBytesAt(0, hidden)],
    ['bytes between files', 'verzeichnis', withBytesAt(30 + 13 + good.readUInt32LE(18), hidden)],
    ['bytes before the directory', 'verzeichnis', withBytesAt(directory, hidden)],
    ['bytes behind', 'keinArchiv', Buffer.concat([good, hidden])],
    ['a comment', 'keinArchiv', Buffer.concat([good.subarray(0, -2), Buffer.from([9, 0]), hidden])],
    [
      'fewer entries than listed',
      'verzeichnis',
      patched((archive) =>
        archive.fill(4, archive.length - 14, archive.length - 13).fill(4, archive.length - 12, archive.length - 11),
      ),
    ],
    [
      'an entry more than counted',
      'verzeichnis',
      patched((archive) =>
        archive.fill(2, archive.length - 14, archive.length - 13).fill(2, archive.length - 12, archive.length - 11),
      ),
    ],
    ['two disks', 'keinArchiv', patched((archive) => archive.writeUInt16LE(1, archive.length - 18))],
    ['an encrypted entry', 'verfahren', patched((archive, at) => archive.writeUInt16LE(1, at + 8))],
    ['sizes behind the data', 'verfahren', patched((archive, at) => archive.writeUInt16LE(8, at + 8))],
    ['an unknown method', 'verfahren', patched((archive, at) => archive.writeUInt16LE(9, at + 10))],
    ['another local name', 'verzeichnis', patched((archive) => archive.write('M', 30))],
    ['another local method', 'verzeichnis', patched((archive) => archive.writeUInt16LE(0, 8))],
    ['another local size', 'verzeichnis', patched((archive) => archive.writeUInt32LE(1, 22))],
    [
      'two entries with the same data',
      'verzeichnis',
      patched((archive, at) => archive.writeUInt32LE(0, at + 46 + 13 + 42)),
    ],
    [
      'a stored entry with two sizes',
      'verzeichnis',
      patched((archive, at) => archive.writeUInt32LE(3, at + 46 + 13 + 24)),
    ],
    [
      'an entry that points outside',
      'verzeichnis',
      patched((archive, at) => archive.writeUInt32LE(0xfffffff0, at + 42)),
    ],
    ['a second name in an extra field', 'verzeichnis', zipSync({ 'a.txt': [Buffer.from('a'), unicodePath] })],
    ['a folder with content', 'verzeichnis', zipSync({ 'a/': Buffer.from('abc') }, { level: 0 })],
    ['the same name twice', 'name', Buffer.from(duplicated.map((byte) => (byte === 98 ? 97 : byte)))],
    ['names that differ in case only', 'name', zipSync({ 'a.txt': Buffer.from('a'), 'A.TXT': Buffer.from('b') })],
    ['a way out', 'name', zipSync({ '../a.txt': Buffer.from('a') })],
    ['a way out in the middle', 'name', zipSync({ 'anhaenge/../../a.txt': Buffer.from('a') })],
    ['an absolute path', 'name', zipSync({ '/etc/passwd': Buffer.from('a') })],
    ['a drive', 'name', zipSync({ 'C:a.txt': Buffer.from('a') })],
    ['a backslash', 'name', zipSync({ '..\\a.txt': Buffer.from('a') })],
    ['a name with an umlaut', 'name', zipSync({ 'prüfung.txt': Buffer.from('a') })],
    ['a hidden file', 'name', zipSync({ '.DS_Store': Buffer.from('a') })],
    ['a name of 101 characters', 'name', zipSync({ ['a'.repeat(101)]: Buffer.from('a') })],
    ['five levels', 'name', zipSync({ 'a/b/c/d/e': Buffer.from('a') })],
    ['a bomb', 'zuGross', zipSync({ 'a.txt': new Uint8Array(2_000_000) }, { level: 9 })],
    [
      'a file of 64 MiB and a byte by its own word',
      'zuGross',
      packed(Buffer.alloc(500_000, 'Zeile\n'), limits.paketDatei + 1),
    ],
    ['more data than promised', 'inhalt', packed(Buffer.from('abc'.repeat(30)), 10)],
    ['less data than promised', 'inhalt', packed(Buffer.from('abc'.repeat(30)), 91)],
  ])('%s: %s', (_name, grund, archive) => {
    const { dateien, fehler } = readZip(archive)
    expect(fehler.map((fault) => fault.grund)).toEqual([grund])
    if (grund !== 'inhalt') expect(dateien.size).toBe(0)
  })

  test('a file that promises less than it unpacks to costs no more than it promised', () => {
    const { fehler } = readZip(packed(Buffer.alloc(100_000, 'Zeile\n'), 1_000))
    expect(fehler).toEqual([{ grund: 'inhalt', datei: 'a.txt' }])
  })

  test('bytes behind the packed data of a file are seen', () => {
    const data = Buffer.concat([deflateRawSync(Buffer.from('abc')), hidden])
    const archive = Buffer.from(zipSync({ 'a.txt': data }, { level: 0 }))
    const central = archive.readUInt32LE(archive.length - 6)
    for (const at of [0, central + 2]) {
      archive.writeUInt16LE(8, at + 8)
      archive.writeUInt32LE(0x352441c2, at + 14) // CRC-32 of "abc"
      archive.writeUInt32LE(3, at + 22)
    }
    expect(readZip(archive).fehler).toEqual([{ grund: 'inhalt', datei: 'a.txt' }])
  })

  test('as many files as the limit are read, one more is refused', async () => {
    const many = Array.from(
      { length: limits.paketDateien + 1 },
      (_, index) => [`${index}.txt`, new Uint8Array()] as const,
    )
    expect(readZip(zipSync(Object.fromEntries(many.slice(1)))).dateien.size).toBe(limits.paketDateien)
    expect(readZip(zipSync(Object.fromEntries(many))).fehler).toEqual([{ grund: 'zuGross' }])
    const list = many.map(([name, bytes]) => ({ name, bytes, verdichten: false }))
    await expect(writeZip(list, zeitpunkt)).rejects.toThrow(RangeError)
    await expect(writeZip(list.slice(1), zeitpunkt)).resolves.toBeInstanceOf(Uint8Array)
  })

  test('a file that packs too well is stored, so that it can be read again', async () => {
    const bytes = new Uint8Array(1_000_000)
    const archive = await writeZip([{ name: 'a.txt', bytes, verdichten: true }], zeitpunkt)
    expect(archive.length).toBeGreaterThan(bytes.length)
    expect(readZip(archive).dateien.get('a.txt')).toHaveLength(bytes.length)
  })
})
