import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBytes } from './adapter-source.ts'
import { fileSource } from './file-source.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berichtsheft-source-'))
  await mkdir(join(folder, '2026/53'), { recursive: true })
  await writeFile(join(folder, '2026/53/2.json'), 'zwei')
  await writeFile(join(folder, '2026/53/1.json'), 'eins')
  await writeFile(join(folder, 'kopf.json'), 'kopf')
  await symlink('/etc/hostname', join(folder, 'link'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test('a folder stands for its files, named by their path inside; links are left alone', async () => {
  const { dateien, kontext } = await fileSource([folder], { knr: '153' })
  expect(kontext).toEqual({ knr: '153' })
  expect(dateien.map(({ name }) => name)).toEqual(['2026/53/1.json', '2026/53/2.json', 'kopf.json'])
})

test('a file stands for itself, named without its folder, and can be read more than once', async () => {
  const { dateien } = await fileSource([join(folder, 'kopf.json')])
  const [datei] = dateien
  expect(datei?.name).toBe('kopf.json')
  for (const _time of [1, 2]) expect(datei && new TextDecoder().decode(await readBytes(datei))).toBe('kopf')
})

test('a path that does not exist is refused by its name', async () => {
  await expect(fileSource([join(folder, 'fehlt.json')])).rejects.toMatchObject({
    kind: 'rejected',
    stelle: join(folder, 'fehlt.json'),
  })
})

test('a file that vanishes before it is read is unavailable', async () => {
  await writeFile(join(folder, 'kurz.json'), 'x')
  const { dateien } = await fileSource([join(folder, 'kurz.json')])
  await rm(join(folder, 'kurz.json'))
  const [datei] = dateien
  await expect(datei ? readBytes(datei) : undefined).rejects.toMatchObject({ kind: 'unavailable', stelle: 'kurz.json' })
})
