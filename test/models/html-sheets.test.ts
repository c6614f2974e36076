import { rm } from 'node:fs/promises'
import { afterAll, describe, expect, it } from 'vitest'
import { judge } from '../../src/checks/checks.ts'
import { guidanceFor } from '../../src/models/prompts/guidance.ts'
import { artifactPath, CATALOGUE_PATH } from '../../src/stages/artifacts.ts'
import { generateStage } from '../../src/stages/generate/index.ts'
import { temporaryContext } from '../context.ts'
import { htmlMaterial } from '../questions/html-specification-material.ts'
import { ModelServer } from './server.ts'

const sheet = htmlMaterial(
  `<title>Kestrel</title><h1>Technical data</h1><table><tr><th></th><th>Kestrel 400</th><th>Kestrel 600</th></tr>
   <tr><th>Fuel tank</th><td>38 l</td><td>52 l</td></tr><tr><th>Cylinders</th><td>2</td><td>4</td></tr></table>`,
  ['Kestrel'],
)

const servers: ModelServer[] = []
const folders: string[] = []
afterAll(async () => {
  for (const server of servers) await server.stop()
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function written(ask_html_sheets: boolean) {
  const pair = (prompt: string) => {
    const id = (words: string): string => new RegExp(`\\[(b[\\d.]+)\\] ${words}(?: \\||\\n|$)`).exec(prompt)![1]!
    const tank = 'How much fuel does the tank of the Kestrel 600 hold?'
    return {
      pairs: [
        { q: tank, a: '52 l', type: 'parameter', ev: [id('Fuel tank'), id('52 l')], for: ['Kestrel 600'] },
        {
          q: `${tank.slice(0, -1)} when it is full?`,
          a: '38 l',
          type: 'parameter',
          ev: [id('Fuel tank'), id('38 l')],
          for: ['Kestrel 600'],
        },
      ],
    }
  }
  const server = await ModelServer.start({ write: (prompt) => JSON.stringify(pair(prompt)) })
  servers.push(server)
  const openai = { base_url: `${server.url}/v1`, model: 'local-model', structured_output: 'always' }
  const context = await temporaryContext({ generate: { generator: 'openai' }, models: { openai, ask_html_sheets, revise: false } })
  folders.push(context.folder)
  const { page, reading, structure, classification } = sheet
  await context.workspace.write(CATALOGUE_PATH, `${JSON.stringify(page)}\n`)
  for (const [stage, artifact] of Object.entries({ read: reading, structure, classify: classification }))
    await context.workspace.write(artifactPath(stage, page.page_id), JSON.stringify(artifact))
  const generated = await generateStage.run({ page_id: page.page_id, page, previous: null, next: null, candidate: null }, context)
  return { generated, server, settings: context.settings }
}

describe('HTML sheets', () => {
  it('are left to the rules, whose cells are exact, unless the settings ask for the model', async () => {
    const { generated, server } = await written(false)
    expect(server.calls).toEqual([])
    expect(generated.candidates.map(({ generator }) => generator.id)).toContain('rules')
  })

  it('are told cell by cell, without a picture, and held to the same checks', async () => {
    const { generated, server, settings } = await written(true)
    expect(server.calls).toHaveLength(1)
    const { prompt, body } = server.calls[0]!
    expect(prompt).toContain(guidanceFor('html_specs', 'specification'))
    expect(prompt).toMatch(/\[b\d+\.1\.0\] Fuel tank \| \[b\d+\.1\.1\] 38 l \| \[b\d+\.1\.2\] 52 l/)
    expect(JSON.stringify(body)).not.toContain('image_url')
    const outcomes = generated.candidates.map((candidate) => judge(candidate, sheet, settings))
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['pass', 'rejected'])
    // The value of the other column.
    expect(
      outcomes[1]!.verdicts
        .filter(({ result }) => result === 'fail')
        .map(({ reason }) => reason)
        .join(' '),
    ).toContain('column')
  })
})
