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
  /** Files of one import, all together. */
  importe: 52_428_800,
  /** Files of one import. */
  importDateien: 400,
  /** One XML message. */
  nachricht: 16_777_216,
  /** One line of NDJSON. */
  zeile: 1_048_576,
  /** Books in one stream. */
  stromHefte: 100_000,
  /** Nesting of JSON. */
  jsonTiefe: 32,
  /** Nesting of XML. */
  xmlTiefe: 64,
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
  /** Longest wait for a free connection to the database before 503. */
  verbindungszeit: 2_000,
  /** Longest run of one SQL statement. */
  anweisungszeit: 15_000,
  /** Time that requests under way get after SIGTERM. */
  auslaufzeit: 8_000,
  /** Life of an access token in seconds. */
  tokenSekunden: 300,
  /** Tolerance between clocks, in seconds. */
  uhrtoleranzSekunden: 60,
  /** Life of an idempotency record in hours. */
  idempotenzStunden: 48,
  /** Life of an export file in hours. */
  exportStunden: 24,
  /** Days after which a request that nobody fetched is told to both sides. */
  nichtAbgeholtTage: 3,
  /** Days that a chamber has to decide about a transfer before the request ends as overdue. */
  pruefTage: 90,
  /** Time that a webhook receiver has to answer. */
  webhookZeit: 15_000,
} as const
