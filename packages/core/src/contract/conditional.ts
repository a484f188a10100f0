/** Operations that honour `If-Match`: whether a change without it is refused (428) or taken whatever the version. */
export const ifMatchOperations = {
  updateBerichtsheft: 'required',
  updateAusbildungsnachweis: 'required',
  updateAnbieter: 'required',
  createSchritt: 'optional',
  withdrawAnforderung: 'optional',
  revokeFreigabe: 'optional',
} as const satisfies Readonly<Record<string, 'required' | 'optional'>>

/** Operations that read one object and answer 304 when `If-None-Match` names the form that it has. */
export const ifNoneMatchOperations = [
  'getBerichtsheft',
  'getAusbildungsnachweis',
  'getAnforderung',
  'getFreigabe',
  'getAnbieter',
] as const

/** Operations that write and take no `Idempotency-Key`, each with the reason why it may be repeated without one. */
export const withoutIdempotencyKey = {
  checkAusbildungsnachweis: 'It stores nothing.',
  putAnhang: 'The address is the hash of the bytes, so the same request leaves the same behind.',
  streamLieferungen:
    'A stream is not hashed before it is stored; every book and report has its fremdId, and what is there already is answered as unchanged.',
  streamStammdaten: 'Records are known by their keys, and what is there already is answered as unchanged.',
  createNachricht: 'The nachrichtenUUID in the header of the message is its key.',
} as const satisfies Readonly<Record<string, string>>
