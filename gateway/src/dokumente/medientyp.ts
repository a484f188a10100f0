import type { anhangMedientypen } from '@berichtsheft/core'

const signatures: readonly { readonly type: (typeof anhangMedientypen)[number]; readonly start: readonly number[] }[] =
  [
    { type: 'application/pdf', start: [0x25, 0x50, 0x44, 0x46, 0x2d] },
    { type: 'image/png', start: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
    { type: 'image/jpeg', start: [0xff, 0xd8, 0xff] },
  ]

/** The media type that the first bytes of a file say it has; `undefined` for every type that is not accepted. */
export const medientypOf = (bytes: Uint8Array): (typeof anhangMedientypen)[number] | undefined =>
  signatures.find(({ start }) => start.every((byte, i) => bytes[i] === byte))?.type
