import type { Dokumentbedarf, Vertragsberechnung } from '../../contract/vertragspruefung.ts'
import { toBruchzahl } from '../../domain/bruch.ts'
import { giltAm, type Pruefkontext, type Regeldefinition } from '../regel.ts'
import { hasDokument, type Vertragsobjekt } from '../vertragsobjekt.ts'
import type { Dauerrechnung } from './dauer.ts'
import { computeMindestverguetung } from './mindestverguetung.ts'
import { computeNachuntersuchung } from './nachuntersuchung.ts'
import { computeUrlaub } from './urlaubserklaerung.ts'

/** What follows from the data of a contract, as the answer of a check tells it. */
export const computeBerechnung = (
  objekt: Vertragsobjekt,
  regeln: readonly Regeldefinition<'ausbildungsvertrag'>[],
  kontext: Pruefkontext,
): Vertragsberechnung => {
  const { alterBeiBeginn, volljaehrigAb, dauer } = objekt.lage
  const nachuntersuchung = computeNachuntersuchung(objekt.vertrag.beginn, volljaehrigAb)
  return {
    ...(alterBeiBeginn !== undefined && { alterBeiBeginn }),
    ...(volljaehrigAb !== undefined && { volljaehrigAb }),
    ...(dauer && { dauer: toDauerberechnung(dauer) }),
    urlaub: computeUrlaub(objekt),
    mindestverguetung: computeMindestverguetung(objekt),
    ...(nachuntersuchung && { nachuntersuchungBis: nachuntersuchung.bis }),
    dokumente: listDokumente(objekt, regeln, kontext),
  }
}

const toDauerberechnung = ({
  monate,
  ende,
  teilzeit,
  schritte,
}: Dauerrechnung): NonNullable<Vertragsberechnung['dauer']> => {
  const teilzeitanteil = teilzeit?.anteil && toBruchzahl(teilzeit.anteil)
  return {
    monate,
    ...(ende !== undefined && { ende }),
    ...(teilzeitanteil && { teilzeitanteil }),
    schritte: [...schritte],
  }
}

/** The slots that the rules have opened, and whether the contract has a document in them. */
const listDokumente = (
  objekt: Vertragsobjekt,
  regeln: readonly Regeldefinition<'ausbildungsvertrag'>[],
  { stichtag }: Pruefkontext,
): Dokumentbedarf[] => {
  const bedarf: Dokumentbedarf[] = []
  for (const regel of regeln) {
    if (regel.dokumente === undefined || !giltAm(regel, stichtag)) continue
    for (const { art, pflicht, bezug } of regel.dokumente(objekt))
      bedarf.push({
        art,
        regel: regel.id,
        pflicht,
        vorhanden: hasDokument(objekt.vertrag, art, bezug),
        ...(bezug !== undefined && { bezug }),
      })
  }
  return bedarf
}
