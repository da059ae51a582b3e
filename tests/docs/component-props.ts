import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { kitRoot } from '../../scripts/kit.ts'

export interface ComponentProp {
  /** As it is written on a slide, for example "null-line". */
  name: string
  /** Its type in TypeScript. */
  type: string
  needed: boolean
  /** The value that counts when it is left out, as in the code. */
  default?: string
  /** From its doc comment. */
  meaning: string
}

/** Reads the props of a component of the kit from its `defineProps<{ … }>()` and their defaults. */
export async function componentProps(component: string): Promise<ComponentProp[]> {
  const file = join(kitRoot, 'components', `${component}.vue`)
  const script = /<script setup lang="ts">\n([\s\S]*?)<\/script>/.exec(await readFile(file, 'utf8'))?.[1] ?? ''
  const source = ts.createSourceFile(file, script, ts.ScriptTarget.Latest, true)
  const calls = callsIn(source)
  const literal = calls.find(call => calleeOf(call) === 'defineProps')?.typeArguments?.[0]
  if (!literal || !ts.isTypeLiteralNode(literal))
    return []
  const defaults = defaultsOf(calls.find(call => calleeOf(call) === 'withDefaults'))
  return literal.members.filter(ts.isPropertySignature).map(member => ({
    name: member.name.getText().replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`),
    type: member.type?.getText().replace(/\s+/g, ' ') ?? '',
    needed: member.questionToken === undefined,
    default: defaults[member.name.getText()],
    meaning: ts.getJSDocCommentsAndTags(member).map(doc => ts.getTextOfJSDocComment(doc.comment) ?? '').join(' ').replace(/\s+/g, ' '),
  }))
}

function callsIn(source: ts.SourceFile): ts.CallExpression[] {
  const calls: ts.CallExpression[] = []
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node))
      calls.push(node)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return calls
}

function calleeOf(call: ts.CallExpression): string {
  return call.expression.getText()
}

function defaultsOf(call: ts.CallExpression | undefined): Record<string, string> {
  const values = call?.arguments[1]
  return values && ts.isObjectLiteralExpression(values)
    ? Object.fromEntries(values.properties.filter(ts.isPropertyAssignment).map(each => [each.name.getText(), each.initializer.getText()]))
    : {}
}
