/** The paper's own words. */
export interface PaperWords {
  name: string
  date: string
  key: string
  /** %d: the number of right answers that pass; %t: of all; %p: percent. */
  pass: string
  form: string
  chooseOne: string
  chooseAll: string
  match: string
  order: string
  mark: string
  own: string
  /** %s: a span of time. */
  within: string
  references: string
  page: string
}

const english: PaperWords = {
  name: 'Name',
  date: 'Date',
  key: 'Answer key',
  pass: '%d of %t points (%p%) pass.',
  form: 'Form %d',
  chooseOne: 'Choose one.',
  chooseAll: 'Choose all that apply.',
  match: 'Write the letter that belongs to each line.',
  order: 'Number the steps in their order.',
  mark: 'Choose one of the outlined regions.',
  own: 'In your own words',
  within: 'within %s',
  references: 'References',
  page: 'Page',
}

const german: PaperWords = {
  name: 'Name',
  date: 'Datum',
  key: 'Lösungen',
  pass: 'Bestanden ab %d von %t Punkten (%p %).',
  form: 'Form %d',
  chooseOne: 'Eine Antwort ist richtig.',
  chooseAll: 'Alle zutreffenden Antworten ankreuzen.',
  match: 'Zu jeder Zeile den passenden Buchstaben schreiben.',
  order: 'Die Schritte in ihrer Reihenfolge nummerieren.',
  mark: 'Einen der umrandeten Bereiche wählen.',
  own: 'In eigenen Worten',
  within: 'Frist: %s',
  references: 'Literatur',
  page: 'Seite',
}

/** In English where there is no translation. */
export function paperWords(language: string): PaperWords {
  return language.toLowerCase().startsWith('de') ? german : english
}
