/**
 * Every limit of the gateway in one place; what is tested and what is documented are these numbers. Sizes are bytes,
 * times are milliseconds.
 */
export const limits = {
  /** Body of an ordinary JSON request. */
  body: 1_048_576,
  /** Body of one whole book (`/v1/lieferungen`). */
  lieferung: 16_777_216,
  /** Body of a stream of books (`/v1/lieferungen/strom`); each book at most `lieferung`. */
  strom: 4_294_967_296,
  /** One attachment, as `Anhang.groesse` allows. */
  anhang: 26_214_400,
  /** One document of a training contract. */
  vertragsdokument: 26_214_400,
  /** Documents of one training contract. */
  vertragsdokumente: 60,
  /** Pages of one document. */
  dokumentSeiten: 200,
  /** Pixels of one picture. */
  dokumentBildpunkte: 50_000_000,
  /** Age up to which an upload that was never finished is kept, in hours. */
  uploadStunden: 2,
  /** Time that the malware scanner has for its answer. */
  scannerZeit: 30_000,
  /** Files of one import, all together. */
  importe: 52_428_800,
  /** Files of one import. */
  importDateien: 400,
  /** Time that an adapter has for one import. */
  adapterZeit: 60_000,
  /** Memory of an adapter's thread, in MB. */
  adapterSpeicherMb: 512,
  /** One XML message. */
  nachricht: 16_777_216,
  /** Body of a stream of messages (`/v1/nachrichten/strom`); each message at most `nachricht`. */
  nachrichtenstrom: 1_073_741_824,
  /** Messages in one stream. */
  nachrichten: 100_000,
  /** One line of NDJSON. */
  zeile: 1_048_576,
  /** Books in one stream. */
  stromHefte: 100_000,
  /** Body of a delivery of master data (`/v1/stammdaten`). */
  stammdaten: 1_073_741_824,
  /** One record of a delivery of master data, in its own form. */
  stammsatz: 65_536,
  /** Records of one delivery of master data. */
  stammsaetze: 1_000_000,
  /** Body of a delivery of the catalogue of occupations (`/v1/berufe`). */
  berufe: 268_435_456,
  /** One occupation of it with its plan. */
  beruf: 4_194_304,
  /** Occupations of one delivery. */
  berufsfassungen: 10_000,
  /** Letters about contracts that are printed into one file. */
  vertragsbriefe: 500,
  /** Letters with an activation password to one company in 30 days. */
  briefe: 3,
  /** Time for the way back of an ELSTER check, in seconds. */
  elsterSekunden: 900,
  /** Answer of the ELSTER issuer. */
  elsterAntwort: 65_536,
  /** Time that the ELSTER issuer has to answer. */
  elsterZeit: 5_000,
  /** Nesting of JSON. */
  jsonTiefe: 32,
  /** Nesting of XML. */
  xmlTiefe: 64,
  /** Elements of one XML message or record. */
  xmlElemente: 500_000,
  /** Attributes and namespace declarations of one XML element. */
  xmlAttribute: 32,
  /** Request line and headers together. */
  kopfzeilen: 16_384,
  /** Length of the address. */
  adresse: 8_192,
  /** Length of an Idempotency-Key. */
  idempotenzSchluessel: 255,
  /** Time for the headers of a request to arrive. */
  kopfzeit: 10_000,
  /** Time for a whole request to arrive, streams excepted. */
  anfragezeit: 60_000,
  /** Longest wait of a request for the database, for a free connection and for locks together, before 503. */
  verbindungszeit: 2_000,
  /** Longest run of one SQL statement. */
  anweisungszeit: 15_000,
  /** Longest standstill of an answer that its client does not take; some 10 kB a second are enough. */
  antwortpause: 120_000,
  /** Time that requests under way get after SIGTERM. */
  auslaufzeit: 8_000,
  /** Life of an access token in seconds. */
  tokenSekunden: 300,
  /** Longest access token, in characters. */
  tokenZeichen: 8_192,
  /** Verified access tokens that one process remembers. */
  tokensGemerkt: 10_000,
  /** Body of a token request. */
  tokenAnfrage: 16_384,
  /** Longest life of a client assertion (private_key_jwt) in seconds. */
  assertionSekunden: 600,
  /** Key set (JWKS) of an external issuer, and its discovery document. */
  ausstellerAntwort: 1_048_576,
  /** Keys in the key set of an external issuer. */
  ausstellerSchluessel: 100,
  /** Time that an external issuer has to answer. */
  ausstellerZeit: 3_000,
  /** Age from which the key set of an external issuer is read again, in seconds. */
  ausstellerFrischSekunden: 60,
  /** Age up to which it is used while the issuer does not answer, in seconds; then its tokens are refused. */
  ausstellerNotfallSekunden: 600,
  /** Tolerance between clocks, in seconds. */
  uhrtoleranzSekunden: 60,
  /** Life of an idempotency record in hours. */
  idempotenzStunden: 48,
  /** Days that the record of an access is kept. */
  zugriffTage: 365,
  /** Life of an export file in hours. */
  exportStunden: 24,
  /** Days after which a request that nobody fetched is told to both sides. */
  nichtAbgeholtTage: 3,
  /** Days that a chamber has to decide about a transfer before the request ends as overdue. */
  pruefTage: 90,
  /** Time that a webhook receiver has to answer. */
  webhookZeit: 15_000,
  /** How much of the answer of a webhook receiver is read. */
  webhookAntwort: 4_096,
  /** Active webhooks of one tenant. */
  webhooks: 20,
  /** Days that finished deliveries, dead letters among them, and webhooks that were switched off are kept. */
  zustellungTage: 30,
  /** One signature or event token, in characters. */
  signaturZeichen: 65_536,
  /** One transfer package as a file. */
  paket: 268_435_456,
  /** All files of a package together, unpacked. */
  paketEntpackt: 536_870_912,
  /** One file of a package, unpacked. */
  paketDatei: 67_108_864,
  /** Files in a package. */
  paketDateien: 5_000,
  /** How many times larger than packed a file of a package may be; deflate itself reaches 1 032. */
  paketVerhaeltnis: 200,
  /** The PDF of a package (chambers accept 25 MB). */
  paketPdf: 25_000_000,
  /** Findings that the verification of one package lists. */
  paketBefunde: 500,
  /** Time that building one package, XML or PDF may take. */
  dokumentZeit: 25_000,
  /** Passwords that one process hashes at the same time. */
  passwoerterGleichzeitig: 2,
  /** Callers that may wait for that; more get 503. */
  passwoerterWartend: 64,
  /** Life of the link that confirms a registration or a new address, in hours. */
  bestaetigungStunden: 48,
  /** Life of the link that sets a new password, in minutes. */
  passwortlinkMinuten: 60,
  /** Life of the link that ends a lock, in days. */
  entsperrlinkTage: 30,
  /** Days after which a registration that nobody confirmed is removed. */
  unbestaetigtTage: 30,
  /** Window in which sign-ins are counted. */
  anmeldefenster: 900_000,
  /** Failed sign-ins in that window for one account from one address. */
  anmeldungenJePaar: 5,
  /** The same for one account from all addresses and browsers that are strange to it. */
  anmeldungenJeKonto: 50,
  /** The same for one account from one browser that it was signed in with before. */
  anmeldungenJeGeraet: 10,
  /** The same for all accounts from one address. */
  anmeldungenJeAdresse: 60,
  /** Time in which a challenge for a passkey can be answered, in minutes. */
  passkeyfrageMinuten: 10,
  /** Age of a sign-in up to which the own second factors may be changed, in minutes. */
  frischeMinuten: 10,
  /** Passkeys of one account. */
  passkeysJeKonto: 10,
  /** Registrations and requests for links in an hour from one address. */
  kontoanfragenJeAdresse: 60,
  /** Checks of training contracts in a minute from one address. */
  vertragspruefungenJeAdresse: 300,
  /** One document of the knowledge base. */
  wissensdokument: 26_214_400,
  /** Requests to the knowledge base in a minute from one address without sign-in. */
  wissensabrufeJeAdresse: 600,
  /** Mails in an hour to one address that anybody may have sent. */
  mailsJeAdresse: 5,
  /** Days in which an invitation into a company can be accepted. */
  einladungTage: 14,
  /** Days that invitations are kept that came to nothing. */
  einladungAufbewahrungTage: 90,
  /** Mails in an hour of one company to one address that it invites. */
  einladungenJeAdresse: 5,
  /** Links of invitations that one account may try in an hour. */
  annahmenJeKonto: 30,
  /** Requests to join that one account may make in an hour. */
  beitrittsanfragenJeKonto: 20,
  /** Least time of the answer to a request to join, so that it does not tell what exists. */
  beitrittsanfrageZeit: 400,
  /** Days before its end that a role is named among the tasks. */
  rolleEndetTage: 30,
  /** Days that a browser stays signed in. */
  sitzungTage: 14,
  /** Days that an application may renew its access without being used. */
  erneuerungTage: 30,
  /** Callers that may wait for a thread that builds files; more get 503. */
  dokumenteWartend: 64,
} as const
