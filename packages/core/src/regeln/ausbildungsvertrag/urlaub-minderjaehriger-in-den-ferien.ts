import { defineMerkblatt, fuerMinderjaehrige } from '../merkblatt.ts'
import { seit } from '../werte/geltung.ts'

/** DAV-151: when minors take their leave. */
export const urlaubMinderjaehrigerInDenFerien = defineMerkblatt({
  id: 'DAV-151',
  name: 'urlaub-minderjaehriger-in-den-ferien',
  rechtsgrundlage: 'JArbSchG § 19 Abs. 3',
  gueltigVon: seit.bbig2020,
  beschreibung: {
    de: 'Minderjährige sollen ihren Urlaub in den Ferien der Berufsschule erhalten; für jeden Tag im Urlaub, an dem sie die Schule besuchen, steht ein weiterer Urlaubstag zu.',
    en: 'Minors should have their leave in the holidays of the vocational school; for every day of leave on which they go to school another day is due.',
  },
  feld: '/urlaub',
  hinweis: {
    de: 'Der Urlaub Minderjähriger soll in den Ferien der Berufsschule liegen; ein Schultag im Urlaub wird durch einen weiteren Urlaubstag ersetzt.',
    en: 'The leave of minors should lie in the holidays of the vocational school; a school day within the leave is made up by another day.',
  },
  gilt: fuerMinderjaehrige,
})
