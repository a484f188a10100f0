import { addTage } from '../domain/kalender.ts'
import { arbeitstagOf, normaleWoche, type Regelbrecher, ueblicherVerlauf, verlaufAm } from './bruch.ts'

/** Breakers of the recommendations about a report, and of K4. */
export const empfehlungsbrecher: readonly Regelbrecher[] = [
  {
    regel: 'AN-003',
    name: 'approved by nobody in particular',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const [eingereicht, { durch: _niemand, ...freigegeben }] = ueblicherVerlauf(woche)
      woche.nachweis.verlauf = [eingereicht, freigegeben]
      return { buch, erwartet: [['AN-003', `${woche.pfad}/verlauf/1/durch`]] }
    },
  },
  {
    regel: 'AN-011',
    name: 'details of an illness',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const { j, tag } = arbeitstagOf(woche)
      tag.eintraege.push({ art: 'krank', text: 'Arzttermin wegen Rückenschmerzen' })
      return {
        buch,
        erwartet: [['AN-011', `${woche.pfad}/inhalt/tage/${j}/eintraege/${tag.eintraege.length - 1}/text`]],
      }
    },
  },
  {
    regel: 'AN-020',
    name: 'two weeks in one report, entries in the first only',
    brich: (buch) => {
      const { i, nachweis, pfad } = normaleWoche(buch)
      buch.ausbildungsnachweise.splice(i + 1, 1)
      nachweis.inhalt.zeitraum.bis = addTage(nachweis.inhalt.zeitraum.bis, 7)
      return { buch, erwartet: [['AN-020', `${pfad}/inhalt/zeitraum`]] }
    },
  },
  {
    regel: 'AN-021',
    name: 'handed in by the trainer',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const [eingereicht, freigegeben] = ueblicherVerlauf(woche)
      woche.nachweis.verlauf = [{ ...eingereicht, durch: { rolle: 'ausbilder' } }, freigegeben]
      return { buch, erwartet: [['AN-021', `${woche.pfad}/verlauf/0/durch/rolle`]] }
    },
  },
  {
    regel: 'AN-022',
    name: 'no year of training',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      delete nachweis.inhalt.ausbildungsjahr
      return { buch, erwartet: [['AN-022', `${pfad}/inhalt/ausbildungsjahr`]] }
    },
  },
  {
    regel: 'AN-022',
    name: 'a name without letters',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      nachweis.inhalt.azubi = '- .'
      return { buch, erwartet: [['AN-022', `${pfad}/inhalt/azubi`]] }
    },
  },
  {
    regel: 'AN-023',
    name: 'entries of an unknown kind',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const { j, tag } = arbeitstagOf(woche)
      delete tag.art
      return { buch, erwartet: [['AN-023', `${woche.pfad}/inhalt/tage/${j}/eintraege/0`]] }
    },
  },
  {
    regel: 'AN-023',
    name: 'a day of school without its topics',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      const j = nachweis.inhalt.tage?.findIndex((tag) => tag.art === 'schule') ?? -1
      const tag = nachweis.inhalt.tage?.[j]
      if (tag) Object.assign(tag, { minuten: 400, eintraege: [] })
      return { buch, erwartet: [['AN-023', `${pfad}/inhalt/tage/${j}`]] }
    },
  },
  {
    regel: 'AN-024',
    name: 'a day without its duration',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const { j, tag } = arbeitstagOf(woche)
      const [erster] = tag.eintraege
      delete erster?.minuten
      return { buch, erwartet: [['AN-024', `${woche.pfad}/inhalt/tage/${j}`]] }
    },
  },
  {
    regel: 'AN-025',
    name: 'approved after 40 days (the book names it as its longest, too)',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      const { bis } = nachweis.inhalt.zeitraum
      nachweis.verlauf = verlaufAm(bis, addTage(bis, 40))
      return {
        buch,
        erwartet: [
          ['AN-025', `${pfad}/verlauf/1/zeitpunkt`],
          ['K2', `${pfad}/verlauf`],
        ],
      }
    },
  },
  {
    regel: 'AN-026',
    name: 'the day of the approval without its time',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const [eingereicht, { zeitpunkt: _zeit, ...freigegeben }] = ueblicherVerlauf(woche)
      woche.nachweis.verlauf = [eingereicht, { ...freigegeben, datum: woche.nachweis.inhalt.zeitraum.bis }]
      return { buch, erwartet: [['AN-026', `${woche.pfad}/verlauf/1/zeitpunkt`]] }
    },
  },
  {
    regel: 'AN-026',
    name: 'nobody told the state (so the week is open)',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      delete nachweis.verlauf
      return {
        buch,
        erwartet: [
          ['AN-026', `${pfad}/verlauf`],
          ['K1', pfad],
        ],
      }
    },
  },
  {
    regel: 'AN-029',
    name: 'a comment with a grade',
    brich: (buch) => {
      const { nachweis, pfad } = normaleWoche(buch)
      nachweis.kommentare = [{ text: 'Schöner Bericht.' }, { text: 'Sehr ordentlich, Note: 2' }]
      return { buch, erwartet: [['AN-029', `${pfad}/kommentare/1/text`]] }
    },
  },
  {
    regel: 'K4',
    name: 'more than nine hours on a day',
    brich: (buch) => {
      const woche = normaleWoche(buch)
      const { j, tag } = arbeitstagOf(woche)
      const [erster] = tag.eintraege
      if (erster?.minuten !== undefined) erster.minuten += 100
      return { buch, erwartet: [['K4', `${woche.pfad}/inhalt/tage/${j}`]] }
    },
  },
]
