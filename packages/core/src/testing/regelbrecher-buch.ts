import { addMonate, addTage } from '../domain/kalender.ts'
import type { Erwartung, Regelbrecher } from './bruch.ts'
import { normaleWoche, stelleAt, ueblicherVerlauf, verlaufAm } from './bruch.ts'

/** Breakers of the rules about a delivery that refuse. */
const annahme: readonly Regelbrecher[] = [
  {
    regel: 'BN-040',
    name: 'the same week twice',
    brich: (buch) => {
      const { nachweis } = normaleWoche(buch)
      const stelle = buch.ausbildungsnachweise.push({ ...structuredClone(nachweis), fremdId: 'noch-einmal' }) - 1
      return { buch, erwartet: [['BN-040', `/ausbildungsnachweise/${stelle}/inhalt/zeitraum`]] }
    },
  },
  {
    regel: 'BN-041',
    name: 'a part of a week that has its report',
    brich: (buch) => {
      const teil = structuredClone(normaleWoche(buch).nachweis)
      const { inhalt } = teil
      teil.fremdId = 'teil-der-woche'
      inhalt.zeitraum.von = addTage(inhalt.zeitraum.von, 2)
      inhalt.tage = (inhalt.tage ?? []).filter((tag) => tag.datum >= inhalt.zeitraum.von)
      const stelle = buch.ausbildungsnachweise.push(teil) - 1
      return { buch, erwartet: [['BN-041', `/ausbildungsnachweise/${stelle}/inhalt/zeitraum`]] }
    },
  },
  {
    regel: 'BN-042',
    name: 'one key for two reports',
    brich: (buch) => {
      stelleAt(buch, 5).nachweis.fremdId = stelleAt(buch, 2).nachweis.fremdId
      return { buch, erwartet: [['BN-042', '/ausbildungsnachweise/5/fremdId']] }
    },
  },
  {
    regel: 'DAV-006',
    name: 'training ends on its first day',
    brich: ({ berichtsheft }) => {
      if (berichtsheft.ausbildungsbeginn) berichtsheft.ausbildungsende = berichtsheft.ausbildungsbeginn
      return {
        buch: { berichtsheft, ausbildungsnachweise: [] },
        erwartet: [['DAV-006', '/berichtsheft/ausbildungsende']],
      }
    },
  },
  {
    regel: 'DAV-040',
    name: 'a chamber that does not exist',
    brich: (buch) => {
      buch.berichtsheft.knr = '999'
      return { buch, erwartet: [['DAV-040', '/berichtsheft/knr']] }
    },
  },
  {
    regel: 'DAV-041',
    name: 'a dissolved chamber',
    brich: (buch) => {
      buch.berichtsheft.knr = '187'
      return { buch, erwartet: [['DAV-041', '/berichtsheft/knr']] }
    },
  },
]

/** Breakers of the rules about a book that only report. */
const befund: readonly Regelbrecher[] = [
  {
    regel: 'AN-001',
    name: 'no form of the book',
    brich: (buch) => {
      delete buch.berichtsheft.nachweisform
      return { buch, erwartet: [['AN-001', '/berichtsheft/nachweisform']] }
    },
  },
  {
    regel: 'AN-004',
    name: 'released by the apprentice',
    brich: (buch) => ({
      buch: { ...buch, vorlage: { freigebender: { rolle: 'auszubildende' } } },
      erwartet: [['AN-004', '']],
    }),
  },
  {
    regel: 'AN-005',
    name: 'released from the second week on',
    brich: (buch) => ({
      buch: {
        ...buch,
        vorlage: {
          zweck: 'teil1',
          umfang: { von: stelleAt(buch, 1).nachweis.inhalt.zeitraum.von, bis: '2199-12-31' },
        },
      },
      erwartet: [['AN-005', '']],
    }),
  },
  {
    regel: 'AN-009',
    name: 'a week of illness, where the chamber asks from one in a thousand on',
    brich: (buch) => {
      for (const tag of normaleWoche(buch).nachweis.inhalt.tage ?? [])
        Object.assign(tag, { art: 'krank', eintraege: [] })
      return { buch, konfig: { fehlzeitenProzent: 0.1 }, erwartet: [['AN-009', '/ausbildungsnachweise']] }
    },
  },
  {
    regel: 'AN-034',
    name: 'retraining',
    brich: (buch) => {
      buch.berichtsheft.art = 'umschulung'
      return { buch, erwartet: [['AN-034', '/berichtsheft/art']] }
    },
  },
  {
    regel: 'BN-031',
    name: 'Monday without a report',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      nachweis.inhalt.zeitraum.von = addTage(nachweis.inhalt.zeitraum.von, 1)
      nachweis.inhalt.tage?.shift()
      return { buch, erwartet: [['BN-031', `${pfad}/inhalt/zeitraum`]] }
    },
  },
  {
    regel: 'DAV-062',
    name: 'ten years old at the begin of training',
    brich: (buch) => {
      buch.berichtsheft.geburtsdatum = addMonate(buch.berichtsheft.ausbildungsbeginn ?? '', -120)
      return { buch, erwartet: [['DAV-062', '/berichtsheft/geburtsdatum']] }
    },
  },
  {
    regel: 'K1',
    name: 'a missing week',
    brich: (buch) => {
      buch.ausbildungsnachweise.splice(normaleWoche(buch).i, 1)
      return { buch, erwartet: [['K1', '/ausbildungsnachweise']] }
    },
  },
  {
    regel: 'K1',
    name: 'a week that was sent back',
    brich: (buch) => {
      const woche = stelleAt(buch, -1)
      const [eingereicht, freigegeben] = ueblicherVerlauf(woche)
      woche.nachweis.verlauf = [
        eingereicht,
        { ...freigegeben, vorgang: 'zurueckgewiesen', kommentar: 'Bitte Mittwoch ergänzen.' },
      ]
      return { buch, erwartet: [['K1', woche.pfad]] }
    },
  },
  {
    regel: 'K1',
    name: 'a week that is not approved yet',
    brich: (buch) => {
      const woche = stelleAt(buch, -1)
      woche.nachweis.verlauf = ueblicherVerlauf(woche).slice(0, 1)
      return { buch, erwartet: [['K1', woche.pfad]] }
    },
  },
  {
    regel: 'K1',
    name: 'no begin of training',
    brich: (buch) => {
      delete buch.berichtsheft.ausbildungsbeginn
      return { buch, erwartet: [['K1', '/berichtsheft/ausbildungsbeginn']] }
    },
  },
  {
    regel: 'K2',
    name: 'two late approvals, of which the later is named',
    brich: (buch) => {
      const { i } = normaleWoche(buch)
      const [erste, zweite] = [stelleAt(buch, i), stelleAt(buch, i + 1)]
      for (const [{ nachweis }, tage] of [
        [erste, 40],
        [zweite, 50],
      ] as const) {
        const { bis } = nachweis.inhalt.zeitraum
        nachweis.verlauf = verlaufAm(bis, addTage(bis, tage))
      }
      return {
        buch,
        erwartet: [
          ['AN-025', `${erste.pfad}/verlauf/1/zeitpunkt`],
          ['AN-025', `${zweite.pfad}/verlauf/1/zeitpunkt`],
          ['K2', `${zweite.pfad}/verlauf`],
        ],
      }
    },
  },
  {
    regel: 'K3',
    name: 'four weeks approved within one hour, where three are allowed',
    brich: (buch) => {
      const { i } = normaleWoche(buch)
      const wochen = [0, 1, 2, 3].map((k) => stelleAt(buch, i + k))
      const montag = addTage(stelleAt(buch, i + 3).nachweis.inhalt.zeitraum.bis, 1)
      for (const [k, woche] of wochen.entries()) {
        const [eingereicht, freigegeben] = ueblicherVerlauf(woche)
        woche.nachweis.verlauf = [eingereicht, { ...freigegeben, zeitpunkt: `${montag}T06:${10 + 15 * k}:00Z` }]
      }
      return {
        buch,
        konfig: { massenfreigabeWochen: 3 },
        erwartet: [['K3', `/ausbildungsnachweise/${i}/verlauf`]],
      }
    },
  },
  {
    regel: 'K5',
    name: 'more leave than the contract has',
    brich: (buch) => {
      if (buch.berichtsheft.ausbildungszeit) buch.berichtsheft.ausbildungszeit.urlaubstage = 0
      const jahre = new Set(
        buch.ausbildungsnachweise
          .flatMap(({ inhalt }) => inhalt.tage ?? [])
          .filter((tag) => tag.art === 'urlaub')
          .map((tag) => tag.datum.slice(0, 4)),
      )
      return {
        buch,
        erwartet: [...jahre].map((): Erwartung => ['K5', '/berichtsheft/ausbildungszeit/urlaubstage']),
      }
    },
  },
  {
    regel: 'K7',
    name: 'a position of the plan without an entry',
    brich: (buch) => ({
      buch: { ...buch, rahmenplan: [{ kennung: 'Z-9', bezeichnung: 'Betreiben von Großrechnern' }] },
      erwartet: [['K7', '/ausbildungsnachweise']],
    }),
  },
  {
    regel: 'K8',
    name: 'the contract says on paper',
    brich: (buch) => {
      buch.berichtsheft.nachweisform = 'schriftlich'
      return { buch, erwartet: [['K8', '/berichtsheft/nachweisform']] }
    },
  },
  {
    regel: 'K9',
    name: 'presented by another company',
    brich: (buch) => ({
      buch: { ...buch, vorlage: { unternehmen: 'Ganz andere GmbH' } },
      erwartet: [['K9', '/berichtsheft/unternehmen/name']],
    }),
  },
  {
    regel: 'K10',
    name: 'a report that does not fit its signature',
    brich: (buch) => ({
      buch: { ...buch, kette: { unversehrt: false, stelle: 3 } },
      erwartet: [['K10', '/ausbildungsnachweise/3']],
    }),
  },
]

/** All breakers of rules about a book or a delivery. */
export const buchbrecher: readonly Regelbrecher[] = [...annahme, ...befund]
