/** @typedef {{ name: string, reason: string | undefined }} Skipped */
/** @typedef {{ passed: number, failed: number, skipped: readonly Skipped[] }} Result */

/**
 * What a test run, or one step beside it, adds up to.
 *
 * @param {readonly Result[]} results
 * @returns {Result}
 */
export function addResults(results) {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    skipped: results.flatMap(({ skipped }) => skipped),
  }
}

/**
 * Why a test was skipped: the note it gave itself, or what its name says as "skipped: xmllint" or "[needs xmllint]".
 *
 * @param {string} name full name, suites joined by " > "
 * @param {string | undefined} note
 * @returns {string | undefined}
 */
export function findReason(name, note) {
  const said = /skipped: *([^>\])]+)/i.exec(note ?? '')?.[1] ?? note ?? /skipped: *([^>\])]+)/i.exec(name)?.[1]
  return (said ?? /[[(]needs ([^\])]+)[\])]/i.exec(name)?.[1])?.trim()
}

/**
 * The end of a run: one line per reason for which something was skipped, then the sum alone on the last line.
 *
 * @param {Result} result
 * @returns {string[]}
 */
export function closingLines({ passed, failed, skipped }) {
  /** @type {Map<string, number>} */
  const reasons = new Map()
  for (const { name, reason = `no reason given: ${name}` } of skipped)
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  const lines = [...reasons]
    .sort()
    .map(([reason, count]) => `skipped: ${reason}${count > 1 ? ` (${count} tests)` : ''}`)
  return [...lines, `${passed} passed, ${failed} failed, ${skipped.length} skipped`]
}
