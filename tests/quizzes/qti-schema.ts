import type { QtiVersion } from '../../scripts/quizzes/qti/qti-version.ts'

/*
 * 1EdTech's XSDs may not be copied into this repository and are in no npm package. This table holds, in our own words, the rules
 * of theirs for what the emitter writes: which attributes an element must and may have, of which type, and which children in
 * which order. It was held against the published files line by line; docs/quiz-formats.md says which. It is stricter than
 * theirs: what is not named here is not allowed, and what the emitter always writes is required.
 */

const phrases = 'em|strong|b|i|sub|sup|code|span|a|br|img|small'
const headings = 'h1|h2|h3|h4|h5|h6'
const blocks = `p|div|table|ul|ol|pre|blockquote|hr|${headings}`
const blockInteractions = 'choiceInteraction|orderInteraction|matchInteraction|hotspotInteraction|extendedTextInteraction'
/** In lists, cells and div, interactions may stand anywhere; in prompts, choices, feedback and rubrics nowhere. */
const flow = `mixed (${phrases}|textEntryInteraction|${blocks}|${blockInteractions})*`
const still = `mixed (${phrases}|${blocks})*`
const words = `mixed (${phrases}|textEntryInteraction)*`
const numbers = 'variable|correct|baseValue|mapResponse|sum|divide|product|index|testVariables'
const expression = `${numbers}|match|and|gte|lte`
const rules = '(responseCondition|setOutcomeValue)*'

interface Model { required?: string[], optional?: string[], content?: string, html?: boolean }

const declaration = ['identifier', 'cardinality', 'baseType']

const models: Record<string, Model> = {
  assessmentItem: { required: ['identifier', 'title', 'adaptive', 'timeDependent'], optional: ['xml:lang'], content: 'responseDeclaration* outcomeDeclaration* itemBody responseProcessing? modalFeedback*' },
  responseDeclaration: { required: declaration, content: 'correctResponse? mapping?' },
  outcomeDeclaration: { required: declaration, content: 'defaultValue?' },
  correctResponse: { content: 'value+' },
  defaultValue: { content: 'value+' },
  value: { content: 'text' },
  mapping: { required: ['defaultValue'], optional: ['lowerBound', 'upperBound'], content: 'mapEntry+' },
  mapEntry: { required: ['mapKey', 'mappedValue'], optional: ['caseSensitive'], content: '' },
  itemBody: { content: `(${blocks}|${blockInteractions})+` },
  prompt: { content: still },
  choiceInteraction: { required: ['responseIdentifier', 'shuffle', 'maxChoices'], content: 'prompt? simpleChoice+' },
  orderInteraction: { required: ['responseIdentifier', 'shuffle'], content: 'prompt? simpleChoice+' },
  simpleChoice: { required: ['identifier'], content: still },
  matchInteraction: { required: ['responseIdentifier', 'shuffle', 'maxAssociations'], content: 'prompt? simpleMatchSet simpleMatchSet' },
  simpleMatchSet: { content: 'simpleAssociableChoice*' },
  simpleAssociableChoice: { required: ['identifier', 'matchMax'], content: still },
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
  sum: { content: `(${numbers})+` },
  product: { content: `(${expression})+` },
  index: { required: ['n'], content: `(${expression})` },
  modalFeedback: { required: ['outcomeIdentifier', 'identifier', 'showHide'], content: still },
  assessmentTest: { required: ['identifier', 'title'], content: 'outcomeDeclaration* testPart+ outcomeProcessing?' },
  testPart: { required: ['identifier', 'navigationMode', 'submissionMode'], content: 'itemSessionControl? assessmentSection+' },
  itemSessionControl: { optional: ['maxAttempts', 'showFeedback', 'allowReview', 'showSolution'], content: '' },
  assessmentSection: { required: ['identifier', 'title', 'visible'], optional: ['keepTogether'], content: 'selection? ordering? rubricBlock* (assessmentSection|assessmentItemRef)*' },
  selection: { required: ['select'], content: '' },
  ordering: { optional: ['shuffle'], content: '' },
  rubricBlock: { required: ['view'], content: still },
  assessmentItemRef: { required: ['identifier', 'href'], content: '' },
  outcomeProcessing: { content: '(setOutcomeValue)*' },
  testVariables: { required: ['variableIdentifier'], content: '' },
  p: { html: true, optional: ['class'], content: words },
  div: { html: true, optional: ['class'], content: flow },
  ...Object.fromEntries(headings.split('|').map(heading => [heading, { html: true, optional: ['class'], content: words }])),
  ...Object.fromEntries(['span', 'em', 'strong', 'b', 'i', 'small', 'sub', 'sup', 'code', 'pre'].map(name => [name, { html: true, optional: ['class'], content: words }])),
  a: { html: true, required: ['href'], content: words },
  blockquote: { html: true, content: `(${blocks})*` },
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
  tr: { html: true, content: '(th|td)+' },
  th: { html: true, content: flow },
  td: { html: true, content: flow },
  // 3.0 puts the words of feedback and rubrics into an element of their own.
  contentBody: { content: still },
}

/** Where the two versions differ. */
const contents30: Record<string, string> = { modalFeedback: 'contentBody', rubricBlock: 'contentBody' }
const contents21: Record<string, string> = { hotspotInteraction: 'prompt? object hotspotChoice+' }

/** An XSD of the table for one version. */
export function qtiSchema(version: QtiVersion): string {
  const kebab = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
  const is3 = version.number === '3.0'
  const elementName = (name: string) => is3 && !models[name]!.html ? `qti-${kebab(name)}` : name
  const attributeName = (name: string) => is3 ? kebab(name) : name
  const elements = Object.entries(models).map(([name, model]) => {
    const content = (is3 ? contents30 : contents21)[name] ?? model.content!
    const attributes = [...(model.required ?? []).map(attribute => [attribute, 'required']), ...(model.optional ?? []).map(attribute => [attribute, 'optional'])]
      .map(([attribute, use]) => attribute === 'xml:lang' ? '' : `<xs:attribute name="${attributeName(attribute!)}" use="${use}">${simpleType(typeOf(name, attribute!))}</xs:attribute>`)
      .join('')
    const any = name === 'assessmentItem' ? '<xs:anyAttribute namespace="http://www.w3.org/XML/1998/namespace" processContents="skip"/>' : ''
    return content === 'text'
      ? `<xs:element name="${elementName(name)}"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">${attributes}</xs:extension></xs:simpleContent></xs:complexType></xs:element>`
      : `<xs:element name="${elementName(name)}"><xs:complexType${content.startsWith('mixed') ? ' mixed="true"' : ''}>${particles(content.replace(/^mixed /, ''), elementName)}${attributes}${any}</xs:complexType></xs:element>`
  })
  return schemaOf(version.namespace, elements.join('\n'))
}

/** An XSD of the rules for imsmanifest.xml. Every identifier is an ID of the document, every dependency refers to one. */
export function manifestSchema(version: QtiVersion): string {
  const attribute = (name: string, type: string) => `<xs:attribute name="${name}" use="required">${simpleType(type)}</xs:attribute>`
  const complex = (name: string, content: string, ...attributes: string[]) => `<xs:element name="${name}"><xs:complexType>${particles(content, name => name)}${attributes.join('')}</xs:complexType></xs:element>`
  const fixed = (name: string, value: string) => `<xs:element name="${name}">${simpleType(`=${value}`)}</xs:element>`
  return schemaOf(version.manifestNamespace, [
    complex('manifest', 'metadata organizations resources', attribute('identifier', 'ID')),
    complex('metadata', 'schema schemaversion'),
    fixed('schema', version.number === '3.0' ? 'QTI Package' : 'QTIv2.1 Package'),
    fixed('schemaversion', version.number === '3.0' ? '3.0.0' : '1.0.0'),
    complex('organizations', ''),
    complex('resources', 'resource*'),
    complex('resource', 'file+ dependency*', attribute('identifier', 'ID'), attribute('type', version.number === '3.0' ? '=imsqti_test_xmlv3p0|imsqti_item_xmlv3p0|webcontent' : '=imsqti_test_xmlv2p1|imsqti_item_xmlv2p1|webcontent'), attribute('href', 'anyURI')),
    complex('file', '', attribute('href', 'anyURI')),
    complex('dependency', '', attribute('identifierref', 'IDREF')),
  ].join('\n'))
}

function schemaOf(namespace: string, elements: string): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${namespace}" targetNamespace="${namespace}" elementFormDefault="qualified">${elements}</xs:schema>`
}

/** Types of attributes; "=" begins a list of values, "/" a pattern, everything else is a type of XML Schema. */
const types: Record<string, string> = {
  'responseDeclaration identifier': 'ID',
  'textEntryInteraction responseIdentifier': 'IDREF',
  'cardinality': '=single|multiple|ordered|record',
  'baseType': '=boolean|directedPair|duration|file|float|identifier|integer|pair|point|string|uri',
  'shape': '=circle|default|ellipse|poly|rect',
  // Three numbers for a circle, four for a rectangle, three pairs or more for a polygon.
  'coords': '/(\\d+,){2,3}\\d+|(\\d+,\\d+,){2,}\\d+,\\d+',
  'showHide': '=show|hide',
  'navigationMode': '=linear|nonlinear',
  'submissionMode': '=individual|simultaneous',
  'view': '=author|candidate|proctor|scorer|testConstructor|tutor',
  'width': '/[0-9]+%?',
  'height': '/[0-9]+%?',
  'type': '/[^/]+/[^/]+',
  'title': 'normalizedString',
  'mapKey': 'normalizedString',
  'src': 'anyURI',
  'href': 'anyURI',
}

function typeOf(element: string, attribute: string): string {
  const type = types[`${element} ${attribute}`] ?? types[attribute]
  if (type)
    return type
  if (attribute === 'identifier' || attribute.endsWith('Identifier'))
    return 'NCName'
  if (['shuffle', 'adaptive', 'timeDependent', 'caseSensitive', 'visible', 'keepTogether', 'showFeedback', 'allowReview', 'showSolution'].includes(attribute))
    return 'boolean'
  if (['maxChoices', 'matchMax', 'maxAssociations', 'maxAttempts', 'select', 'n', 'expectedLength', 'expectedLines'].includes(attribute))
    return 'nonNegativeInteger'
  return ['mappedValue', 'lowerBound', 'upperBound', 'defaultValue'].includes(attribute) ? 'double' : 'string'
}

function simpleType(type: string): string {
  const facets = type.startsWith('=')
    ? type.slice(1).split('|').map(value => `<xs:enumeration value="${value}"/>`).join('')
    : type.startsWith('/') ? `<xs:pattern value="${type.slice(1)}"/>` : ''
  return `<xs:simpleType><xs:restriction base="xs:${facets ? 'string' : type}">${facets}</xs:restriction></xs:simpleType>`
}

const occurs: Record<string, string> = { '': '', '?': ' minOccurs="0"', '*': ' minOccurs="0" maxOccurs="unbounded"', '+': ' maxOccurs="unbounded"' }

function particles(content: string, elementName: (name: string) => string): string {
  const parts = [...content.matchAll(/\(([^)]*)\)([?*+]?)|(\w+)([?*+]?)/g)].map(([, group, groupOccurs, name, nameOccurs]) => group === undefined
    ? `<xs:element ref="${elementName(name!)}"${occurs[nameOccurs!]}/>`
    : `<xs:choice${occurs[groupOccurs!]}>${group.split('|').map(option => `<xs:element ref="${elementName(option)}"/>`).join('')}</xs:choice>`)
  return parts.length ? `<xs:sequence>${parts.join('')}</xs:sequence>` : ''
}
