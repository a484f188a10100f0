import { writeFileSync } from 'node:fs'
import { findReason } from './result.mjs'

/**
 * A Vitest reporter that writes the result of the run as JSON to the file `TEST_RESULT_FILE`.
 * Whatever makes the run fail counts, also what happens outside of a test: a file that cannot be loaded, a hook, a rejection nobody handled.
 *
 * @returns {import('vitest/node').Reporter}
 */
export default function createResultReporter() {
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const file = process.env.TEST_RESULT_FILE
      if (!file) return
      const tests = modules.flatMap((module) => [...module.children.allTests()])
      const suites = modules.flatMap((module) => [module, ...module.children.allSuites()])
      const failedOutside = suites.reduce((sum, suite) => sum + suite.errors().length, unhandledErrors.length)
      const skipped = tests
        .filter((test) => test.result().state === 'skipped')
        .map((test) => {
          const { fullName, module } = test
          const result = test.result()
          const note = result.state === 'skipped' ? result.note : undefined
          return { name: `${module.relativeModuleId} > ${fullName}`, reason: findReason(fullName, note) }
        })
      const passed = tests.filter((test) => test.result().state === 'passed').length
      const failed = tests.filter((test) => test.result().state === 'failed').length + failedOutside
      writeFileSync(file, JSON.stringify({ passed, failed, skipped }))
    },
  }
}
