import type { Sprache } from '@berichtsheft/core'

const de = {
  zumInhalt: 'Zum Inhalt',
  anmelden: 'Anmelden',
  weiter: 'Weiter',
  abbrechen: 'Abbrechen',
  email: 'E-Mail-Adresse',
  passwort: 'Passwort',
  neuesPasswort: 'Neues Passwort (mindestens 12 Zeichen)',
  vorname: 'Vorname',
  nachname: 'Nachname',
  sprache: 'Sprache',
  deutsch: 'Deutsch',
  englisch: 'Englisch',
  angemeldetBleiben: 'Auf diesem Gerät angemeldet bleiben',
  passwortVergessen: 'Passwort vergessen?',
  nochKeinKonto: 'Noch kein Konto? Jetzt registrieren',
  anmeldenFuer: 'Anmelden für',
  falsch: 'E-Mail-Adresse oder Passwort stimmen nicht, oder das Konto ist noch nicht bestätigt oder gesperrt.',
  gedrosselt:
    'Es gab zu viele Fehlversuche. Bitte warten Sie eine Viertelstunde. Sofort hinein kommen Sie über „Passwort vergessen“.',
  faktorTitel: 'Zweiter Faktor',
  faktorHinweis: 'Geben Sie den sechsstelligen Code aus Ihrer Authentisierungs-App ein, oder einen Ihrer Notcodes.',
  notcodes: 'Notcodes',
  notcodesHinweis:
    'Falls Sie das Gerät mit der App verlieren: Jeder dieser Codes lässt Sie einmal hinein. Schreiben Sie sie jetzt auf; sie werden nicht noch einmal gezeigt.',
  code: 'Code',
  codeFalsch: 'Der Code stimmt nicht oder wurde schon benutzt. Bitte warten Sie auf den nächsten.',
  faktorNeuTitel: 'Zweiten Faktor einrichten',
  faktorNeuHinweis:
    'Für diese Anwendung brauchen Sie einen zweiten Faktor. Tragen Sie diesen Schlüssel in Ihre Authentisierungs-App ein, oder öffnen Sie den Link auf dem Gerät mit der App. Geben Sie dann den Code ein, den sie zeigt.',
  schluessel: 'Schlüssel',
  inAppOeffnen: 'In der App öffnen',
  einwilligungTitel: 'Zugriff erlauben',
  einwilligungHinweis: 'möchte in Ihrem Namen handeln, soweit Ihre Rollen reichen:',
  erlauben: 'Erlauben',
  ablehnen: 'Ablehnen',
  umfang: {
    openid: 'wissen, dass Sie es sind',
    profile: 'Ihren Namen lesen',
    email: 'Ihre E-Mail-Adresse lesen',
    person: 'für Sie lesen und schreiben, was Sie selbst dürfen',
    offline_access: 'angemeldet bleiben, auch wenn Sie den Browser schließen',
  },
  abgelaufenTitel: 'Diese Anmeldung ist abgelaufen',
  abgelaufen: 'Bitte beginnen Sie in der Anwendung von vorn.',
  fehlerTitel: 'Das hat nicht geklappt',
  fehler: 'Bitte versuchen Sie es noch einmal.',
  geraetTitel: 'Gerät anmelden',
  geraetHinweis: 'Geben Sie den Code ein, den das Gerät anzeigt.',
  geraetFalsch: 'Diesen Code gibt es nicht, oder er wurde schon benutzt oder ist abgelaufen.',
  geraetAbgebrochen: 'Die Anmeldung des Geräts wurde abgebrochen.',
  geraetPruefen: 'Zeigt das Gerät, das Sie vor sich haben, genau diesen Code? Wenn nicht, brechen Sie bitte ab.',
  geraetFertigTitel: 'Das Gerät ist angemeldet',
  geraetFertig: 'Sie können diese Seite schließen.',
  abmeldenTitel: 'Abmelden?',
  abmelden: 'Abmelden',
  bleiben: 'Angemeldet bleiben',
  abgemeldetTitel: 'Sie sind abgemeldet',
  registrierenTitel: 'Konto anlegen',
  registrieren: 'Registrierung abschicken',
  informationspflichten: 'Informationspflichten',
  akzeptieren: 'Ich habe die Informationspflichten gelesen und akzeptiere sie',
  akzeptierenFehlt: 'Bitte bestätigen Sie, dass Sie die Informationspflichten gelesen haben.',
  eingabenPruefen: 'Bitte prüfen Sie Ihre Eingaben.',
  bestaetigenTitel: 'Konto bestätigen',
  bestaetigen: 'Bestätigen',
  emailTitel: 'Neue E-Mail-Adresse bestätigen',
  passwortTitel: 'Neues Passwort anfordern',
  anfordern: 'Link anfordern',
  passwortNeuTitel: 'Neues Passwort vergeben',
  speichern: 'Speichern',
  entsperrenTitel: 'Konto entsperren',
  entsperren: 'Entsperren',
  einladungTitel: 'Einladung annehmen',
  annehmen: 'Annehmen',
  linkSchlechtTitel: 'Dieser Link gilt nicht',
  linkAbgelaufen:
    'Der Link ist abgelaufen oder wurde schon benutzt. Einen neuen erhalten Sie über „Passwort vergessen“.',
  linkErneuert: 'Der Link ist abgelaufen. Wir haben Ihnen einen neuen geschickt.',
}

/** Every text of the pages, the same keys in both languages by type. */
export type Seitentexte = typeof de

const en: Seitentexte = {
  zumInhalt: 'Skip to the content',
  anmelden: 'Sign in',
  weiter: 'Continue',
  abbrechen: 'Cancel',
  email: 'E-mail address',
  passwort: 'Password',
  neuesPasswort: 'New password (at least 12 characters)',
  vorname: 'Given names',
  nachname: 'Family name',
  sprache: 'Language',
  deutsch: 'German',
  englisch: 'English',
  angemeldetBleiben: 'Stay signed in on this device',
  passwortVergessen: 'Forgotten password?',
  nochKeinKonto: 'No account yet? Register now',
  anmeldenFuer: 'Sign in for',
  falsch: 'E-mail address or password is wrong, or the account is not confirmed yet or is locked.',
  gedrosselt:
    'There were too many failed attempts. Please wait a quarter of an hour. You get in at once by "forgotten password".',
  faktorTitel: 'Second factor',
  faktorHinweis: 'Enter the code of six digits that your authenticator app shows, or one of your emergency codes.',
  notcodes: 'Emergency codes',
  notcodesHinweis:
    'In case you lose the device with the app: each of these codes lets you in once. Write them down now; they are not shown again.',
  code: 'Code',
  codeFalsch: 'The code is wrong or was used already. Please wait for the next one.',
  faktorNeuTitel: 'Set up a second factor',
  faktorNeuHinweis:
    'This application needs a second factor. Enter this key in your authenticator app, or open the link on the device that has the app. Then enter the code that it shows.',
  schluessel: 'Key',
  inAppOeffnen: 'Open in the app',
  einwilligungTitel: 'Allow access',
  einwilligungHinweis: 'wants to act in your name, as far as your roles go:',
  erlauben: 'Allow',
  ablehnen: 'Refuse',
  umfang: {
    openid: 'know that it is you',
    profile: 'read your name',
    email: 'read your e-mail address',
    person: 'read and write for you what you may yourself',
    offline_access: 'stay signed in after you close the browser',
  },
  abgelaufenTitel: 'This sign-in has expired',
  abgelaufen: 'Please start again in the application.',
  fehlerTitel: 'That did not work',
  fehler: 'Please try again.',
  geraetTitel: 'Sign in a device',
  geraetHinweis: 'Enter the code that the device shows.',
  geraetFalsch: 'There is no such code, or it was used already or has expired.',
  geraetAbgebrochen: 'The sign-in of the device was cancelled.',
  geraetPruefen: 'Does the device in front of you show exactly this code? If not, please cancel.',
  geraetFertigTitel: 'The device is signed in',
  geraetFertig: 'You can close this page.',
  abmeldenTitel: 'Sign out?',
  abmelden: 'Sign out',
  bleiben: 'Stay signed in',
  abgemeldetTitel: 'You are signed out',
  registrierenTitel: 'Create an account',
  registrieren: 'Send the registration',
  informationspflichten: 'Information notice',
  akzeptieren: 'I have read and accept the information notice',
  akzeptierenFehlt: 'Please confirm that you have read the information notice.',
  eingabenPruefen: 'Please check what you entered.',
  bestaetigenTitel: 'Confirm the account',
  bestaetigen: 'Confirm',
  emailTitel: 'Confirm the new e-mail address',
  passwortTitel: 'Ask for a new password',
  anfordern: 'Ask for the link',
  passwortNeuTitel: 'Set a new password',
  speichern: 'Save',
  entsperrenTitel: 'Unlock the account',
  entsperren: 'Unlock',
  einladungTitel: 'Accept the invitation',
  annehmen: 'Accept',
  linkSchlechtTitel: 'This link is not good',
  linkAbgelaufen: 'The link has expired or was used already. You get a new one by "forgotten password".',
  linkErneuert: 'The link has expired. We have sent you a new one.',
}

/** The dictionary of the pages. */
export const seitentexte: Readonly<Record<Sprache, Seitentexte>> = { de, en }

/**
 * The language of a page: the first of `ui_locales` that we have, else the best of Accept-Language, else German.
 *
 * @see OpenID Connect Core section 3.1.2.1; RFC 9110 section 12.5.4
 */
export const spracheOf = (acceptLanguage: string | undefined, uiLocales?: unknown): Sprache => {
  const asked = typeof uiLocales === 'string' ? uiLocales.split(' ') : []
  const accepted = (acceptLanguage ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(one)?.[1]).find(Boolean)
      return { tag, quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
  for (const tag of [...asked, ...accepted]) {
    const language = tag.toLowerCase().split('-')[0]
    if (language === 'de' || language === 'en') return language
  }
  return 'de'
}
