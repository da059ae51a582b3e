/**
 * What a course without accreditation says in place of every AMA and ACCME statement, as Markdown. Kept here alone, so that its
 * wording is corrected in one place.
 */
export const notAccreditedStatement = 'Not accredited; not designated for *AMA PRA Category 1 Credit*™ or any other credit. No certificate is valid for licensure or certification.'
