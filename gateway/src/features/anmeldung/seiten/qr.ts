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
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: quiet })
  const size = rows.length
  const paths = rows.map((row, y) => rowPath(row, y))
  return html`<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#ffffff"/><path d="${paths.join('')}" fill="#000000"/></svg>`
}

/** One rectangle for each run of dark modules. */
const rowPath = (row: readonly boolean[], y: number): string => {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue
    const start = x
    while (row[x + 1]) x++
    const length = x + 1 - start
    path += `M${start} ${y}h${length}v1h-${length}z`
  }
  return path
}
