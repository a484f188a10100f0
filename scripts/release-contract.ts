// `pnpm contract:release 1.2.0` keeps the contract as it is now in openapi/released/1.2.0.
import path from 'node:path'
import { compareContracts, listReleases, readFiles, releaseContract } from './contract/releases.ts'
import { renderContract } from './render-contract.ts'

const root = path.resolve(import.meta.dirname, '..', 'openapi', 'released')
const [version] = process.argv.slice(2)
const newest = listReleases(root).at(-1)

if (version === undefined) {
  console.log(`Usage: pnpm contract:release <version>\nThe last release is ${newest ?? 'none'}.`)
  const breaks =
    newest === undefined ? [] : compareContracts(readFiles(path.join(root, newest)), await renderContract())
  for (const { place, reason } of breaks) console.log(`  break: ${place}: ${reason}`)
  process.exitCode = 2
} else {
  try {
    releaseContract(root, version, await renderContract())
    console.log(`openapi/released/${version}`)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
