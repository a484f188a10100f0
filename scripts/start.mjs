import { existsSync } from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { buildEnvironment } from './environment.mjs'
import { runProgram, say } from './step.mjs'

/** @typedef {import('./environment.mjs').Environment} Environment */

/**
 * Builds what runs and runs the gateway with the demo until it ends; its settings are the environment and a file `.env`.
 *
 * @param {string} root
 * @param {Environment} env
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code of the gateway
 */
export async function start(root, env, args) {
  const code = await build(root, env, 'js')
  if (code !== 0) return code

  const file = path.join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file) // what is set already stays
  const { DEMO = '1', NODE_ENV } = process.env
  const settings = {
    ...buildEnvironment({ ...process.env, HOME: env.HOME }, root),
    DEMO,
    ...(NODE_ENV && { NODE_ENV }),
  }
  say('Starting the gateway …')
  const gateway = path.join(root, 'gateway', 'dist', 'server.js')
  const ended = await runProgram('node', ['--max-semi-space-size=32', gateway, ...args], { env: settings, cwd: root })
  if (ended.output !== '') console.log(ended.output)
  return ended.code
}
