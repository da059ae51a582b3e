#!/usr/bin/env node
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(`lectern needs Node.js 22.12 or newer; this is ${process.versions.node}.`)
  console.error('Install a newer Node.js, or add it to your project: npm install --save-dev node@24')
  process.exit(2)
}

// Whoever reads the output may stop reading, as head does; the work goes on.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE')
      throw error
  })
}

const entry = new URL('../scripts/cli.ts', import.meta.url)
// Node runs TypeScript itself, but not below node_modules, where an installed kit lives.
const isInstalled = entry.pathname.includes('/node_modules/') || !process.features.typescript
const load = async () => isInstalled ? (await import('jiti')).createJiti(import.meta.url).import(fileURLToPath(entry)) : import(entry.href)

load().then(({ runCommandLine }) => runCommandLine(process.argv.slice(2))).then((exitCode) => {
  process.exitCode = exitCode
})
