import { bruchteileDesUrlaubsBleibenGeschuldet } from '../ausbildungsvertrag/bruchteile-des-urlaubs-bleiben-geschuldet.ts'
import { schwerbehinderteHabenZusatzurlaub } from '../ausbildungsvertrag/schwerbehinderte-haben-zusatzurlaub.ts'
import { tarifurlaubGehtVor } from '../ausbildungsvertrag/tarifurlaub-geht-vor.ts'
import { urlaubFuerJedesKalenderjahr } from '../ausbildungsvertrag/urlaub-fuer-jedes-kalenderjahr.ts'
import { urlaubMinderjaehrigerInDenFerien } from '../ausbildungsvertrag/urlaub-minderjaehriger-in-den-ferien.ts'
import { urlaubMindestensNachGesetz } from '../ausbildungsvertrag/urlaub-mindestens-nach-gesetz.ts'
import { urlaubUnterTageIstLaenger } from '../ausbildungsvertrag/urlaub-unter-tage-ist-laenger.ts'
import { urlaubseinheitPasstZurWoche } from '../ausbildungsvertrag/urlaubseinheit-passt-zur-woche.ts'
import type { Regeldefinition } from '../regel.ts'

/** Leave (DAV-140 to DAV-152), by id. */
export const urlaubsregeln: readonly Regeldefinition<'ausbildungsvertrag'>[] = [
  urlaubUnterTageIstLaenger,
  urlaubMindestensNachGesetz,
  bruchteileDesUrlaubsBleibenGeschuldet,
  urlaubseinheitPasstZurWoche,
  tarifurlaubGehtVor,
  schwerbehinderteHabenZusatzurlaub,
  urlaubMinderjaehrigerInDenFerien,
  urlaubFuerJedesKalenderjahr,
]
