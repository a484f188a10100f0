/** Limits of what the generic adapter takes in; sizes are bytes. A file beyond them is refused, never read in part. */
export const limits = {
  /** One mapping file. */
  mapping: 262_144,
  /** Anchors and aliases that a mapping file may resolve. */
  mappingAliases: 50,
  /** Characters of one CSV record. */
  csvSatz: 1_000_000,
  /** Columns of a table. */
  spalten: 1_000,
  /** Rows of one file. */
  zeilen: 1_000_000,
  /** Elements of one XML file. */
  xmlElemente: 1_000_000,
  /** Files in one XLSX archive. */
  zipEintraege: 1_000,
  /** One file of an XLSX archive, unpacked. */
  zipEintrag: 16_777_216,
  /** All files of an XLSX archive that are read, unpacked. */
  zipGesamt: 33_554_432,
  /** How many times larger an unpacked file may be, from 1 MiB on. */
  zipVerhaeltnis: 200,
  /** Milliseconds for one evaluation of an expression. */
  ausdruckZeit: 2_000,
  /** Nesting of calls in an expression. */
  ausdruckTiefe: 200,
  /** Items of a list that an expression makes. */
  ausdruckListe: 1_000_000,
  /** Characters that `$pad` may make. */
  ausdruckText: 20_000,
} as const
