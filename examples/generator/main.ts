import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildAll } from './build.ts'
import { PAGE_LIST_END, PAGE_LIST_START, pageList } from './page-list.ts'

/** Draws the whole sample manual anew into examples/manual and examples/truth. Run it from the repository's root. */
const ROOT = 'examples'
for (const folder of ['manual', 'truth']) await rm(join(ROOT, folder), { recursive: true, force: true })
let total = 0
for await (const { path, bytes } of buildAll()) {
  const file = join(ROOT, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, bytes)
  total += bytes.length
  console.log(`${path}  ${Math.ceil(bytes.length / 1024)} kB`)
}
const readme = await readFile(join(ROOT, 'README.md'), 'utf8')
const [before, rest = ''] = readme.split(PAGE_LIST_START)
const after = rest.split(PAGE_LIST_END)[1] ?? ''
await writeFile(join(ROOT, 'README.md'), `${before}${PAGE_LIST_START}\n${pageList()}${PAGE_LIST_END}${after}`)
console.log(`${(total / 1e6).toFixed(1)} MB in all`)
