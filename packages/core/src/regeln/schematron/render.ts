import { standard } from '../../contract/nachricht.ts'
import type { Schwere } from '../../contract/problem.ts'
import { vertragsregeln } from '../katalog.ts'
import type { Kontext } from './aussage.ts'
import { aussagen } from './aussagen.ts'
import { kontexte } from './kontexte.ts'
import { gruende, nichtAusgedrueckt } from './nicht-ausgedrueckt.ts'

/** An assertion of the schema, by the id that a processor reports. */
export interface Schematronaussage {
  readonly id: string
  readonly regel: string
  readonly schwere: Schwere
  readonly kontext: Kontext
  readonly test: string
}

const ersetzungen: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escapeXml = (text: string): string => text.replaceAll(/[&<>"]/gu, (zeichen) => ersetzungen[zeichen] ?? zeichen)

const regelOf = (id: string) => {
  const regel = vertragsregeln.find((eine) => eine.id === id)
  if (regel === undefined) throw new Error(`no contract rule ${id}`)
  return regel
}

/**
 * All assertions with their ids: the rule and a number.
 *
 * @throws Error when one names no contract rule
 */
export const listSchematronaussagen = (): Schematronaussage[] => {
  const nummern = new Map<string, number>()
  return aussagen.map(({ regel, schwere = regelOf(regel).schwere, kontext, test }) => {
    const nummer = (nummern.get(regel) ?? 0) + 1
    nummern.set(regel, nummer)
    return { id: `${regel}-${nummer}`, regel, schwere, kontext, test }
  })
}

/** Ids of the contract rules that the schema does not express; notes that hold for every contract are not counted. */
export const listNichtAusgedrueckt = (): string[] =>
  vertragsregeln
    .filter(({ id, merkblatt }) => !merkblatt && !aussagen.some(({ regel }) => regel === id))
    .map(({ id }) => id)

const renderAussage = ({ id, regel, schwere, test }: Schematronaussage): string => {
  const { beschreibung, rechtsgrundlage } = regelOf(regel)
  const text = `${regel} (${rechtsgrundlage}): ${beschreibung.de} / ${beschreibung.en}`
  return `      <sch:report id="${id}" role="${schwere}" test="${escapeXml(test)}">${escapeXml(text)}</sch:report>`
}

/** A comment per reason, with the rules that it keeps out. */
const renderNichtAusgedrueckt = (): string[] =>
  Object.entries(gruende).map(([grund, text]) => {
    const regeln = listNichtAusgedrueckt().filter((id) => nichtAusgedrueckt.get(id) === grund)
    return `  <!-- Not expressed, ${text}: ${regeln.join(' ')} -->`
  })

/**
 * The contract rules that XPath can express, as Schematron: every report is a finding, its id begins with the rule, its role
 * is the weight. It looks at whole applications (`vertragsantrag`), alone or within a message. The other rules are named at
 * its end, by the reason that keeps them out.
 */
export const renderSchematron = (): string => {
  const alle = listSchematronaussagen()
  const muster = Object.entries(kontexte).map(([kontext, { pfad, werte }]) =>
    [
      `  <sch:pattern id="${kontext}">`,
      `    <sch:rule context="${escapeXml(pfad)}">`,
      ...Object.entries(werte).map(([name, wert]) => `      <sch:let name="${name}" value="${escapeXml(wert)}"/>`),
      ...alle.filter((aussage) => aussage.kontext === kontext).map(renderAussage),
      '    </sch:rule>',
      '  </sch:pattern>',
    ].join('\n'),
  )
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<sch:schema xmlns:sch="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">',
    '  <sch:title>Ausbildungsvertrag: Regeln, die XPath ausdrückt / training contract: rules that XPath expresses</sch:title>',
    `  <sch:ns prefix="bh" uri="${standard.namespace}"/>`,
    '  <sch:ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>',
    ...muster,
    ...renderNichtAusgedrueckt(),
    '</sch:schema>',
  ].join('\n')}\n`
}
