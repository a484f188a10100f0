import { isObject, type Json } from './json.ts'
import { paketdateien } from './manifest.ts'
import { type Heft, type Pruefstand, toStelle } from './pruefstand.ts'

const folder = /^anhaenge\/([0-9a-f]{64})\.[a-z0-9]{1,8}$/

/**
 * Checks attachments against the reports that name them. Only for a book that is as it was signed: in a changed one the
 * changed name or hash is a finding of its own.
 */
export const checkAnhaenge = (stand: Pruefstand, heft: Heft): void => {
  const { liste, manifest } = stand
  if (!stand.intakt.has(paketdateien.json)) return
  const enclosed = new Map<string, string>()
  for (const { name, sha256 } of manifest.dateien) {
    const digest = folder.exec(name)?.[1]
    if (digest === undefined) continue
    if (digest === sha256) enclosed.set(digest, name)
    else liste.add('anhangUnbenannt', { datei: name }, { datei: name })
  }
  const unnamed = new Map(enclosed)
  for (const [index, bericht] of heft.ausbildungsnachweise.entries()) {
    for (const [place, anhang] of toArray(bericht.inhalt.anhaenge).entries()) {
      const { sha256, dateiname } = isObject(anhang) ? anhang : {}
      unnamed.delete(`${sha256}`)
      if (enclosed.has(`${sha256}`)) continue
      const stelle = toStelle(stand, `/ausbildungsnachweise/${index}/inhalt/anhaenge/${place}`)
      liste.add('anhangFehlt', { dateiname: `${dateiname}` }, stelle)
    }
  }
  for (const datei of unnamed.values()) liste.add('anhangUnbenannt', { datei }, { datei })
}

const toArray = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])
