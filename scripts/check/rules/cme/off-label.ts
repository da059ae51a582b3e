import { defineRule, foundIn } from '../../rule.ts'

export const offLabel = defineRule({
  id: 'cme-off-label',
  family: 'cme',
  severity: 'warning',
  why: 'Learners are told which uses are not approved: otherwise a lecture makes an experiment look like routine.',
  mend: 'Say in offLabel.statement: "This activity discusses unapproved use of … for …; not FDA-approved for this purpose."',
  source: 'A setting of the provider; FDA, Responding to Unsolicited Requests for Off-Label Information, 2011',
  examples: {
    fires: [{ 'course.yaml': 'offLabel: { discussed: true, statement: Naltrexone is discussed. }' }, { 'slides.md': '# The drug is used off label for pain', 'course.yaml': 'offLabel: { discussed: false, statement: No unapproved use is discussed. }' }],
    silent: [{ 'course.yaml': 'offLabel: { discussed: true, statement: This activity discusses unapproved use of naltrexone. }' }, { 'slides.md': '# The label says 50 mg', 'course.yaml': 'offLabel: { discussed: false, statement: No unapproved use is discussed. }' }],
  },
  find(document) {
    const { discussed, statement } = document.course.meta.offLabel
    const names = /\b(?:unapproved|off[- ]label|not (?:FDA[- ])?approved|unlabell?ed|investigational|not licensed|outside (?:its|the) licen[cs]e)/i
    if (discussed)
      return names.test(statement) ? [] : [{ ...document.positionOf('course.yaml', ['offLabel', 'statement']), message: 'Unapproved uses are discussed, and the statement does not say that they are not approved.' }]
    const piece = document.pieces.find(other => other.slide !== undefined && other.kind !== 'said' && /\b(?:used|given|prescribed|use|prescribing|prescription) off[- ]label|\boff[- ]label (?:use|prescri|treat|indication)|\bunapproved use\b/i.test(other.text) && !/\b(?:no|not|never)\b/i.test(other.text))
    const match = piece && /\b(?:off[- ]label|unapproved)/i.exec(piece.text)
    return piece && match ? [foundIn(piece, match.index, match.index + match[0].length, 'A slide discusses an unapproved use, and course.yaml says that none is discussed.', { mend: 'Set offLabel.discussed to true, and name the uses in its statement.' })] : []
  },
})
