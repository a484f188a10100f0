/** What a chamber may decide for itself; the gateway keeps one per KNR. */
export interface Regelkonfig {
  /** AN-020: reports at least every week, or entries for every working day. */
  readonly fuehrung: 'woechentlich' | 'taeglich'
  /** AN-022: a report without department is an error, not only a note. */
  readonly abteilungNoetig: boolean
  /** AN-025, K2: months for the review after the end of the period; absent means the dated value of the rule. */
  readonly freigabeMonate?: number
  /** K3: more weeks than this approved within one hour are a mass approval. */
  readonly massenfreigabeWochen: number
  /** BN-026: the two stages of an approval are taken by two persons (BH-23). */
  readonly vierAugen: boolean
  /** K4: the chamber is told findings about working time, too. */
  readonly arbeitszeitAnKammer: boolean
  /** AN-009: share of days of absence, in percent of the working days so far, from which on it is noted. */
  readonly fehlzeitenProzent: number
  /** AN-034: the chamber takes electronic books of retraining. */
  readonly umschulungZulaessig: boolean
  /** DAV-017: a signed contract counts as proof of receipt. */
  readonly unterschriftGiltAlsEmpfang: boolean
  /** DAV-019: weeks after the conclusion from which on an application is late. */
  readonly antragsfristWochen: number
  /** DAV-020: the chamber wants the contract printed and signed. */
  readonly unterschriftNoetig: boolean
  /** DAV-086: days by which the end may differ from the computed one. */
  readonly endeToleranzTage: number
  /** DAV-087: months in which examinations usually are, from 1. */
  readonly pruefungsmonate: readonly number[]
  /** DAV-087: months that the end may lie after the month of an examination. */
  readonly pruefungsfensterMonate: number
  /** DAV-126: times of adults beyond what balancing allows (10 hours a day, 48 a week) are an error, not a warning. */
  readonly ueberlangeZeitIstFehler: boolean
  /** DAV-168: days after a change of the trainer within which it is reported without delay. */
  readonly ausbilderwechselTage: number
}

/** The settings of a chamber that has decided nothing. */
export const standardRegelkonfig: Regelkonfig = {
  fuehrung: 'woechentlich',
  abteilungNoetig: false,
  massenfreigabeWochen: 5,
  vierAugen: true,
  arbeitszeitAnKammer: false,
  fehlzeitenProzent: 10,
  umschulungZulaessig: true,
  unterschriftGiltAlsEmpfang: true,
  antragsfristWochen: 4,
  unterschriftNoetig: false,
  endeToleranzTage: 0,
  pruefungsmonate: [1, 6, 7],
  pruefungsfensterMonate: 2,
  ueberlangeZeitIstFehler: true,
  ausbilderwechselTage: 14,
}

/** The settings of a chamber: the standard with its own decisions. */
export const defineRegelkonfig = (abweichung: Partial<Regelkonfig>): Regelkonfig => ({
  ...standardRegelkonfig,
  ...abweichung,
})
