/** Code blocks of a page that name a file, as `yaml course.yaml`; blocks of one file are joined in their order. */
export function fencedFiles(page: string): Record<string, string> {
  const files: Record<string, string> = {}
  for (const [, name, text] of page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm))
    files[name!] = `${files[name!] ?? ''}${text}`
  return files
}
