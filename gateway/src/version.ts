import packageJson from '../package.json' with { type: 'json' }

/** Version of the gateway. */
export const version: string = packageJson.version
