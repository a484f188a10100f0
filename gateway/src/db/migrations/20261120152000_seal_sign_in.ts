import type { Migration } from './index.ts'

/**
 * What the OpenID provider keeps is found by hashes and sealed, so that who reads the database can take nobody's place; the
 * secrets of cookies lie beside the other keys, so that they are replaced like them.
 */
export const sealSignIn: Migration = {
  name: '20261120152000_seal_sign_in',
  up: `
-- What lies here in the clear cannot be sealed without the key of the gateway: everybody signs in once more.
delete from oidc_artefakt where art <> 'ReplayDetection';

alter table schluessel drop constraint schluessel_zweck_check;
alter table schluessel add constraint schluessel_zweck_check check (zweck in ('token', 'paket', 'cookie'));
-- The secret so far goes on signing. Its old place stays for processes of the release before.
insert into schluessel (kid, zweck, oeffentlich, privat, gueltig_von)
  select 'cookie', 'cookie', '{}', wert, erstellt_am from geheimnis where zweck = 'cookie';
`,
}
