/** Limits of the knowledge base; sizes are bytes of canonical JSON in UTF-8. They belong to version 1 of the form: all nodes judge alike. */
export const grenzen = {
  /** One changeset with everything in it. */
  satz: 1_048_576,
  /** The value of one change: a statement, a citation, a note. */
  wert: 65_536,
  /** Changes of one changeset. */
  aenderungen: 500,
  /** Heads that one change may replace. */
  ersetzt: 200,
  /** Changesets that wait for a gap in one chain; more are refused until the gap is closed. */
  wartend: 10_000,
} as const
