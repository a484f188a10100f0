import { signAuskunft } from '@berichtsheft/core/signatur'
import type { Knex } from 'knex'
import { alsSystem } from '../../db/transaktion.ts'
import type { Deps } from '../../deps.ts'
import { readKonto } from './konto.service.ts'
import { listSitzungRows } from './sitzung.queries.ts'

/**
 * Where data about a person lies, by kind; `:id` is the account and `:email` its address. Passwords, keys and open links are
 * left out. A new table with data about people gets its line here.
 */
export const auskunftsquellen: Readonly<Record<string, string>> = {
  zustimmungen: 'select version, zeitpunkt from kontozustimmung where konto_id = :id order by zeitpunkt',
  passwort: 'select gesetzt_am from kontogeheimnis where konto_id = :id',
  faktoren: 'select id, art, name, erstellt_am, benutzt_am from kontofaktor where konto_id = :id order by erstellt_am',
  passkeyfragen: 'select zweck, ablauf, verbraucht_am from passkeyfrage where konto_id = :id order by ablauf',
  notcodes: 'select erstellt_am, verbraucht_am from kontonotcode where konto_id = :id',
  fremdanmeldungen:
    'select aussteller, subjekt, erstellt_am from fremdanmeldung where konto_id = :id order by erstellt_am',
  links: 'select zweck, erstellt_am, ablauf, verbraucht_am from kontotoken where konto_id = :id order by erstellt_am',
  mitgliedschaften:
    'select m.unternehmen_id, u.name, m.status, m.erstellt_am, m.geaendert_am from mitgliedschaft m join unternehmen u on u.id = m.unternehmen_id where m.konto_id = :id order by m.erstellt_am',
  rollen:
    'select id, unternehmen_id, knr, anwendung, rolle, gueltig_von, gueltig_bis, vertritt, vergeben_am, entzogen_am from rollenzuweisung where konto_id = :id or vertritt = :id order by vergeben_am',
  vergebeneRollen:
    'select id, unternehmen_id, knr, anwendung, rolle, vergeben_am from rollenzuweisung where vergeben_von = :id order by vergeben_am',
  beteiligungen:
    'select id, unternehmen_id, berichtsheft_id, art, status, zugestimmt_am, beendet_am, erstellt_am from beteiligung where konto_id = :id or vorgeschlagen_von = :id order by erstellt_am',
  einsaetze:
    'select id, unternehmen_id, berichtsheft_id, von, bis, abteilung, abschnitt, abgesagt_am, erstellt_am from einsatz where konto_id = :id or geplant_von = :id order by erstellt_am',
  einladungen:
    'select id, unternehmen_id, anwendung, rolle, status, versendet_am, angenommen_am, genehmigt_am from einladung where konto_id = :id or lower(email) = lower(:email) order by versendet_am',
  anfragen:
    'select id, art, unternehmen_id, anwendung, rolle, nachricht, status, grund, erstellt_am, entschieden_am from mitgliedsanfrage where konto_id = :id order by erstellt_am',
  eigeneEinladungen:
    'select id, unternehmen_id, anwendung, rolle, status, versendet_am from einladung where eingeladen_von = :id order by versendet_am',
  unternehmensregistrierungen:
    'select r.unternehmen_id, u.name, u.status, u.erstellt_am from unternehmensregistrierung r join unternehmen u on u.id = r.unternehmen_id where r.konto_id = :id order by u.erstellt_am',
  loeschantraege:
    'select id, unternehmen_id, status, grund, beantragt_am from loeschantrag where erstellt_von = :id order by erstellt_am',
  ausbildungsvertraege:
    'select id, unternehmen_id, status, beginn, ende, erstellt_am, geaendert_am from ausbildungsvertrag where antragsteller = :id or zugewiesen_an = :id or vorgeschlagen_von = :id order by erstellt_am',
  // Contracts that the person is a party of, as the address and the family name in them say.
  eigeneAusbildungsvertraege:
    'select v.id, v.status, v.eintragungsnummer, v.eingetragen_am, v.vertrag::json as vertrag, v.erstellt_am, v.geaendert_am from ausbildungsvertrag v join konto k on k.id = :id where string_to_array(v.adressen, chr(10)) @> array[lower(:email)] and position(lower(to_json(k.nachname)::text) in lower(v.vertrag)) > 0 order by v.erstellt_am',
  vertragsaenderungen:
    'select id, vertrag_id, art, status, wirksam_ab, erstellt_am, geaendert_am from vertragsaenderung where antragsteller = :id or zugewiesen_an = :id or vorgeschlagen_von = :id order by erstellt_am',
  ausbildereignungen:
    'select id, unternehmen_id, status, fremd_id, erstellt_am, geaendert_am from ausbildereignung where antragsteller = :id or zugewiesen_an = :id order by erstellt_am',
  elsterpruefungen: 'select unternehmen_id, ablauf from elstervorgang where konto_id = :id',
  uebernahmen: 'select * from kontouebernahme where konto_id = :id',
  zugriffe: 'select zeitpunkt, mandant, vorgang, status, hefte from zugriff where wer = (:id)::text order by zeitpunkt',
  mails:
    'select text, status, erstellt_am, beendet_am from mail where konto_id = :id or lower(an) = lower(:email) order by erstellt_am',
  ereignisse:
    'select nr, inhalt::json as inhalt from ereignis where fach = fach_von(:id) and aggregat_id = :id order by nr',
}

/**
 * Everything that is stored about a person (GDPR Article 15), as a signed file: finished JSON that `berichtsheft verify`
 * checks.
 */
export const readAuskunft = async (
  deps: Pick<Deps, 'db' | 'now' | 'keyring' | 'config'>,
  kontoId: string,
): Promise<string> => {
  const offen = await alsSystem(deps, async (trx) => {
    const now = deps.now()
    const { stand: konto } = await readKonto(trx, kontoId, now)
    const daten: Record<string, unknown[]> = { sitzungen: await listSitzungRows(trx, kontoId, now) }
    for (const [art, sql] of Object.entries(auskunftsquellen)) daten[art] = await read(trx, sql, kontoId, konto.email)
    return {
      erstelltAm: now.toISOString(),
      konto,
      iss: deps.config.PUBLIC_URL,
      verantwortlicher: 'Industrie- und Handelskammer',
      daten,
    }
  })
  return signAuskunft(offen, deps.keyring.signer(), deps.keyring.jwks('paket'))
}

const read = async (trx: Knex, sql: string, id: string, email: string): Promise<unknown[]> => {
  const { rows } = await trx.raw(sql, { id, email })
  return rows
}
