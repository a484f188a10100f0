import { type Html, html } from '../../../html.ts'

/** Light modules around the code, without which readers do not find it (ISO/IEC 18004). */
const quiet = 4

/**
 * A QR code as an image within the page, dark on white in either colour scheme. Next to it has to stand the same as text.
 *
 * @param label what the image is, for those who cannot see it
 */
export const renderQr = async (text: string, label: string): Promise<Html> => {
  const { default: encodeQr } = await import('qr')
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: 0 })
  const count = rows.length
  const size = count + 2 * quiet
  const paths = rows.map((row, y) => rowPath(y, count, (column) => row[column] === true))
  return html`<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#ffffff"/><path d="${paths.join('')}" fill="#000000"/></svg>`
}

/** One rectangle for each run of dark modules. */
const rowPath = (row: number, count: number, isDark: (column: number) => boolean): string => {
  let path = ''
  for (let column = 0; column < count; column++) {
    if (!isDark(column)) continue
    const start = column
    while (column + 1 < count && isDark(column + 1)) column++
    const length = column - start + 1
    path += `M${start + quiet} ${row + quiet}h${length}v1h-${length}z`
  }
  return path
}
