/**
 * What a course without accreditation says in place of every AMA and ACCME statement, as Markdown. Kept here alone, so that its
 * wording is corrected in one place.
 */
export const notAccreditedStatement = 'Not accredited; not designated for *AMA PRA Category 1 Credit*™ or any other credit. No certificate is valid for licensure or certification.'

/** The same for learners, in the language of the page. Certificates and the front matter's statements keep the English wording. */
export const notAccreditedIn = {
  en: notAccreditedStatement,
  es: 'Sin acreditación; no designado para *AMA PRA Category 1 Credit*™ ni para ningún otro crédito. Ningún certificado es válido para obtener o renovar una licencia o una certificación.',
} as const
