import type { QtiVersion } from '../../scripts/quizzes/qti/qti-version.ts'

/*
 * 1EdTech's XSDs may not be copied into this repository and are in no npm package. This table holds, in our own words, the rules
 * of theirs (imsqti_v2p1p2.xsd, imsqti_asiv3p0_v1p0.xsd) for what the emitter writes: which attributes an element must and
 * may have, and which children in which order. It is stricter than theirs: what is not named here is not allowed.
 */

const inline = 'em|strong|sub|sup|code|span|a|br|img|textEntryInteraction|small'
const block = `p|div|table|ul|ol|pre|blockquote|hr|choiceInteraction|orderInteraction|matchInteraction|hotspotInteraction|extendedTextInteraction`
const flow = `mixed (${inline}|${block})*`
const words = `mixed (${inline})*`
const expression = 'variable|correct|baseValue|mapResponse|match|and|gte|lte|sum|divide|product|index|testVariables'
const rules = '(responseCondition|setOutcomeValue)*'

interface Model { required?: string[], optional?: string[], content?: string, html?: boolean }

const declaration = ['identifier', 'cardinality', 'baseType']

const models: Record<string, Model> = {
  assessmentItem: { required: ['identifier', 'title', 'adaptive', 'timeDependent'], optional: ['xml:lang', 'label'], content: 'responseDeclaration* outcomeDeclaration* itemBody? responseProcessing? modalFeedback*' },
  responseDeclaration: { required: declaration, content: 'correctResponse? mapping?' },
  outcomeDeclaration: { required: declaration, content: 'defaultValue?' },
  correctResponse: { content: 'value+' },
  defaultValue: { content: 'value+' },
  value: { content: 'text' },
  mapping: { required: ['defaultValue'], optional: ['lowerBound', 'upperBound'], content: 'mapEntry+' },
  mapEntry: { required: ['mapKey', 'mappedValue'], optional: ['caseSensitive'], content: '' },
  itemBody: { content: `(${block})*` },
  prompt: { content: words },
  choiceInteraction: { required: ['responseIdentifier', 'shuffle', 'maxChoices'], content: 'prompt? simpleChoice+' },
  orderInteraction: { required: ['responseIdentifier', 'shuffle'], content: 'prompt? simpleChoice+' },
  simpleChoice: { required: ['identifier'], content: flow },
  matchInteraction: { required: ['responseIdentifier', 'shuffle', 'maxAssociations'], content: 'prompt? simpleMatchSet simpleMatchSet' },
  simpleMatchSet: { content: 'simpleAssociableChoice*' },
  simpleAssociableChoice: { required: ['identifier', 'matchMax'], content: flow },
  textEntryInteraction: { required: ['responseIdentifier'], optional: ['expectedLength'], content: '' },
  extendedTextInteraction: { required: ['responseIdentifier'], optional: ['expectedLines'], content: 'prompt?' },
  hotspotInteraction: { required: ['responseIdentifier', 'maxChoices'], content: 'prompt? (object|img) hotspotChoice+' },
  hotspotChoice: { required: ['identifier', 'shape', 'coords'], optional: ['hotspotLabel'], content: '' },
  responseProcessing: { content: rules },
  responseCondition: { content: 'responseIf responseElse?' },
  responseIf: { content: `(${expression}) ${rules}` },
  responseElse: { content: rules },
  setOutcomeValue: { required: ['identifier'], content: `(${expression})` },
  variable: { required: ['identifier'], content: '' },
  correct: { required: ['identifier'], content: '' },
  mapResponse: { required: ['identifier'], content: '' },
  baseValue: { required: ['baseType'], content: 'text' },
  match: { content: `(${expression}) (${expression})` },
  gte: { content: `(${expression}) (${expression})` },
  lte: { content: `(${expression}) (${expression})` },
  divide: { content: `(${expression}) (${expression})` },
  and: { content: `(${expression})+` },
  sum: { content: `(${expression})+` },
  product: { content: `(${expression})+` },
  index: { required: ['n'], content: `(${expression})` },
  modalFeedback: { required: ['outcomeIdentifier', 'identifier', 'showHide'], content: flow },
  assessmentTest: { required: ['identifier', 'title'], content: 'outcomeDeclaration* testPart+ outcomeProcessing?' },
  testPart: { required: ['identifier', 'navigationMode', 'submissionMode'], content: 'itemSessionControl? assessmentSection+' },
  itemSessionControl: { optional: ['maxAttempts', 'showFeedback', 'allowReview', 'showSolution'], content: '' },
  assessmentSection: { required: ['identifier', 'title', 'visible'], optional: ['keepTogether'], content: 'selection? ordering? rubricBlock* (assessmentSection|assessmentItemRef)*' },
  selection: { required: ['select'], content: '' },
  ordering: { optional: ['shuffle'], content: '' },
  rubricBlock: { required: ['view'], content: flow },
  assessmentItemRef: { required: ['identifier', 'href'], content: '' },
  outcomeProcessing: { content: '(setOutcomeValue)*' },
  testVariables: { required: ['variableIdentifier'], content: '' },
  p: { html: true, optional: ['class'], content: words },
  div: { html: true, optional: ['class'], content: flow },
  span: { html: true, optional: ['class'], content: words },
  em: { html: true, content: words },
  strong: { html: true, content: words },
  small: { html: true, content: words },
  sub: { html: true, content: words },
  sup: { html: true, content: words },
  code: { html: true, content: words },
  a: { html: true, required: ['href'], content: words },
  pre: { html: true, content: words },
  blockquote: { html: true, content: '(p|ul|ol|table)*' },
  br: { html: true, content: '' },
  hr: { html: true, content: '' },
  img: { html: true, required: ['src', 'alt'], optional: ['width', 'height'], content: '' },
  object: { html: true, required: ['type', 'data'], optional: ['width', 'height'], content: 'text' },
  ul: { html: true, content: 'li*' },
  ol: { html: true, content: 'li*' },
  li: { html: true, content: flow },
  table: { html: true, content: 'thead? tbody+' },
  thead: { html: true, content: 'tr+' },
  tbody: { html: true, content: 'tr+' },
  tr: { html: true, content: '(th|td)*' },
  th: { html: true, content: flow },
  td: { html: true, content: flow },
  // 3.0 puts the words of feedback and rubrics into an element of their own.
  contentBody: { content: flow },
}

/** An XSD of the table for one version. */
export function qtiSchema(version: QtiVersion): string {
  const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  const is3 = version.number === '3.0'
  const elementName = (name: string) => is3 && !models[name]!.html ? `qti-${kebab(name)}` : name
  const attributeName = (name: string) => is3 ? kebab(name) : name
  const elements = Object.entries(models).map(([name, model]) => {
    const content = is3 && ['modalFeedback', 'rubricBlock'].includes(name) ? 'contentBody' : model.content!
    const attributes = [...(model.required ?? []).map(attribute => [attribute, 'required']), ...(model.optional ?? []).map(attribute => [attribute, 'optional'])]
      .map(([attribute, use]) => attribute === 'xml:lang' ? '' : `<xs:attribute name="${attributeName(attribute!)}" type="xs:${typeOf(attribute!)}" use="${use}"/>`)
      .join('')
    const any = name === 'assessmentItem' ? '<xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/>' : ''
    return content === 'text'
      ? `<xs:element name="${elementName(name)}"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">${attributes}</xs:extension></xs:simpleContent></xs:complexType></xs:element>`
      : `<xs:element name="${elementName(name)}"><xs:complexType${content.startsWith('mixed') ? ' mixed="true"' : ''}>${particles(content.replace(/^mixed /, ''), elementName)}${attributes}${any}</xs:complexType></xs:element>`
  })
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${version.namespace}" targetNamespace="${version.namespace}" elementFormDefault="qualified">${elements.join('\n')}</xs:schema>`
}

function typeOf(attribute: string): string {
  if (attribute === 'identifier' || attribute.endsWith('Identifier'))
    return 'NCName'
  if (['shuffle', 'adaptive', 'timeDependent', 'caseSensitive', 'visible', 'keepTogether', 'showFeedback', 'allowReview', 'showSolution'].includes(attribute))
    return 'boolean'
  if (['maxChoices', 'matchMax', 'maxAssociations', 'maxAttempts', 'select', 'n', 'expectedLength', 'expectedLines'].includes(attribute))
    return 'nonNegativeInteger'
  return ['mappedValue', 'lowerBound', 'upperBound', 'defaultValue'].includes(attribute) ? 'double' : 'string'
}

const occurs: Record<string, string> = { '': '', '?': ' minOccurs="0"', '*': ' minOccurs="0" maxOccurs="unbounded"', '+': ' maxOccurs="unbounded"' }

function particles(content: string, elementName: (name: string) => string): string {
  const parts = [...content.matchAll(/\(([^)]*)\)([?*+]?)|(\w+)([?*+]?)/g)].map(([, group, groupOccurs, name, nameOccurs]) => group === undefined
    ? `<xs:element ref="${elementName(name!)}"${occurs[nameOccurs!]}/>`
    : `<xs:choice${occurs[groupOccurs!]}>${group.split('|').map(option => `<xs:element ref="${elementName(option)}"/>`).join('')}</xs:choice>`)
  return parts.length ? `<xs:sequence>${parts.join('')}</xs:sequence>` : ''
}
