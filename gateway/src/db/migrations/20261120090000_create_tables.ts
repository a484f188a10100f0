import type { Migration } from './index.ts'

/**
 * The tables of the gateway. Books, reports and events carry `fach` (0–15), the partition number that sits in the id of
 * the book and of everything that belongs to it, so that a lookup by id alone touches one partition.
 */
export const createTables: Migration = {
  name: '20261120090000_create_tables',
  up: `
-- Who calls ---------------------------------------------------------------------------------------------------------

create table anbieter (
  id uuid primary key,
  name text not null,
  produkt text not null,
  kontakt text not null,
  status text not null check (status in ('registriert', 'aktiv', 'gesperrt')),
  erstellt_am timestamptz not null
);

create table zugang (
  client_id uuid primary key,
  art text not null check (art in ('anbieter', 'kammer', 'betreiber')),
  anbieter_id uuid references anbieter (id),
  knr text,
  name text not null,
  schluessel jsonb not null,
  erstellt_am timestamptz not null,
  gesperrt_am timestamptz,
  check ((art = 'anbieter') = (anbieter_id is not null)),
  check ((art = 'kammer') = (knr is not null))
);

create table schluessel (
  kid text primary key,
  zweck text not null check (zweck in ('token', 'paket')),
  oeffentlich jsonb not null,
  privat text not null,
  gueltig_von timestamptz not null,
  gueltig_bis timestamptz
);

create table oidc_artefakt (
  art text not null,
  id text not null,
  inhalt jsonb not null,
  ablauf timestamptz not null,
  primary key (art, id)
);
create index oidc_artefakt_ablauf on oidc_artefakt (ablauf);

-- Report books ------------------------------------------------------------------------------------------------------

create table berichtsheft (
  id uuid primary key,
  anbieter_id uuid not null references anbieter (id),
  fremd_id text not null,
  knr text not null,
  status text not null check (status in ('aktiv', 'abgeschlossen')),
  version integer not null,
  kopf text not null,
  azubi text not null,
  geburtsdatum date,
  azubinummer text,
  vertragsnummer text,
  unternehmen text,
  identnummer text,
  beruf text,
  beruf_kennung text,
  ausbildungsbeginn date,
  pruefungstermin date,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create index berichtsheft_anbieter on berichtsheft (anbieter_id, geaendert_am, id);
create index berichtsheft_kammer on berichtsheft (knr, geaendert_am, id);
create index berichtsheft_azubinummer on berichtsheft (knr, azubinummer) where azubinummer is not null;
create index berichtsheft_vertragsnummer on berichtsheft (knr, vertragsnummer) where vertragsnummer is not null;
create index berichtsheft_azubi on berichtsheft (knr, azubi, geburtsdatum);

-- A vendor's own keys of books ('h') and reports ('n'): small, so that the large tables need no such index.
create table fremdschluessel (
  anbieter_id uuid not null,
  art "char" not null,
  fremd_id text not null,
  id uuid not null,
  primary key (anbieter_id, art, fremd_id)
);

-- kopf is the begin of the JSON that is served, up to the text of the report; kept so that reading joins texts only.
create table ausbildungsnachweis (
  fach smallint not null,
  id uuid not null,
  berichtsheft_id uuid not null,
  anbieter_id uuid not null,
  fremd_id text not null,
  version integer not null,
  status text,
  von date not null,
  bis date not null,
  ausbildungsjahr smallint,
  hash bytea not null,
  salz bytea not null,
  kopf text not null,
  inhalt text not null,
  verlauf text not null,
  kommentare text not null,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null,
  primary key (fach, id)
) partition by list (fach);
create index ausbildungsnachweis_heft on ausbildungsnachweis (berichtsheft_id, von, id);
create index ausbildungsnachweis_aenderung on ausbildungsnachweis (anbieter_id, geaendert_am, id);

create table anhang (
  berichtsheft_id uuid not null,
  sha256 bytea not null,
  anbieter_id uuid not null,
  medientyp text not null,
  inhalt bytea not null,
  erstellt_am timestamptz not null,
  primary key (berichtsheft_id, sha256)
);
alter table anhang alter column inhalt set storage external;

-- What happened -----------------------------------------------------------------------------------------------------

-- The end of the event chain of each aggregate (book with its reports, request): the row is the lock of the chain.
create table kette (
  aggregat_id uuid primary key,
  nr bigint not null,
  hash bytea not null,
  anzahl integer not null default 0
) with (fillfactor = 60);

create table ereignis (
  fach smallint not null,
  aggregat_id uuid not null,
  nr bigint not null,
  inhalt text not null,
  hash bytea not null,
  primary key (fach, aggregat_id, nr)
) partition by list (fach);

-- The outbox: written with the event, emptied by the dispatcher.
create table ausgang (
  id bigint generated always as identity primary key,
  aggregat_id uuid not null,
  nr bigint not null
);

do $do$
begin
  for i in 0..15 loop
    execute format('create table ausbildungsnachweis_%s partition of ausbildungsnachweis for values in (%s) with (fillfactor = 90, toast_tuple_target = 4080)', i, i);
    execute format('create table ereignis_%s partition of ereignis for values in (%s)', i, i);
  end loop;
end
$do$;

-- What a chamber asks and gets -----------------------------------------------------------------------------------------

create table sammelanforderung (
  id uuid primary key,
  knr text not null,
  status text not null check (status in ('inArbeit', 'fertig')),
  auswahl text not null,
  zweck text not null,
  rechtsgrundlage text not null,
  von date,
  bis date,
  frist date not null,
  hinweis text,
  treffer integer not null,
  angelegt integer not null,
  erstellt_am timestamptz not null
);

create table anforderung (
  id uuid primary key,
  knr text not null,
  anbieter_id uuid not null references anbieter (id),
  berichtsheft_id uuid not null,
  sammelanforderung_id uuid references sammelanforderung (id),
  version integer not null,
  status text not null,
  saeumig text,
  zweck text not null,
  rechtsgrundlage text not null,
  von date,
  bis date,
  frist date not null,
  hinweis text,
  freigabe_id uuid,
  uebermittlung_id uuid,
  pruef_frist date,
  nicht_abgeholt_gemeldet_am timestamptz,
  verlauf jsonb not null,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create index anforderung_anbieter on anforderung (anbieter_id, geaendert_am, id);
create index anforderung_kammer on anforderung (knr, geaendert_am, id);
create index anforderung_heft on anforderung (berichtsheft_id, knr);
create index anforderung_sammel on anforderung (sammelanforderung_id) where sammelanforderung_id is not null;
create index anforderung_offen on anforderung (frist) where status in ('angelegt', 'zugestellt', 'gelesen', 'freigegeben', 'uebermittelt');
create unique index anforderung_sammel_heft on anforderung (sammelanforderung_id, berichtsheft_id) where sammelanforderung_id is not null;

create table freigabe (
  id uuid primary key,
  knr text not null,
  anbieter_id uuid not null references anbieter (id),
  berichtsheft_id uuid not null,
  anforderung_id uuid references anforderung (id),
  status text not null check (status in ('erteilt', 'widerrufen', 'abgelaufen')),
  zweck text not null,
  von date,
  bis date,
  gueltig_bis date not null,
  freigebender text not null,
  unternehmen text not null,
  widerrufen_am timestamptz,
  widerrufsgrund text,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create index freigabe_anbieter on freigabe (anbieter_id, geaendert_am, id);
create index freigabe_kammer on freigabe (knr, geaendert_am, id);
create index freigabe_heft on freigabe (berichtsheft_id, knr);
create index freigabe_ablauf on freigabe (gueltig_bis) where status = 'erteilt';

create table datei (
  id uuid primary key,
  anbieter_id uuid,
  knr text,
  medientyp text not null,
  inhalt bytea not null,
  verfuegbar_bis timestamptz,
  erstellt_am timestamptz not null
);
alter table datei alter column inhalt set storage external;
create index datei_ablauf on datei (verfuegbar_bis) where verfuegbar_bis is not null;

create table uebermittlung (
  id uuid primary key,
  knr text not null,
  anbieter_id uuid not null references anbieter (id),
  berichtsheft_id uuid not null,
  freigabe_id uuid not null references freigabe (id),
  anforderung_id uuid references anforderung (id),
  zweck text not null,
  von date,
  bis date,
  anzahl integer not null,
  dateiname text not null,
  groesse integer not null,
  sha256 text not null,
  verstoesse text not null,
  pruefergebnis text,
  abgeholt_am timestamptz,
  erstellt_am timestamptz not null,
  geaendert_am timestamptz not null
);
create index uebermittlung_anbieter on uebermittlung (anbieter_id, geaendert_am, id);
create index uebermittlung_kammer on uebermittlung (knr, geaendert_am, id);
create unique index uebermittlung_anforderung on uebermittlung (anforderung_id) where anforderung_id is not null;

create table export (
  id uuid primary key,
  anbieter_id uuid,
  knr text,
  berichtsheft_id uuid not null,
  format text not null,
  von date,
  bis date,
  status text not null check (status in ('angefordert', 'erzeugt', 'abgeholt', 'fehlgeschlagen')),
  fortschritt smallint not null,
  groesse integer,
  sha256 text,
  erstellt_am timestamptz not null,
  verfuegbar_bis timestamptz not null
);
create index export_ablauf on export (verfuegbar_bis);

-- What the parties are told ---------------------------------------------------------------------------------------------

-- Position in the event list of a recipient; the row lock keeps the order free of gaps.
create table empfaenger (
  mandant text primary key,
  folge bigint not null
);

create table meldung (
  mandant text not null,
  folge bigint not null,
  id uuid not null,
  art text not null,
  objekt_id uuid not null,
  zeitpunkt timestamptz not null,
  token text not null,
  primary key (mandant, folge)
);
create index meldung_id on meldung (id);
create index meldung_objekt on meldung (objekt_id);

create table webhook (
  id uuid primary key,
  mandant text not null,
  url text not null,
  geheimnis text not null,
  status text not null check (status in ('aktiv', 'abgeschaltet')),
  erstellt_am timestamptz not null
);
create index webhook_mandant on webhook (mandant);

create table zustellung (
  id uuid primary key,
  webhook_id uuid not null references webhook (id),
  mandant text not null,
  meldung_id uuid not null,
  status text not null check (status in ('offen', 'zugestellt', 'unzustellbar')),
  versuche integer not null,
  letzter_fehler text,
  naechster_versuch timestamptz,
  erstellt_am timestamptz not null
);
create index zustellung_webhook on zustellung (webhook_id, id);
create index zustellung_faellig on zustellung (naechster_versuch) where status = 'offen';

create table idempotenz (
  mandant text not null,
  schluessel text not null,
  vorgang text not null,
  koerper_hash bytea not null,
  status smallint,
  kopf jsonb,
  antwort text,
  erstellt_am timestamptz not null,
  primary key (mandant, schluessel)
);
create index idempotenz_alter on idempotenz (erstellt_am);
`,
}
