import { defineRule } from '../../rule.ts'

export const commercialSupport = defineRule({
  id: 'cme-commercial-support',
  family: 'cme',
  severity: 'error',
  why: 'Learners are told who supported the course, or that nobody did; the statement and the facts must not differ.',
  mend: 'Let "received", "supporters" and "statement" say the same.',
  source: 'ACCME Standards for Integrity and Independence, Standard 4',
  examples: {
    fires: [{ 'course.yaml': 'commercialSupport: { received: true, statement: Supported by a grant. }' }, { 'course.yaml': 'commercialSupport: { received: false, supporters: [Acme], statement: No commercial support was received. }' }, { 'course.yaml': 'commercialSupport: { received: true, supporters: [Acme], statement: No commercial support was received. }' }],
    silent: [{ 'course.yaml': 'commercialSupport: { received: false, statement: No commercial support was received. }' }, { 'course.yaml': 'commercialSupport: { received: true, supporters: [Acme], statement: Supported by an educational grant from Acme. }' }],
  },
  find(document) {
    const { received, supporters = [], statement } = document.course.meta.commercialSupport
    const at = (key: string) => document.positionOf('course.yaml', ['commercialSupport', key])
    const denies = /\b(?:no|without|not)\b[^.]{1,40}\b(?:support|funding|sponsor\w*)/i.test(statement)
    return [
      ...(received && supporters.length === 0 ? [{ ...at('received'), message: 'Support was received, but no supporter is named.' }] : []),
      ...(!received && supporters.length > 0 ? [{ ...at('supporters'), message: `${supporters.join(', ')} ${supporters.length === 1 ? 'is' : 'are'} named as supporters, but no support was received.` }] : []),
      ...(received && denies ? [{ ...at('statement'), message: 'The statement denies the support that was received.' }] : []),
      ...(received ? supporters.flatMap((name, index) => statement.includes(name) || denies ? [] : [{ ...document.positionOf('course.yaml', ['commercialSupport', 'supporters', index]), message: `The statement does not name the supporter ${name}.` }]) : []),
    ]
  },
})
