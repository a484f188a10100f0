import { readFile } from 'node:fs/promises'
import type { Vertragsantrag } from '@berichtsheft/core'
import { readXml } from '@berichtsheft/core/xml'

const folder = new URL('../vertraege/', import.meta.url)
const heute = new Date().toISOString().slice(0, 10)

/** Years between the contracts of the examples, which begin in August 2026, and the next August that one can apply for in time. */
const years = Number(heute.slice(0, 4)) + (heute.slice(5) < '07-01' ? 0 : 1) - 2026

/** The same contract so many years later, with the days of its conclusion and of its receipts today. */
const moved = (text: string): Vertragsantrag => {
  const later = (year: string) => String(Number(year) + years)
  const vertrag = JSON.parse(
    text.replaceAll(/\b\d{4}(?=-\d\d-\d\d)/g, later).replaceAll(/("kalenderjahr": ?)(\d{4})/g, (_, name, year) => name + later(year)),
  ) as Vertragsantrag
  const now = { zeitpunkt: new Date().toISOString() }
  return {
    ...vertrag,
    abschlussdatum: heute,
    ...(vertrag.empfangsnachweise && {
      empfangsnachweise: vertrag.empfangsnachweise.map(({ partei, vertreterNummer, form }) => ({
        partei,
        form,
        ...(vertreterNummer === undefined ? {} : { vertreterNummer }),
        ...now,
      })),
    }),
    ...(vertrag.unterschriften && {
      unterschriften: vertrag.unterschriften.map((unterschrift) => ({ ...unterschrift, datum: heute })),
    }),
  }
}

/** One of the contracts in `examples/vertraege`, for the next August, of an apprentice with another name. */
export const readVertrag = async (name: string, familienname?: string): Promise<Vertragsantrag> => {
  const text = await readFile(new URL(name, folder), 'utf8')
  const vertrag = moved(name.endsWith('.xml') ? JSON.stringify(readXml(text).value) : text)
  return familienname === undefined ? vertrag : { ...vertrag, azubi: { ...vertrag.azubi, familienname } }
}

/** Today, as a legal day. */
export const today = (): string => heute
