import type { Vertragsaenderungsstatus } from '../contract/vertragsaenderung.ts'
import type { Ausbildermeldung } from '../contract/vertragsperson-codes.ts'
import type { Vertragsseite } from './vertrag-zustand.ts'
import { defineZustandsmaschine } from './zustandsmaschine.ts'

/**
 * Life of a change of a registered contract. What needs no new text (address, trainer) goes from the clerk straight into
 * the register; the rest by the confirmation of the parties, before or after the chamber has looked at it.
 *
 * @see BBiG § 36 Abs. 1 Satz 4; DV-12 to DV-14
 */
export const vertragsaenderungZustand = defineZustandsmaschine<Vertragsaenderungsstatus, Vertragsseite>({
  name: 'Vertragsänderung',
  start: ['entwurf', 'inPruefung'],
  ende: ['eingetragen', 'abgelehnt', 'zurueckgezogen'],
  uebergaenge: [
    { von: 'entwurf', nach: 'eingereicht', durch: ['antragsteller'] },
    { von: 'entwurf', nach: 'zurBestaetigung', durch: ['antragsteller'] },
    { von: 'entwurf', nach: 'zurueckgezogen', durch: ['antragsteller'] },
    { von: 'eingereicht', nach: 'inPruefung', durch: ['kammer'] },
    { von: 'eingereicht', nach: 'zurueckgezogen', durch: ['antragsteller'] },
    { von: 'inPruefung', nach: 'eingereicht', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'nachforderung', durch: ['kammer'], kommentarPflicht: true },
    { von: 'inPruefung', nach: 'zurBestaetigung', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'eingetragen', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'abgelehnt', durch: ['kammer'], kommentarPflicht: true },
    { von: 'inPruefung', nach: 'zurueckgezogen', durch: ['antragsteller'] },
    { von: 'nachforderung', nach: 'eingereicht', durch: ['antragsteller'] },
    { von: 'nachforderung', nach: 'abgelehnt', durch: ['kammer'], kommentarPflicht: true },
    { von: 'nachforderung', nach: 'zurueckgezogen', durch: ['antragsteller'] },
    { von: 'zurBestaetigung', nach: 'bestaetigt', durch: ['partei', 'system'] },
    { von: 'zurBestaetigung', nach: 'inPruefung', durch: ['kammer'], kommentarPflicht: true },
    { von: 'zurBestaetigung', nach: 'zurueckgezogen', durch: ['antragsteller'] },
    { von: 'bestaetigt', nach: 'eingereicht', durch: ['antragsteller', 'system'] },
    { von: 'bestaetigt', nach: 'inPruefung', durch: ['kammer'] },
    { von: 'bestaetigt', nach: 'eingetragen', durch: ['kammer'] },
    { von: 'bestaetigt', nach: 'zurueckgezogen', durch: ['antragsteller'] },
  ],
})

/**
 * Life of the suitability of a trainer for a company and occupation: reported by the company, checked and accepted by the
 * chamber, which may take it back.
 *
 * @see BBiG §§ 29, 30, 32; DAV-161; DV-15
 */
export const ausbilderZustand = defineZustandsmaschine<Ausbildermeldung, 'antragsteller' | 'kammer'>({
  name: 'Ausbilder',
  start: ['nichtGemeldet', 'gemeldet', 'anerkannt'],
  ende: [],
  uebergaenge: [
    { von: 'nichtGemeldet', nach: 'gemeldet', durch: ['antragsteller'] },
    { von: 'gemeldet', nach: 'inPruefung', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'gemeldet', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'anerkannt', durch: ['kammer'] },
    { von: 'inPruefung', nach: 'abgelehnt', durch: ['kammer'], kommentarPflicht: true },
    { von: 'anerkannt', nach: 'inPruefung', durch: ['kammer'], kommentarPflicht: true },
    { von: 'abgelehnt', nach: 'gemeldet', durch: ['antragsteller'] },
  ],
})
