import { expect, test } from 'vitest'
import { renderHtml } from '../../../html.ts'
import { renderQr } from './qr.ts'

/** The modules that the paths of an image cover. */
const readModules = (svg: string): { size: number; dark: Set<string> } => {
  const size = Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])
  const dark = new Set<string>()
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(length); i++) dark.add(`${Number(x) + i},${y}`)
  }
  return { size, dark }
}

test('a QR code is an image with a name, a quiet zone and three finders', async () => {
  const svg = renderHtml(await renderQr('otpauth://totp/Berichtsheft:a%40example.org?secret=ABC', 'a "name"'))
  expect(svg).toContain('role="img" aria-label="a &quot;name&quot;"')
  expect(svg).not.toMatch(/style=|<script|href=/)
  const { size, dark } = readModules(svg)
  const count = size - 8
  expect((count - 17) % 4).toBe(0)
  for (const module of dark) {
    const [x = 0, y = 0] = module.split(',').map(Number)
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(4)
    expect(Math.max(x, y)).toBeLessThan(4 + count)
  }
  // Each finder: a dark frame of seven modules, a light one, a dark core.
  for (const [left, top] of [
    [4, 4],
    [4 + count - 7, 4],
    [4, 4 + count - 7],
  ] as const) {
    for (let i = 0; i < 7; i++) {
      expect(dark.has(`${left + i},${top}`)).toBe(true)
      expect(dark.has(`${left},${top + i}`)).toBe(true)
    }
    expect(dark.has(`${left + 1},${top + 1}`)).toBe(false)
    expect(dark.has(`${left + 3},${top + 3}`)).toBe(true)
  }
})

test('another text is another code', async () => {
  const [one, other] = await Promise.all(['a', 'b'].map(async (text) => renderHtml(await renderQr(text, 'x'))))
  expect(one).not.toBe(other)
})
