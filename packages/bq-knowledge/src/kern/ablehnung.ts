/** Every reason for which a changeset is refused, with what to tell people. Nothing of a refused changeset is stored. */
export const ablehnungen = {
  'zu-gross': {
    de: 'Der Änderungssatz oder ein Wert darin ist zu groß.',
    en: 'The changeset or a value in it is too large.',
  },
  'zeichen-falsch': {
    de: 'Der Text ist kein gültiges Unicode oder JSON.',
    en: 'The text is not valid Unicode or JSON.',
  },
  'version-unbekannt': {
    de: 'Diese Fassung der Form ist nicht bekannt.',
    en: 'This version of the form is not known.',
  },
  'form-falsch': {
    de: 'Der Änderungssatz hat nicht die vorgeschriebene Form.',
    en: 'The changeset does not have the prescribed form.',
  },
  'hash-falsch': { de: 'Die Kennung gehört nicht zum Kopf.', en: 'The id does not belong to the head.' },
  'wurzel-falsch': { de: 'Die Änderungen gehören nicht zum Kopf.', en: 'The changes do not belong to the head.' },
  'sig-falsch': { de: 'Die Unterschrift stimmt nicht.', en: 'The signature does not hold.' },
  'netz-fremd': {
    de: 'Der Änderungssatz gehört zu einem anderen Netz.',
    en: 'The changeset belongs to another network.',
  },
  'slot-unbekannt': { de: 'Diese Stelle gibt es in der Vorlage nicht.', en: 'The template has no such place.' },
  'slot-doppelt': { de: 'Dieselbe Stelle wird zweimal geändert.', en: 'The same place is changed twice.' },
  'ersetzt-fremd': {
    de: 'Ersetzt wird eine Änderung einer anderen Stelle.',
    en: 'A change of another place is replaced.',
  },
  'rolle-falsch': { de: 'Die Rolle darf diese Stelle nicht ändern.', en: 'The role may not change this place.' },
  'wert-falsch': {
    de: 'Der Wert hat nicht die Form des Feldes.',
    en: 'The value does not have the form of the field.',
  },
  'zeitraum-falsch': { de: 'Die Geltung endet, bevor sie beginnt.', en: 'The validity ends before it begins.' },
  'grund-fehlt': {
    de: 'Wer eine Aussage zurückzieht, nennt den Grund.',
    en: 'Withdrawing a statement needs a reason.',
  },
  'beleg-fehlt': { de: 'Eine neue Aussage braucht einen Beleg.', en: 'A new statement needs a citation.' },
  'adresse-verboten': { de: 'Diese Adresse darf nicht als Quelle stehen.', en: 'This address may not be cited.' },
  steuerzeichen: { de: 'Der Text enthält Steuerzeichen.', en: 'The text holds control characters.' },
  richtungszeichen: { de: 'Der Text kehrt seine Leserichtung um.', en: 'The text overrides its reading direction.' },
  'unsichtbares-zeichen': { de: 'Der Titel enthält unsichtbare Zeichen.', en: 'The title holds invisible characters.' },
  verwechselbar: {
    de: 'Der Titel mischt Buchstaben, die gleich aussehen.',
    en: 'The title mixes letters that look alike.',
  },
  'unbekannter-schluessel': { de: 'Dieser Schlüssel ist nicht zugelassen.', en: 'This key was not granted.' },
  'schluessel-fremd': {
    de: 'Der Schlüssel gehört zu einem anderen Knoten oder einer anderen Kammer.',
    en: 'The key belongs to another node or chamber.',
  },
  'schluessel-abgelaufen': {
    de: 'Der Schlüssel galt an dieser Stelle der Kette nicht.',
    en: 'The key did not hold at this place of the chain.',
  },
  'rolle-fehlt': { de: 'Der Schlüssel hat diese Rolle nicht.', en: 'The key does not have this role.' },
  'kette-falsch': {
    de: 'Der Änderungssatz schließt nicht an seinen Vorgänger an.',
    en: 'The changeset does not follow the one that it names.',
  },
  'zu-viele-wartend': {
    de: 'Vor diesem Änderungssatz fehlen zu viele.',
    en: 'Too many are missing before this changeset.',
  },
} as const

/** Code of a refusal. */
export type Ablehnungscode = keyof typeof ablehnungen

/** A refusal: the code and, where it lies in one place, a JSON Pointer to it. */
export interface Ablehnung {
  readonly code: Ablehnungscode
  readonly pfad: string
}

/** Makes a refusal. */
export const refuse = (code: Ablehnungscode, pfad = ''): Ablehnung => ({ code, pfad })
