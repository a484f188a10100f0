import type { Ausbildungszeit, CreateBerichtsheft } from '../contract/berichtsheft.ts'
import type { Person } from '../contract/common.ts'
import type { Vertragsentwurf } from '../contract/vertragsantrag.ts'
import { ausbildungszeitAm, type Heftvertrag } from './heftvertrag.ts'

/** What the register adds to a contract. */
export interface Registerangaben {
  readonly fremdId: string
  readonly knr: string
  readonly eintragungsnummer?: string
}

const personOf = ({
  vorname,
  familienname,
}: {
  readonly vorname?: string
  readonly familienname?: string
}): Person => ({
  name: [vorname, familienname].filter((part) => part !== undefined).join(' '),
  ...(vorname === undefined ? {} : { vorname }),
  ...(familienname === undefined ? {} : { familienname }),
})

/** The time of the first day, and the leave of a whole year: the head of a book has one value for each. */
const zeitOf = (vertrag: Vertragsentwurf): Ausbildungszeit => {
  const heftvertrag: Heftvertrag = { fassungen: [{ gueltigAb: vertrag.beginn ?? '', vertrag }] }
  const { minutenTaeglich, minutenWoechentlich } = vertrag.beginn ? ausbildungszeitAm(heftvertrag, vertrag.beginn) : {}
  const leave = (vertrag.urlaub ?? []).flatMap(({ tage, zusatztage = 0 }) =>
    tage === undefined ? [] : [tage + zusatztage],
  )
  const urlaubstage = leave.length === 0 ? undefined : Math.max(...leave)
  return {
    ...(minutenTaeglich ? { minutenTaeglich } : {}),
    ...(minutenWoechentlich ? { minutenWoechentlich } : {}),
    ...(urlaubstage !== undefined && urlaubstage <= 60 ? { urlaubstage } : {}),
  }
}

/**
 * The head of a report book for a registered contract: form, hours, days, trainer and occupation as agreed (BH-20). What
 * the contract does not say stays absent.
 */
export const toHeftvorschlag = (
  vertrag: Vertragsentwurf,
  { fremdId, knr, eintragungsnummer }: Registerangaben,
): CreateBerichtsheft => {
  const { azubi, ausbildender, beruf, beginn, ende, pruefungstermin, nachweisform, ausbilder } = vertrag
  const trainer = ausbilder?.find(({ von }) => von === undefined || beginn === undefined || von <= beginn)
  const ausbildungszeit = zeitOf(vertrag)
  return {
    fremdId,
    art: 'ausbildung',
    azubi: personOf(azubi ?? {}),
    ...(azubi?.geburtsdatum === undefined ? {} : { geburtsdatum: azubi.geburtsdatum }),
    ...(eintragungsnummer === undefined ? {} : { vertragsnummer: eintragungsnummer }),
    knr,
    ...(ausbildender?.name === undefined
      ? {}
      : {
          unternehmen: {
            name: ausbildender.name,
            ...(ausbildender.identnummer === undefined ? {} : { identnummer: ausbildender.identnummer }),
          },
        }),
    ...(beruf?.bezeichnung === undefined
      ? {}
      : {
          beruf: {
            bezeichnung: beruf.bezeichnung,
            ...(beruf.kennung === undefined ? {} : { kennung: beruf.kennung }),
            ...(beruf.fachrichtung === undefined ? {} : { fachrichtung: beruf.fachrichtung }),
          },
        }),
    ...(beginn === undefined ? {} : { ausbildungsbeginn: beginn }),
    ...(ende === undefined ? {} : { ausbildungsende: ende }),
    ...(pruefungstermin === undefined ? {} : { pruefungstermin }),
    ...(nachweisform === undefined ? {} : { nachweisform }),
    ...(trainer === undefined ? {} : { ausbilder: personOf(trainer) }),
    ...(Object.keys(ausbildungszeit).length === 0 ? {} : { ausbildungszeit }),
  }
}
