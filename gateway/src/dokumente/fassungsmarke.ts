/** What a printed contract says about itself: which contract, and the hash of its version. */
export interface Fassungsmarke {
  readonly vertragId: string
  /** SHA-256 of the version, hexadecimal. */
  readonly abfassung: string
}

/**
 * The mark as it stands in the QR code of a printed contract and below it. Capitals, because a QR code packs them more
 * densely, and so its dots get larger.
 */
export const writeFassungsmarke = ({ vertragId, abfassung }: Fassungsmarke): string =>
  `BERICHTSHEFT:VERTRAG:${vertragId}:${abfassung}`.toUpperCase()

const form = /BERICHTSHEFT:VERTRAG:([0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}):([0-9A-F]{64})/g

/** All marks in a text, whose lines may be broken anywhere; each once. */
export const readFassungsmarken = (text: string): Fassungsmarke[] => {
  const marks = new Map<string, Fassungsmarke>()
  for (const [whole, vertragId = '', abfassung = ''] of text.replaceAll(/\s/g, '').toUpperCase().matchAll(form))
    marks.set(whole, { vertragId: vertragId.toLowerCase(), abfassung: abfassung.toLowerCase() })
  return [...marks.values()]
}
