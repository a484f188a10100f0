import { addTage } from '../domain/kalender.ts'
import { arbeitstagOf, normaleWoche, type Regelbrecher, stelleAt, ueblicherVerlauf, verlaufAm } from './bruch.ts'

/** Breakers of the rules about a report that refuse. */
const annahme: readonly Regelbrecher[] = [
  {
    regel: 'BN-001',
    name: 'period ends before it begins',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      nachweis.inhalt.zeitraum.bis = addTage(nachweis.inhalt.zeitraum.von, -1)
      return { buch, erwartet: [['BN-001', `${pfad}/inhalt/zeitraum/bis`]] }
    },
  },
  {
    regel: 'BN-002',
    name: 'period of 32 days',
    brich: (buch) => {
      const { nachweis, pfad } = stelleAt(buch, -1)
      nachweis.inhalt.zeitraum.bis = addTage(nachweis.inhalt.zeitraum.von, 31)
      return { buch, erwartet: [['BN-002', `${pfad}/inhalt/zeitraum/bis`]] }
    },
  },
  {
    regel: 'BN-003',
    name: 'day before the period',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      const [montag] = nachweis.inhalt.tage ?? []
      if (montag) montag.datum = addTage(montag.datum, -1)
      return { buch, erwartet: [['BN-003', `${pfad}/inhalt/tage/0/datum`]] }
    },
  },
  {
    regel: 'BN-004',
    name: 'the same day twice',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      const [montag, dienstag] = nachweis.inhalt.tage ?? []
      if (montag && dienstag) dienstag.datum = montag.datum
      return { buch, erwartet: [['BN-004', `${pfad}/inhalt/tage/1/datum`]] }
    },
  },
  {
    regel: 'BN-005',
    name: 'more than 24 hours in the entries of a day',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const { j, tag } = arbeitstagOf(woche)
      const [erster] = tag.eintraege
      if (erster) erster.minuten = 1440
      return { buch, erwartet: [['BN-005', `${woche.pfad}/inhalt/tage/${j}`]] }
    },
  },
  {
    regel: 'BN-006',
    name: 'daily report of a week',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      nachweis.inhalt.berichtsart = 'tag'
      return { buch, erwartet: [['BN-006', `${pfad}/inhalt/zeitraum/bis`]] }
    },
  },
  {
    regel: 'BN-007',
    name: 'week from Wednesday to Tuesday',
    brich: (buch) => {
      const { nachweis, pfad } = stelleAt(buch, -1)
      const { inhalt } = nachweis
      inhalt.zeitraum = { von: addTage(inhalt.zeitraum.von, 2), bis: addTage(inhalt.zeitraum.bis, 2) }
      inhalt.tage = (inhalt.tage ?? []).filter((tag) => tag.datum >= inhalt.zeitraum.von)
      return { buch, erwartet: [['BN-007', `${pfad}/inhalt/zeitraum/von`]] }
    },
  },
  {
    regel: 'BN-008',
    name: 'report before the begin of training',
    brich: (buch) => {
      buch.berichtsheft.ausbildungsbeginn = stelleAt(buch, 1).nachweis.inhalt.zeitraum.von
      return { buch, erwartet: [['BN-008', '/ausbildungsnachweise/0/inhalt/zeitraum/bis']] }
    },
  },
  {
    regel: 'BN-008',
    name: 'report after the end of training',
    brich: (buch) => {
      const { nachweis, pfad } = stelleAt(buch, -1)
      buch.berichtsheft.ausbildungsende = addTage(nachweis.inhalt.zeitraum.von, -1)
      return { buch, erwartet: [['BN-008', `${pfad}/inhalt/zeitraum/von`]] }
    },
  },
  {
    regel: 'BN-009',
    name: 'approved before it was handed in',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      const { bis } = nachweis.inhalt.zeitraum
      nachweis.verlauf = verlaufAm(bis, addTage(bis, -1))
      return { buch, erwartet: [['BN-009', `${pfad}/verlauf/1/zeitpunkt`]] }
    },
  },
  {
    regel: 'BN-010',
    name: 'approved before the end of the week',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      const { von } = nachweis.inhalt.zeitraum
      nachweis.verlauf = verlaufAm(von, von)
      return { buch, erwartet: [['BN-010', `${pfad}/verlauf/1/zeitpunkt`]] }
    },
  },
]

/** Breakers of the plausibility rules about a report that only report. */
const plausibilitaet: readonly Regelbrecher[] = [
  {
    regel: 'BN-020',
    name: 'work on the day before training began',
    brich: (buch) => {
      const { nachweis, pfad } = stelleAt(buch, 0)
      const { von } = nachweis.inhalt.zeitraum
      nachweis.inhalt.tage?.splice(0, 1, { ...arbeitstagOf(normaleWoche(buch)).tag, datum: von })
      buch.berichtsheft.ausbildungsbeginn = addTage(von, 1)
      return { buch, erwartet: [['BN-020', `${pfad}/inhalt/tage/0/datum`]] }
    },
  },
  {
    regel: 'BN-021',
    name: 'weekly texts approved on Wednesday (their times are missing, too)',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      const mittwoch = addTage(nachweis.inhalt.zeitraum.von, 2)
      delete nachweis.inhalt.tage
      nachweis.inhalt.wochentexte = { betrieb: 'Lager', unterweisung: 'Brandschutz', schule: 'LF 5' }
      nachweis.verlauf = verlaufAm(mittwoch, mittwoch)
      return {
        buch,
        erwartet: [
          ['AN-024', `${pfad}/inhalt/tage`],
          ['BN-021', `${pfad}/verlauf/1/zeitpunkt`],
        ],
      }
    },
  },
  {
    regel: 'BN-022',
    name: 'sent back, then approved without being handed in again',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const [eingereicht, freigegeben] = ueblicherVerlauf(woche)
      woche.nachweis.verlauf = [
        eingereicht,
        { ...freigegeben, vorgang: 'zurueckgewiesen', kommentar: 'Bitte Dienstag ergänzen.' },
        freigegeben,
      ]
      return { buch, erwartet: [['BN-022', `${woche.pfad}/verlauf/2/vorgang`]] }
    },
  },
  {
    regel: 'BN-023',
    name: 'sent back without a comment',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const [eingereicht, freigegeben] = ueblicherVerlauf(woche)
      woche.nachweis.verlauf = [
        eingereicht,
        { ...eingereicht, vorgang: 'zurueckgewiesen', durch: { rolle: 'ausbilder' }, kommentar: ' ' },
        eingereicht,
        freigegeben,
      ]
      return { buch, erwartet: [['BN-023', `${woche.pfad}/verlauf/1/kommentar`]] }
    },
  },
  {
    regel: 'BN-024',
    name: 'approval after the reference day',
    brich: (buch) => {
      const { nachweis, pfad } = stelleAt(buch, -1)
      const { bis } = nachweis.inhalt.zeitraum
      nachweis.verlauf = verlaufAm(bis, addTage(bis, 1))
      return { buch, erwartet: [['BN-024', `${pfad}/verlauf/1/zeitpunkt`]] }
    },
  },
  {
    regel: 'BN-025',
    name: 'apprentice approves the own report',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const [eingereicht, freigegeben] = ueblicherVerlauf(woche)
      woche.nachweis.verlauf = [eingereicht, { ...freigegeben, durch: { rolle: 'auszubildende' } }]
      return { buch, erwartet: [['BN-025', `${woche.pfad}/verlauf/1/durch/rolle`]] }
    },
  },
  {
    regel: 'BN-026',
    name: 'both approvals by one person',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const [eingereicht, freigegeben] = ueblicherVerlauf(woche)
      woche.nachweis.verlauf = [eingereicht, { ...freigegeben, vorgang: 'stufe1Freigegeben' }, freigegeben]
      return { buch, erwartet: [['BN-026', `${woche.pfad}/verlauf/2/durch`]] }
    },
  },
  {
    regel: 'BN-027',
    name: 'time of the day is not the sum of its entries',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const { j, tag } = arbeitstagOf(woche)
      tag.minuten = 449
      return { buch, erwartet: [['BN-027', `${woche.pfad}/inhalt/tage/${j}/minuten`]] }
    },
  },
  {
    regel: 'BN-028',
    name: 'another apprentice',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      nachweis.inhalt.azubi = 'Hinnerk Fremd'
      return { buch, erwartet: [['BN-028', `${pfad}/inhalt/azubi`]] }
    },
  },
  {
    regel: 'BN-029',
    name: 'fifth year in the first',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      nachweis.inhalt.ausbildungsjahr = 5
      return { buch, erwartet: [['BN-029', `${pfad}/inhalt/ausbildungsjahr`]] }
    },
  },
  {
    regel: 'BN-030',
    name: 'mark on a day that is not there',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      nachweis.inhalt.abgeleitet = [
        { pfad: '/ausbildungsjahr', verfahren: 'Aus dem Ausbildungsbeginn berechnet' },
        { pfad: '/tage/7/minuten', verfahren: 'Aus dem Vertrag übernommen' },
      ]
      return { buch, erwartet: [['BN-030', `${pfad}/inhalt/abgeleitet/1/pfad`]] }
    },
  },
]

/** All breakers of plausibility rules about a report. */
export const nachweisbrecher: readonly Regelbrecher[] = [...annahme, ...plausibilitaet]
