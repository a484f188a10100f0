import type { Verstoss } from '../../contract/problem.ts'
import type { CreateVertragsaufloesung } from '../../contract/vertragsaenderung.ts'
import type { Vertragsentwurf } from '../../contract/vertragsantrag.ts'
import { letzterTagNach } from '../../domain/monate.ts'
import { toDeutschesDatum } from '../text.ts'
import { befundOf } from './befund.ts'

const aufloesung = befundOf('DAV-093', 'BBiG § 22')

const pruefeTag = ({ beginn, ende }: Vertragsentwurf, { datum, grund }: CreateVertragsaufloesung): Verstoss[] => {
  if (grund === 'nichtAngetreten')
    return beginn !== undefined && datum > beginn
      ? [
          aufloesung('/datum', {
            de: 'Wer die Ausbildung nie angetreten hat, war nach ihrem ersten Tag nicht mehr in Ausbildung.',
            en: 'Who never began the training was in training no longer after its first day.',
          }),
        ]
      : []
  const isAusserhalb = (beginn !== undefined && datum < beginn) || (ende !== undefined && datum > ende)
  return isAusserhalb
    ? [
        aufloesung('/datum', {
          de: 'Dieser Tag liegt außerhalb der Ausbildung.',
          en: 'This day lies outside the training.',
        }),
      ]
    : []
}

const pruefeProbezeit = (
  { beginn, probezeitMonate }: Vertragsentwurf,
  { datum, grund }: CreateVertragsaufloesung,
): Verstoss[] => {
  if (grund !== 'probezeit' || beginn === undefined || probezeitMonate === undefined || probezeitMonate === 0) return []
  const bis = letzterTagNach(beginn, probezeitMonate)
  return datum > bis
    ? [
        {
          // An interruption may have lengthened it (DAV-089), and a termination may set a later last day.
          ...aufloesung(
            '/datum',
            {
              de: 'Dieser Tag liegt nach der vereinbarten Probezeit.',
              en: 'This day lies after the agreed probation.',
            },
            'warnung',
          ),
          rechtsgrundlage: 'BBiG §§ 20, 22 Abs. 1',
          gefunden: toDeutschesDatum(datum),
          erwartet: `höchstens ${toDeutschesDatum(bis)}`,
        },
      ]
    : []
}

const pruefeWer = ({ grund, durch }: CreateVertragsaufloesung): Verstoss[] => {
  if (durch === undefined)
    return grund === 'probezeit' || grund === 'wichtigerGrund'
      ? [aufloesung('/durch', { de: 'Wer gekündigt hat, fehlt.', en: 'Who terminated is missing.' })]
      : []
  if (grund === 'berufsaufgabe' && durch.includes('ausbildender'))
    return [
      aufloesung('/durch', {
        de: 'Wegen Aufgabe oder Wechsels der Berufsausbildung kündigen nur Auszubildende.',
        en: 'Only apprentices terminate because they give up or change the occupation.',
      }),
    ]
  if (grund === 'einvernehmen' && !(durch.includes('ausbildender') && durch.includes('azubi')))
    return [
      aufloesung('/durch', {
        de: 'Einvernehmlich heben beide Seiten den Vertrag auf.',
        en: 'By agreement both sides end the contract.',
      }),
    ]
  return []
}

/**
 * What stands in the way of the notice that a contract ended before its time: the fact, never the termination itself.
 *
 * @see BBiG §§ 20, 22; DAV-093
 */
export const pruefeAufloesung = (vertrag: Vertragsentwurf, aufloesung: CreateVertragsaufloesung): Verstoss[] => [
  ...pruefeTag(vertrag, aufloesung),
  ...pruefeProbezeit(vertrag, aufloesung),
  ...pruefeWer(aufloesung),
]
