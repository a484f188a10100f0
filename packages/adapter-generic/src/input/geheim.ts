/**
 * Names of fields that hold credentials. Their values never reach an expression: they are taken out while a file is read,
 * and the remark about them does not quote them.
 */
const secret =
  /pass(?:wor[dt]|wd|phrase)|kennwort|geheimwort|secret|token|cookie|session|api[-_ ]?key|private[-_ ]?key|^(?:pw|pwd|pin|puk|tan)$|(?:^|[-_ ])(?:hash|salt)$|(?:password|pw)hash/i

/** Whether a field of this name is never imported. */
export const isSecretField = (name: string): boolean => secret.test(name)
