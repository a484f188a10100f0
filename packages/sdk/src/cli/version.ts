import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'

/** Version of the package, from the package.json nearest to this code, in the source and in the build alike. */
export const version: string = (() => {
  const manifest = findPackageJSON(import.meta.url)
  if (manifest === undefined) throw new Error('the package.json of the command line is missing')
  return String((JSON.parse(readFileSync(manifest, 'utf8')) as { version: unknown }).version)
})()
