const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Functions of JSONata 2.2 that expressions may use. */
export const builtInFunctions = words(`
  abs append assert average base64decode base64encode boolean ceil contains count decodeUrl decodeUrlComponent distinct each
  encodeUrl encodeUrlComponent error exists filter floor formatBase formatInteger formatNumber fromMillis join keys length
  lookup lowercase map match max merge min not number pad parseInteger power reduce replace reverse round sift single sort split
  spread sqrt string substring substringAfter substringBefore sum toMillis trim type uppercase zip
`)

/** Functions of JSONata that expressions must not use: they read the clock, roll dice, run data as code or copy trees. */
export const forbiddenFunctions = words('now millis random shuffle eval clone')

/** Functions that this adapter adds. */
export const ownFunctions = words(
  'date weekday monday sunday isoDate isoWeek addDays days minutes between plain trainingYear find',
)

/** Variables that expressions know besides the inputs. */
export const ownVariables = words('kontext berichtsheft kopf nachweis tag von bis')

/** Those of them that differ from report to report. */
export const changingVariables = words('berichtsheft kopf nachweis tag von bis')
