/** Version of the information notice (GDPR Article 13) that a registration must accept (MI-21): year and month. */
export const informationspflichtenVersion = '2026-11'

/** The notice itself, for the page of the registration. */
export const informationspflichten = {
  de: [
    'Verantwortlich ist die Industrie- und Handelskammer, mit der Sie oder Ihr Unternehmen zu tun haben.',
    'Wir speichern Name, E-Mail-Adresse, Sprache, ein nicht umkehrbares Abbild Ihres Passworts, Ihre Rollen und was Sie in ihnen tun, damit Sie sich anmelden und für Ihr Unternehmen oder Ihre Kammer handeln können (Art. 6 Abs. 1 Buchst. b und e DSGVO, §§ 34, 76 BBiG).',
    'Sie können Ihre Daten jederzeit einsehen, ändern, herunterladen und Ihr Konto löschen. Was andere nach dem Gesetz aufbewahren müssen, bleibt ohne Ihren Namen erhalten; bei der Löschung nennen wir es Ihnen.',
    'Sie können sich bei der Aufsichtsbehörde für den Datenschutz beschweren.',
  ],
  en: [
    'Responsible is the chamber of industry and commerce (IHK) that you or your company have to do with.',
    'We store name, e-mail address, language, an irreversible image of your password, your roles and what you do in them, so that you can sign in and act for your company or your chamber (GDPR Article 6(1)(b) and (e), BBiG §§ 34, 76).',
    'You can see, change and download your data and delete your account at any time. What others must keep by law remains without your name; we tell you which when you delete.',
    'You can complain to the data protection authority.',
  ],
} as const
