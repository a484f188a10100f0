import { defineMerkblatt } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-167: a missing right to train does not make the contract void. */
export const vertragGiltOhneAusbildungsberechtigung = defineMerkblatt({
  id: 'DAV-167',
  name: 'vertrag-gilt-ohne-ausbildungsberechtigung',
  rechtsgrundlage: 'BBiG § 10 Abs. 4',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Fehlt die Berechtigung, Auszubildende einzustellen oder auszubilden, bleibt der Vertrag wirksam.',
    en: 'Where the right to take on or train apprentices is missing, the contract stays valid.',
  },
  feld: '/ausbildender',
  hinweis: {
    de: 'Ein Mangel in der Berechtigung, einzustellen oder auszubilden, berührt die Wirksamkeit des Vertrags nicht.',
    en: 'A lack of the right to take on or train apprentices does not affect the validity of the contract.',
  },
})
