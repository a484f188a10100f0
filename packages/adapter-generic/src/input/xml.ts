import { AdapterError, decodeText, type Encoding, encodings } from '@berichtsheft/sdk'
import { ParseOption, XmlCData, XmlDocument, XmlElement, XmlLibError, XmlText } from 'libxml2-wasm'
import { limits } from '../limits.ts'
import type { Tree } from './json.ts'
import { type Place, setInnerPlaces } from './record.ts'

/**
 * Reads an XML file of somebody else with the default limits of libxml2: no DTD, no entities but the five of XML, nothing
 * from outside. Attributes become `@name`, elements with text alone become texts, repeated elements lists; namespaces are
 * left out. The encoding is the configured one, else the one that the file declares, else UTF-8.
 *
 * @throws AdapterError `rejected`
 */
export const readXmlFile = (bytes: Uint8Array, datei: string, configured?: readonly Encoding[]): Tree => {
  const { text } = decodeText(bytes, configured ?? [declaredEncoding(bytes, datei)], datei)
  refuseDoctype(text, datei)
  return withDocument(text, datei, (root) => {
    let elements = 0
    const convert = (element: XmlElement): { value: unknown; lines: Lines } => {
      elements += 1
      if (elements > limits.xmlElemente) {
        throw new AdapterError('rejected', `holds more than ${limits.xmlElemente} elements`, { stelle: datei })
      }
      return convertElement(element, datei, convert)
    }
    const { value, lines } = convert(root)
    return { value: typeof value === 'string' ? { '#text': value } : value, place: xmlPlace(datei, root.line, lines) }
  })
}

/** Lines of the children of an element, by name; a list for repeated ones. */
interface Lines {
  readonly line: number
  readonly inner: Readonly<Record<string, readonly Lines[]>>
}

const xmlPlace = (datei: string, line: number, lines: Lines): Place => {
  const list = (children: readonly Lines[]): Place => {
    const [first = lines] = children
    return setInnerPlaces({ datei, at: () => `${datei}:${first.line}` }, (key) => {
      const child = typeof key === 'number' ? children[key] : first.inner[key]?.[0]
      return child ? xmlPlace(datei, child.line, child) : list(children)
    })
  }
  return setInnerPlaces(
    { datei, at: (field) => `${datei}:${(field === undefined ? undefined : lines.inner[field]?.[0]?.line) ?? line}` },
    (key) => {
      const children = lines.inner[key] ?? []
      const [only] = children
      return children.length === 1 && only ? xmlPlace(datei, only.line, only) : list(children)
    },
  )
}

const convertElement = (
  element: XmlElement,
  datei: string,
  convert: (element: XmlElement) => { value: unknown; lines: Lines },
): { value: unknown; lines: Lines } => {
  const value: Record<string, unknown> = Object.create(null)
  const inner: Record<string, Lines[]> = Object.create(null)
  let text = ''
  for (const { name, value: content } of element.attrs) value[`@${checkName(name, datei, element.line)}`] = content
  for (let node = element.firstChild; node; node = node.next) {
    if (node instanceof XmlElement) {
      const name = checkName(node.name, datei, node.line)
      const child = convert(node)
      const before = value[name]
      value[name] = !Object.hasOwn(value, name) ? child.value : Array.isArray(before) ? before : [before]
      const list = value[name]
      if (Object.hasOwn(inner, name) && Array.isArray(list)) list.push(child.value)
      const lines = inner[name]
      if (lines) lines.push(child.lines)
      else inner[name] = [child.lines]
    } else if (node instanceof XmlText || node instanceof XmlCData) text += node.content
  }
  const lines: Lines = { line: element.line, inner }
  if (Object.keys(value).length === 0) return { value: text.trim() === '' ? '' : text, lines }
  if (text.trim() !== '') value['#text'] = text
  return { value, lines }
}

const checkName = (name: string, datei: string, line: number): string => {
  if (name === '__proto__')
    throw new AdapterError('rejected', 'the name "__proto__" is not allowed', { stelle: `${datei}:${line}` })
  return name
}

const withDocument = <T>(text: string, datei: string, use: (root: XmlElement) => T): T => {
  // The declaration is blanked, because the text is UTF-8 now whatever it says; lines and columns stay.
  const body = text.replace(/^<\?xml[^>]*\?>/, (declaration) => declaration.replace(/[^\n]/g, ' '))
  let document: XmlDocument
  try {
    document = XmlDocument.fromBuffer(new TextEncoder().encode(body), { option: ParseOption.XML_PARSE_BIG_LINES })
  } catch (cause) {
    const [detail] = cause instanceof XmlLibError ? cause.details : []
    const stelle = detail ? `${datei}:${detail.line}:${detail.col}` : datei
    throw new AdapterError('rejected', `is not well-formed XML: ${detail?.message.trim() ?? String(cause)}`, {
      stelle,
      cause,
    })
  }
  try {
    return use(document.root)
  } finally {
    document.dispose()
  }
}

/** Only the part before the root element can hold a document type. */
const refuseDoctype = (text: string, datei: string): void => {
  let position = 0
  for (;;) {
    while (/\s/.test(text[position] ?? '')) position += 1
    const end = text.startsWith('<?', position) ? '?>' : text.startsWith('<!--', position) ? '-->' : undefined
    if (end === undefined) break
    const close = text.indexOf(end, position + 2)
    if (close < 0) break
    position = close + end.length
  }
  if (!text.startsWith('<!DOCTYPE', position)) return
  const line = text.slice(0, position).split('\n').length
  throw new AdapterError('rejected', 'holds a document type (DTD), which is not allowed', {
    stelle: `${datei}:${line}`,
  })
}

const declaredEncoding = (bytes: Uint8Array, datei: string): Encoding => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const name = /^(?:ï»¿)?<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]{1,40})["']/.exec(start)?.[1]?.toLowerCase() ?? 'utf-8'
  const known = encodings.find((encoding) => encoding === name)
  if (known) return known
  if (name === 'us-ascii' || name === 'ascii') return 'utf-8'
  throw new AdapterError('rejected', `declares the encoding ${name}, which is not supported`, { stelle: `${datei}:1` })
}
