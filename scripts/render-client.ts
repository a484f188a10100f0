import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript'

/** Where the types of the client stand, from the root of the repository. */
export const clientTypesFile = 'packages/sdk/src/generated/api.ts'

/** The types of the client as source text, made from the text of `openapi.json`. */
export const renderClientTypes = async (openapi: string): Promise<string> =>
  `${COMMENT_HEADER}${astToString(await openapiTS(JSON.parse(openapi), { silent: true }))}`
