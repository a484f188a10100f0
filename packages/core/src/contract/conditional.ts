/** Operations that honour `If-Match`: whether a change without it is refused (428) or taken whatever the version. */
export const ifMatchOperations = {
  updateBerichtsheft: 'required',
  updateAusbildungsnachweis: 'required',
  updateAnbieter: 'required',
  updateKonto: 'required',
  createSchritt: 'optional',
  withdrawAnforderung: 'optional',
  revokeFreigabe: 'optional',
  updateUnternehmen: 'required',
  decideUnternehmen: 'optional',
  updateLoeschantrag: 'required',
  decideLoeschantrag: 'optional',
  updateEinsatz: 'required',
} as const satisfies Readonly<Record<string, 'required' | 'optional'>>

/** Operations that read one object and answer 304 when `If-None-Match` names the form that it has. */
export const ifNoneMatchOperations = [
  'getBerichtsheft',
  'getAusbildungsnachweis',
  'getAnforderung',
  'getFreigabe',
  'getAnbieter',
  'getUnternehmen',
  'getLoeschantrag',
  'getKonto',
  'getBeruf',
] as const

/** Operations that write and take no `Idempotency-Key`, each with the reason why it may be repeated without one. */
export const withoutIdempotencyKey = {
  checkAusbildungsnachweis: 'It stores nothing.',
  checkAusbildungsvertrag: 'It stores nothing.',
  putAnhang: 'The address is the hash of the bytes, so the same request leaves the same behind.',
  streamLieferungen:
    'A stream is not hashed before it is stored; every book and report has its fremdId, and what is there already is answered as unchanged.',
  streamStammdaten: 'Records are known by their keys, and what is there already is answered as unchanged.',
  streamBerufe: 'Occupations are known by ordinance and name, and what is there already is answered as unchanged.',
  setFreigabeverfahren: 'A company has one way to approve, and the same request leaves the same behind.',
  setLoeschsperre: 'A party has one hold on a book, and the same request leaves the same behind.',
  liftLoeschsperre: 'A hold is lifted once; then there is none.',
  activateUnternehmen: 'Each try counts; a company that is active already says so.',
  beginElsterabgleich: 'It stores nothing but the way back, which ends by itself.',
  finishElsterabgleich: 'The answer of the issuer can be used only once.',
  createNachricht: 'The nachrichtenUUID in the header of the message is its key.',
  createKonto: 'An address has one account, and the answer is the same each time.',
  confirmKonto: 'A link is good once.',
  confirmEmail: 'A link is good once.',
  requestPasswort: 'The newest link takes the place of the one before, and the answer is the same each time.',
  resetPasswort: 'A link is good once.',
  unlockKonto: 'A link is good once.',
  updateKonto: 'The version in If-Match is gone after the first time.',
  changePasswort: 'The old password no longer holds after the first time.',
  lockKonto: 'A locked account cannot call again.',
  deleteKonto: 'A deleted account cannot call again.',
  endSitzungen: 'What has ended stays so.',
  endSitzung: 'What has ended stays so.',
} as const satisfies Readonly<Record<string, string>>
