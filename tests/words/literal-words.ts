import ts from 'typescript'
import { parse } from 'vue/compiler-sfc'

/** Words that a person would see or hear and that stand in the code itself. */
export interface LiteralWords { line: number, words: string }

/** Attributes that are read to somebody, and props of the kit's own components that become visible text. */
const SPOKEN = new Set(['alt', 'aria-description', 'aria-label', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext', 'caption', 'description', 'fact', 'label', 'message', 'name', 'note', 'placeholder', 'text', 'title'])
/** On plain elements these are for machines. */
const MACHINE = new Set(['name', 'label', 'text', 'fact', 'caption', 'description', 'message', 'note'])
const LETTERS = /\p{L}{2}/u
/** Several words, or one that begins a label. */
const PHRASE = /\p{L}{2,}[,;:]? (?:\S+ )*\p{L}{2,}|^\p{Lu}\p{Ll}+[:.]?$/u

interface TemplateNode { type: number, tag?: string, content?: string | { content: string, loc: { start: { line: number } } }, props?: readonly TemplateProp[], children?: readonly TemplateNode[], loc: { start: { line: number } } }
interface TemplateProp { type: number, name: string, value?: { content: string }, arg?: { content: string }, exp?: { content: string }, loc: { start: { line: number } } }
const [TEXT, INTERPOLATION, ATTRIBUTE] = [2, 5, 6]

/** Finds literal words in a Vue component's template and in its script. */
export function wordsInComponent(source: string): LiteralWords[] {
  const { descriptor } = parse(source)
  const script = descriptor.scriptSetup ?? descriptor.script
  return [
    ...descriptor.template?.ast ? wordsInTemplate(descriptor.template.ast as unknown as TemplateNode) : [],
    ...script ? wordsInScript(script.content).map(({ line, words }) => ({ line: line + script.loc.start.line - 1, words })) : [],
  ]
}

function wordsInTemplate(node: TemplateNode): LiteralWords[] {
  const { line } = node.loc.start
  if (node.type === TEXT)
    return LETTERS.test(node.content as string) ? [{ line, words: (node.content as string).trim() }] : []
  if (node.type === INTERPOLATION)
    return wordsInExpression((node.content as { content: string }).content).map(words => ({ line, words }))
  return [
    ...(node.props ?? []).flatMap(prop => wordsInProp(prop, node)),
    ...(node.children ?? []).flatMap(wordsInTemplate),
  ]
}

function wordsInProp({ type, name, value, arg, exp, loc }: TemplateProp, { tag = '' }: TemplateNode): LiteralWords[] {
  const { line } = loc.start
  const isSpoken = (attribute: string) => SPOKEN.has(attribute) && (/^[A-Z]/.test(tag) || !MACHINE.has(attribute))
  if (type === ATTRIBUTE)
    return isSpoken(name) && LETTERS.test(value?.content ?? '') ? [{ line, words: value!.content }] : []
  const shows = name === 'text' || name === 'html' || (name === 'bind' && isSpoken(arg?.content ?? ''))
  return shows && exp ? wordsInExpression(exp.content).map(words => ({ line, words })) : []
}

/** In what is shown every literal counts, but for what is compared, looked up or put between. */
function wordsInExpression(expression: string): string[] {
  const found: string[] = []
  visitTexts(ts.createSourceFile('expression.ts', `(${expression})`, ts.ScriptTarget.Latest, true), (text, node) => {
    if (LETTERS.test(text) && !isForMachines(node))
      found.push(text)
  })
  return found
}

/** Finds literal phrases in a script. A single word in small letters cannot be told from a name. */
export function wordsInScript(source: string): LiteralWords[] {
  const file = ts.createSourceFile('script.ts', source, ts.ScriptTarget.Latest, true)
  const found: LiteralWords[] = []
  visitTexts(file, (text, node) => {
    if (PHRASE.test(text.trim()) && !isForMachines(node))
      found.push({ line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1, words: text })
  })
  return found
}

function visitTexts(node: ts.Node, found: (text: string, node: ts.Node) => void): void {
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node))
    found(node.text, node)
  ts.forEachChild(node, child => visitTexts(child, found))
}

const COMPARISONS = new Set([ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken, ts.SyntaxKind.InKeyword])
/** Calls whose texts nobody reads. */
const MACHINE_CALLS = /(?:^|\.)(?:addEventListener|removeEventListener|querySelector|querySelectorAll|closest|matches|matchMedia|includes|startsWith|endsWith|replace|replaceAll|split|Symbol|has|get|set|getItem|setItem|createElement|on|off|emit|error|warn|log|import|inject|Set|Map|RegExp)$/

/** Texts for developers and machines: names, selectors, messages of errors that stop a build. */
function isForMachines(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isLiteralTypeNode(parent) || ts.isExternalModuleReference(parent))
    return true
  if ((ts.isPropertyAssignment(parent) && parent.name === node) || (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) || ts.isPropertySignature(parent))
    return true
  if (ts.isBinaryExpression(parent) && COMPARISONS.has(parent.operatorToken.kind))
    return true
  for (let outer: ts.Node | undefined = parent; outer; outer = outer.parent) {
    if (ts.isThrowStatement(outer) || ts.isTypeNode(outer))
      return true
    if ((ts.isCallExpression(outer) || ts.isNewExpression(outer)) && (outer.expression.kind === ts.SyntaxKind.ImportKeyword || MACHINE_CALLS.test(outer.expression.getText()) || outer.expression.getText().endsWith('Error')) && outer.arguments?.some(argument => argument.pos <= node.pos && node.end <= argument.end && !ts.isFunctionLike(argument)))
      return true
    if (ts.isFunctionLike(outer) || ts.isBlock(outer))
      return false
  }
  return false
}
