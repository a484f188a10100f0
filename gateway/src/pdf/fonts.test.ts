import { describe, expect, it } from 'vitest'
import { type Coverage, type FontName, splitGraphemes, splitRuns } from './fonts.ts'

const covered: Record<FontName, readonly (readonly [from: number, to: number])[]> = {
  regular: [
    [0x20, 0x24f],
    [0x300, 0x36f],
    [0x2713, 0x2713],
    [0x25a1, 0x25a1],
  ],
  bold: [
    [0x20, 0x24f],
    [0x300, 0x36f],
    [0x25a1, 0x25a1],
  ],
  emoji: [
    [0x30, 0x39],
    [0x2713, 0x2713],
    [0x2764, 0x2764],
    [0x1f1e6, 0x1f1ff],
    [0x1f300, 0x1faff],
  ],
}
const coverage: Coverage = {
  has: (font, codePoint) => covered[font].some(([from, to]) => from <= codePoint && codePoint <= to),
}

const runs = (text: string, font: 'regular' | 'bold' = 'regular') => {
  let missing = 0
  const split = splitRuns(text, font, coverage, () => {
    missing++
  })
  return { text: split.map((run) => `${run.font}:${run.text}`).join('|'), missing }
}

describe('splitRuns', () => {
  it.each([
    ['', '', 0],
    ['Grüße an Łukasz', 'regular:Grüße an Łukasz', 0],
    ['Zo\u0308e M\u0302', 'regular:Zo\u0308e M\u0302', 0],
    ['gut 🙂 so', 'regular:gut |emoji:🙂|regular: so', 0],
    ['🙂👍🏽', 'emoji:🙂👍🏽', 0],
    ['👩‍💻', 'emoji:👩‍💻', 0],
    ['🇩🇪', 'emoji:🇩🇪', 0],
    ['❤️', 'emoji:❤', 0],
    ['✓', 'regular:✓', 0],
    ['✓️', 'emoji:✓', 0],
    ['漢字', 'regular:□□', 2],
    ['a漢b', 'regular:a□b', 1],
    ['a\u200db', 'regular:ab', 0],
  ])('%j becomes %j', (text, expected, missing) => {
    expect(runs(text)).toEqual({ text: expected, missing })
  })

  it('takes the weight that is asked for, and another font where that weight lacks a sign', () => {
    expect(runs('fett', 'bold').text).toBe('bold:fett')
    expect(runs('✓', 'bold').text).toBe('emoji:✓')
  })
})

describe('splitGraphemes', () => {
  it('keeps together what a reader sees as one', () => {
    expect(splitGraphemes('n\u0303🇩🇪👩‍💻x')).toEqual(['n\u0303', '🇩🇪', '👩‍💻', 'x'])
  })
})
