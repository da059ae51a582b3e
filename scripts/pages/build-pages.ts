import process from 'node:process'
import vue from '@vitejs/plugin-vue'
import { build } from 'vite'

export interface PagesOptions {
  /** Folder with index.html. */
  root: string
  /** Under which address the pages are served: ./ works from any folder. */
  base: string
  outDir: string
}

/** Builds pages of the product: the same sources give the same bytes, and a strict content security policy lets them run. */
export async function buildPages({ root, base, outDir }: PagesOptions): Promise<void> {
  await inProduction(() => build({
    root,
    configFile: false,
    base,
    publicDir: false,
    logLevel: 'warn',
    plugins: [vue()],
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'es2022',
      // Nothing is inlined: a strict content security policy refuses data: fonts and inline scripts.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // Slow plugins are no news to someone who builds a course.
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  }))
}

/** Vite bundles Vue's development build when NODE_ENV says test or development; a course is the same wherever it is built. */
async function inProduction<T>(task: () => Promise<T>): Promise<T> {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    return await task()
  }
  finally {
    if (before === undefined)
      delete process.env.NODE_ENV
    else
      process.env.NODE_ENV = before
  }
}
