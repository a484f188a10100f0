/** A requirement on reports, books or contracts that no rule checks, and why. */
export interface NichtPruefbar {
  readonly id: string
  readonly grund: { readonly de: string; readonly en: string }
  /** The rule that covers it nevertheless. */
  readonly siehe?: string
}

/**
 * The requirements on reports, books and contracts that are no rule here: they speak of the system
 * and its people, or their inputs are not part of the contract. Together with the rules they are complete.
 */
export const nichtPruefbar: readonly NichtPruefbar[] = [
  {
    id: 'AN-002',
    grund: {
      de: 'Wann der Vertrag geändert wurde, weiß erst der Ausbildungsvertrag; die Abweichung der Form meldet K8.',
      en: 'When the contract was changed is known to the training contract only; K8 reports a different form.',
    },
    siehe: 'K8',
  },
  {
    id: 'AN-006',
    grund: {
      de: 'Sagt etwas über die Entscheidung der Kammer: Ein fehlendes Berichtsheft führt nie von selbst zur Ablehnung.',
      en: "Speaks of the chamber's decision: a missing book never refuses an admission by itself.",
    },
  },
  {
    id: 'AN-007',
    grund: {
      de: 'Sagt, wer entscheidet und wer Einsicht hat; das regeln die Berechtigungen.',
      en: 'Says who decides and who may look in; that is a matter of permissions.',
    },
  },
  {
    id: 'AN-008',
    grund: {
      de: 'Gilt für die Anforderung: Zweck und Rechtsgrundlage sind dort Pflichtangaben des Schemas.',
      en: 'Holds for the request: purpose and legal basis are mandatory in its schema.',
    },
  },
  {
    id: 'AN-010',
    grund: {
      de: 'Die Ausbildungsordnung je Beruf liegt noch nicht als Daten vor.',
      en: 'The training ordinance of each occupation is not available as data yet.',
    },
  },
  {
    id: 'AN-012',
    grund: {
      de: 'Welche Unterlagen bis wann vorzulegen sind, steht in der Prüfungsordnung der Kammer und in ihrer Anforderung.',
      en: "Which documents are due when stands in the chamber's examination rules and in its request.",
    },
  },
  {
    id: 'AN-027',
    grund: {
      de: 'Kenntnisnahme durch gesetzliche Vertretung, Berufsschule und Betriebsrat: Dafür hat der Bericht keine Angabe.',
      en: 'Notice by legal representatives, school and works council: a report has no field for it.',
    },
  },
  {
    id: 'AN-028',
    grund: {
      de: 'Ob während der Ausbildungszeit geschrieben wurde, steht nicht im Bericht.',
      en: 'Whether it was written during training time does not stand in the report.',
    },
  },
  {
    id: 'AN-030',
    grund: {
      de: 'Sagt, dass auf Verlangen vorgelegt wird; dafür gibt es Anforderung und Freigabe.',
      en: 'Says that the book is shown on demand; request and release serve that.',
    },
  },
  {
    id: 'AN-031',
    grund: {
      de: 'Der Ausbildungsplan ist noch kein Teil des Berichtshefts; ob Positionen belegt sind, meldet K7.',
      en: 'The training plan is no part of the book yet; K7 reports which positions are served.',
    },
    siehe: 'K7',
  },
  {
    id: 'AN-032',
    grund: {
      de: 'Die Einweisung zu Beginn hinterlässt keine Angabe im Berichtsheft.',
      en: 'The introduction at the start leaves nothing in the book.',
    },
  },
  {
    id: 'AN-033',
    grund: {
      de: 'Aufbewahrung und Löschung sind Sache des Systems, nicht des einzelnen Hefts.',
      en: 'Retention and erasure are a matter of the system, not of a single book.',
    },
  },
  {
    id: 'DAV-045',
    grund: {
      de: 'Namen und Anschriften nimmt schon das Schema nur in den Zeichen der DIN 91379 an; ein Verstoß ist ein Formfehler.',
      en: 'The schema takes names and addresses only in the characters of DIN 91379; a violation is a fault of form.',
    },
  },
  {
    id: 'DAV-050',
    grund: {
      de: 'Eine Rechenvorschrift: So zählen alle Regeln die Lebensjahre; die Antwort nennt Alter und Volljährigkeit.',
      en: 'A way to compute: all rules count years of life like this; the answer tells age and full age.',
    },
    siehe: 'DAV-051',
  },
  {
    id: 'DAV-058',
    grund: {
      de: 'Die Ausnahme für geringfügige und bis zu zwei Monate dauernde leichte Arbeit passt auf keine Ausbildung.',
      en: 'The exception for marginal work and light work of up to two months fits no training.',
    },
    siehe: 'DAV-056',
  },
  {
    id: 'DAV-060',
    grund: {
      de: 'Gilt am Tag der Anmeldung zur Prüfung: Dann löscht die Kammer die Eintragung; die Termine nennt DAV-059.',
      en: 'Holds on the day of the application for the exam: then the chamber deletes the registration; DAV-059 tells the days.',
    },
    siehe: 'DAV-059',
  },
  {
    id: 'DAV-130',
    grund: {
      de: 'Sagt, dass Zeiten je Zeitraum gelten; danach wählen DAV-120 bis DAV-126, welche Zeiten sie beurteilen.',
      en: 'Says that hours hold by period; DAV-120 to DAV-126 choose by it which hours they judge.',
    },
    siehe: 'DAV-126',
  },
  {
    id: 'DAV-140',
    grund: {
      de: 'Grundlage der Berechnung nach dem Alter am 1. Januar; was darunter liegt, meldet DAV-146.',
      en: 'Base of the computation by the age on 1 January; what is below is reported by DAV-146.',
    },
    siehe: 'DAV-146',
  },
  {
    id: 'DAV-142',
    grund: {
      de: 'Umrechnung von Werktagen in Arbeitstage; sie ist ein Schritt der Berechnung, auf der DAV-146 steht.',
      en: 'Conversion of Werktage into working days; a step of the computation that DAV-146 rests on.',
    },
    siehe: 'DAV-146',
  },
  {
    id: 'DAV-143',
    grund: {
      de: 'Zwölftel im Jahr des Beginns; sie sind ein Schritt der Berechnung, auf der DAV-146 steht.',
      en: 'Twelfths of the year of the begin; a step of the computation that DAV-146 rests on.',
    },
    siehe: 'DAV-146',
  },
  {
    id: 'DAV-144',
    grund: {
      de: 'Zwölftel im Jahr des Endes; sie sind ein Schritt der Berechnung, auf der DAV-146 steht.',
      en: 'Twelfths of the year of the end; a step of the computation that DAV-146 rests on.',
    },
    siehe: 'DAV-146',
  },
  {
    id: 'DAV-145',
    grund: {
      de: 'Rundung ab einem halben Tag; DAV-146 verlangt den gerundeten Wert, den Rest nennt DAV-147.',
      en: 'Rounding from half a day on; DAV-146 asks for the rounded value, DAV-147 tells the rest.',
    },
    siehe: 'DAV-147',
  },
  {
    id: 'DAV-165',
    grund: {
      de: 'Ob jemand persönlich ungeeignet ist, weiß die Kammer aus eigenen Akten; im Vertrag steht es nie.',
      en: 'Whether somebody is personally unsuitable is known to the chamber from its files; a contract never has it.',
    },
  },
  {
    id: 'K6',
    grund: {
      de: 'Der Blockplan der Berufsschule ist nicht Teil des Vertrags; ohne ihn gibt es keine Schultage zu vergleichen.',
      en: 'The block plan of the school is no part of the contract; without it there are no school days to compare.',
    },
  },
]
