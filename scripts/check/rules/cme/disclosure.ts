import { defineRule } from '../../rule.ts'

export const disclosure = defineRule({
  id: 'cme-disclosure',
  family: 'cme',
  severity: 'error',
  why: 'Learners see, before the content, what relationships everybody who controls it has, or that there are none; an accredited course cannot begin before all have answered.',
  mend: 'Ask the person, and write the answer: status none, or relationships with company, nature and mitigated.',
  source: 'ACCME Standards for Integrity and Independence, Standard 3',
  examples: {
    fires: [
      { 'course.yaml': 'faculty: [{ name: Ada Example, role: author, disclosure: { status: relationships } }]' },
      { 'course.yaml': 'faculty: [{ name: Ada Example, role: author, disclosure: { status: none, relationships: [{ company: Acme, nature: stock, mitigated: true }] } }]' },
      { 'course.yaml': 'accreditation: accme\nfaculty: [{ name: Ada Example, role: author, disclosure: { status: pending } }]' },
      { 'course.yaml': 'accreditation: accme\nfaculty: [{ name: Ada Example, role: author, disclosure: { status: relationships, relationships: [{ company: Acme, nature: stock, mitigated: false }] } }]' },
    ],
    silent: [
      { 'course.yaml': 'accreditation: accme\nfaculty: [{ name: Ada Example, role: author, disclosure: { status: none } }]' },
      { 'course.yaml': 'accreditation: none\nfaculty: [{ name: Ada Example, role: author, disclosure: { status: pending, note: Not obtained. } }]' },
      { 'course.yaml': 'accreditation: accme\nfaculty: [{ name: Ada Example, role: author, disclosure: { status: relationships, relationships: [{ company: Acme, nature: consultant, mitigated: true }] } }]' },
    ],
  },
  find(document) {
    const { meta } = document.course
    const isAccredited = meta.accreditation !== 'none'
    return (['faculty', 'planners', 'reviewers'] as const).flatMap(group => meta[group].flatMap(({ name, disclosure }, index) => {
      const { status, relationships = [] } = disclosure
      const at = (key: string, ...more: (string | number)[]) => document.positionOf('course.yaml', [group, index, 'disclosure', key, ...more])
      return [
        ...(status === 'relationships' && relationships.length === 0 ? [{ ...at('status'), message: `${name} has relationships, but none is listed.` }] : []),
        ...(status !== 'relationships' && relationships.length > 0 ? [{ ...at('status'), message: `${name}: relationships are listed, but the status is "${status}".` }] : []),
        ...(isAccredited && status === 'pending' ? [{ ...at('status'), message: `The disclosure of ${name} is still pending, and the course is accredited.` }] : []),
        ...(isAccredited ? relationships.flatMap((relationship, which) => relationship.mitigated ? [] : [{ ...at('relationships', which, 'mitigated'), message: `${name}'s relationship with ${relationship.company} has not been mitigated.`, mend: 'Mitigate it before the course begins, for example by peer review, or have somebody else do the part.' }]) : []),
        ...relationships.flatMap(({ company, nature }, which) => /[$€£]\s?\d|\d\s?(?:USD|EUR|dollars|euros)\b/i.test(`${company} ${nature}`) ? [{ ...at('relationships', which, 'nature'), message: `${name}: the amount of a relationship is not disclosed.`, mend: 'Give the company and the nature alone.' }] : []),
      ]
    }))
  },
})
