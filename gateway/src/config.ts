import { Ajv } from 'ajv'
import { type Static, Type } from 'typebox'

/** Every setting of the gateway; the table in the README is this schema. */
export const ConfigSchema = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080, description: 'Port to listen on.' }),
  HOST: Type.String({ minLength: 1, default: '127.0.0.1', description: 'Address to listen on.' }),
  PUBLIC_URL: Type.String({
    pattern: '^https?://[^/?# ]+$',
    default: 'http://localhost:8080',
    description: 'Address under which clients reach the gateway, without path; issuer and audience of its tokens.',
  }),
  DATA_DIR: Type.String({
    minLength: 1,
    default: '.data',
    description: 'Folder of the embedded database and of the key file.',
  }),
  DATABASE_URL: Type.Optional(
    Type.String({
      pattern: '^postgres(ql)?://',
      description: 'PostgreSQL 15 or later; unset = the embedded server in DATA_DIR.',
    }),
  ),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://',
      description: 'Mail server; unset = mails become files in DATA_DIR/mails.',
    }),
  ),
  MAIL_ABSENDER: Type.String({
    pattern: '^([A-Za-z0-9 -]+ )?<?[!#-+\\x2D-9=?A-Za-z^-~]+@[A-Za-z0-9.-]+>?$',
    default: 'Berichtsheft <berichtsheft@localhost>',
    description: 'Sender of mails.',
  }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
    type: 'string',
    default: 'info',
    description: 'Least weight of log lines.',
  }),
  DEMO: Type.Enum(['0', '1'], {
    type: 'string',
    default: '0',
    description: '1 loads the demo and opens the self-service for credentials.',
  }),
  AUFBEWAHRUNG_MONATE: Type.Integer({
    minimum: 1,
    maximum: 1_200,
    default: 12,
    description:
      'Months that a book is kept after the end of training or the exam, whichever is later; then it is erased.',
  }),
  AUFBEWAHRUNG_ENTWURF_MONATE: Type.Integer({
    minimum: 1,
    maximum: 120,
    default: 12,
    description: 'Months that a draft of a training contract is kept after its last change, if it was never handed in.',
  }),
  AUFBEWAHRUNG_ANTRAG_MONATE: Type.Integer({
    minimum: 12,
    maximum: 120,
    default: 24,
    description: 'Months that an application for registration is kept after it was refused or taken back.',
  }),
  AUFBEWAHRUNG_VERTRAG_MONATE: Type.Integer({
    minimum: 36,
    maximum: 720,
    default: 36,
    description:
      'Months that a contract is kept for its company after the end of the year in which the training ended (BBiG § 11).',
  }),
  AUFBEWAHRUNG_ARCHIV_MONATE: Type.Integer({
    minimum: 12,
    maximum: 720,
    default: 720,
    description: 'Months that a chamber keeps what proves a training after its end; 60 years at most (BBiG § 34).',
  }),
  AKTIVIERUNG_TAGE: Type.Integer({
    minimum: 1,
    maximum: 365,
    default: 30,
    description: 'Days that the password of an activation letter is valid, from its posting on.',
  }),
  AKTIVIERUNG_VERSUCHE: Type.Integer({
    minimum: 1,
    maximum: 100,
    default: 5,
    description: 'Wrong activation tries after which a company is locked until a new letter.',
  }),
  ABGLEICH_SICHER: Type.Integer({
    minimum: 1,
    maximum: 100,
    default: 92,
    description: 'Likeness in percent from which on a registration and a company of the register count as the same.',
  }),
  ABGLEICH_MOEGLICH: Type.Integer({
    minimum: 1,
    maximum: 100,
    default: 70,
    description: 'Likeness in percent from which on a clerk is shown a company of the register as possibly the same.',
  }),
  ELSTER_AB: Type.String({
    pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
    default: '2023-12-20',
    description: 'First day on which companies that register need the ELSTER check.',
  }),
  ELSTER_AUSSTELLER: Type.Optional(
    Type.String({
      pattern: '^https?://',
      description: 'OpenID issuer in front of ELSTER; unset = clerks check by hand, in the demo a stand-in.',
    }),
  ),
  ELSTER_CLIENT: Type.String({ default: 'berichtsheft', description: 'Client id at the ELSTER issuer.' }),
  ELSTER_GEHEIMNIS: Type.Optional(Type.String({ description: 'Client secret at the ELSTER issuer.' })),
  LOESCHUNG_TAGE: Type.Integer({
    minimum: 0,
    maximum: 365,
    default: 30,
    description: 'Days in which the deletion of a company may be revoked.',
  }),
  LOESCHUNG_AB: Type.Enum(['antrag', 'freigabe'], {
    type: 'string',
    default: 'antrag',
    description: 'What these days are counted from: the request of the company or the approval of the chamber.',
  }),
  ADAPTERS: Type.String({
    default: '@berichtsheft/adapter-generic,@berichtsheft/adapter-ihk',
    description: 'Adapter packages to load: names or folders, separated by commas; empty for none.',
  }),
  ISSUER: Type.Optional(
    Type.String({
      pattern: '^https?://',
      description: 'External OpenID issuer whose tokens are accepted instead of our own.',
    }),
  ),
  ISSUER_KONTO: Type.String({
    pattern: '^[A-Za-z0-9_.:/-]{1,100}$',
    default: 'sub',
    description: 'Claim by which the external issuer names a person for ever; accounts are bound to its value.',
  }),
  ISSUER_MEHRFAKTOR: Type.String({
    default: '',
    description:
      'Values of acr or amr of the external issuer that count as a second factor, separated by commas; empty for none.',
  }),
  WEITERE_DIENSTE: Type.String({
    pattern: '^(https?://[^/?#, ]+(,https?://[^/?#, ]+)*)?$',
    default: '',
    description:
      'Other gateways, as their PUBLIC_URL separated by commas, that people who sign in here may get tokens for.',
  }),
  ERLAUBTE_NETZE: Type.String({
    default: '',
    description: 'Networks beside the public ones that webhooks and partners may lie in, as CIDR separated by commas.',
  }),
  VERTRAUTE_PROXIES: Type.String({
    default: '',
    description: 'Proxies whose X-Forwarded headers count, as addresses or CIDR separated by commas.',
  }),
  BQ_KONFIGURATION: Type.Optional(
    Type.String({
      description: 'File (JSON) with network, node and partners of the knowledge base; unset = none, but in the demo.',
    }),
  ),
  SCANNER: Type.Optional(
    Type.String({
      pattern: '^(tcp://[^/?# ]+:[0-9]{1,5}|unix:/.+)$',
      description:
        'Malware scanner that speaks the protocol of ClamAV, as tcp://host:3310 or unix:/path; unset = documents are not scanned.',
    }),
  ),
  SCHLUESSEL_DATEI: Type.Optional(
    Type.String({
      description: 'File with the 32 bytes (base64url) that wrap the private keys; unset = DATA_DIR/schluessel.key.',
    }),
  ),
  SCHLUESSEL: Type.Optional(Type.String({ description: 'The same 32 bytes as a setting instead of a file.' })),
  SCHLUESSEL_VORHER: Type.Optional(
    Type.String({
      description: 'The 32 bytes before, while they are replaced by others (see the guide for operators).',
    }),
  ),
  SCHLUESSEL_TAGE: Type.Integer({
    minimum: 0,
    maximum: 3_650,
    default: 90,
    description: 'Days after which the keys of tokens and cookies are replaced; 0 = only by the command.',
  }),
  BETREIBER_JWK: Type.Optional(
    Type.String({
      description:
        "Public key (JWK) of the operator's client; unset = one is made and written to DATA_DIR/betreiber.jwk.json.",
    }),
  ),
})

/** The settings as the environment gives them, checked and completed. */
export type Config = Readonly<Static<typeof ConfigSchema>> & { readonly demo: boolean }

/**
 * Reads and checks the environment once.
 *
 * @throws Error that names every wrong setting
 */
export const loadConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  // An empty setting is as good as none, except where it says "no adapters".
  const isSet = (key: string) => env[key] !== undefined && (env[key] !== '' || key === 'ADAPTERS')
  const known = Object.fromEntries(
    Object.keys(ConfigSchema.properties).flatMap((key) => (isSet(key) ? [[key, env[key]]] : [])),
  )
  const config: Record<string, unknown> = { PUBLIC_URL: `http://localhost:${env.PORT || '8080'}`, ...known }
  const validate = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true, strict: true }).compile<
    Static<typeof ConfigSchema>
  >(ConfigSchema)
  if (!validate(config)) {
    const lines = (validate.errors ?? []).map((fault) => `  ${fault.instancePath.slice(1)}: ${fault.message}`)
    throw new Error(`These settings are wrong:\n${lines.join('\n')}`)
  }
  // In the demo a vendor's receiver runs on the same machine.
  if (config.DEMO === '1' && env.ERLAUBTE_NETZE === undefined) config.ERLAUBTE_NETZE = '127.0.0.0/8,::1/128'
  // In the demo the gateway itself stands for ELSTER.
  if (config.DEMO === '1' && config.ELSTER_AUSSTELLER === undefined)
    config.ELSTER_AUSSTELLER = `${config.PUBLIC_URL}/demo/elster`
  return Object.freeze({ ...config, demo: config.DEMO === '1' })
}
