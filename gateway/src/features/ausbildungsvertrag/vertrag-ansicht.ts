import type { Vertragsentwurf } from '@berichtsheft/core'
import { type Html, html } from '../../html.ts'
import { leer } from '../../pdf/tagged-page.ts'
import type { Zweisprachig } from '../../pdf/texts.ts'
import { listBedingungen } from '../../pdf/vertrag-bedingungen.ts'
import { listParteien } from '../../pdf/vertrag-parteien.ts'
import type { Abschnitt, Abschnittsteil } from '../../pdf/vertrag-werte.ts'
import { findVertragstext, grundlageOf } from '../../pdf/vertragstext.ts'

/** A label in German, with its English one behind it. */
const beide = ({ de, en }: Zweisprachig): Html => (de === en ? html`${de}` : html`${de} <span lang="en">${en}</span>`)

const fakten = (paare: readonly { readonly label: Zweisprachig; readonly value: string | undefined }[]): Html =>
  html`<dl class="facts">${paare.map(({ label, value = leer }) => html`<dt>${beide(label)}</dt><dd>${value === '' ? leer : value}</dd>\n`)}</dl>\n`

/** A part of a section. A table becomes one list of facts per row: on a phone no column is cut off. */
const renderTeil = (teil: Abschnittsteil): Html => {
  if (teil.art === 'angaben') return fakten(teil.angaben)
  if (teil.art === 'text') return fakten([{ label: teil.titel, value: teil.text }])
  const { spalten, zeilen } = teil.tabelle
  return html`<h3>${beide(teil.titel)}</h3>
${zeilen.length === 0 ? html`<p>${leer}</p>\n` : html`<ul class="rows">${zeilen.map((zeile) => html`<li>${fakten(spalten.map(({ label }, i) => ({ label, value: zeile[i] })))}</li>\n`)}</ul>\n`}`
}

const renderAbschnitt = ({ titel, teile }: Abschnitt): Html => html`<h2>${beide(titel)}</h2>\n${teile.map(renderTeil)}`

const renderKlauseln = ({ vertragstext, rechtsgrundlage }: Vertragsentwurf): Html => {
  const vorlage = findVertragstext(vertragstext?.vorlage)
  if (vorlage === undefined)
    return html`<p>Dieser Vertrag hat einen eigenen Vertragstext der Ausbildenden, der ihm beigefügt ist. <span lang="en">This contract has an own text of the company, which is attached.</span></p>\n`
  return html`<h2>Vertragstext <span lang="en">Clauses</span></h2>
${vorlage.klauseln.map(
  (
    klausel,
    i,
  ) => html`<h3>${i + 1}. ${klausel.titel} <span class="hint">${grundlageOf(klausel, rechtsgrundlage)}</span></h3>
${klausel.absaetze.map((absatz) => html`<p>${absatz}</p>\n`)}`,
)}`
}

/**
 * The whole contract as people read it, on a phone too: the same sections, labels and values as the printed copy, and its clauses.
 * Values are those of the contract, in German.
 */
export const renderVertragsansicht = (vertrag: Vertragsentwurf): Html =>
  html`<section lang="de" class="contract">
${[...listParteien(vertrag, false), ...listBedingungen(vertrag, false)].map(renderAbschnitt)}${renderKlauseln(vertrag)}</section>
`
