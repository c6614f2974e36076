import { z } from 'zod'
import { settingsSchema } from '../contracts/settings.ts'

interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
}

/** docs/settings.md: every key with its default and meaning, generated from the schema. */
export function settingsPage(): string {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input' }) as JsonSchema
  const rows: string[] = []
  collect(schema, [], rows)
  return [
    '# Settings',
    '',
    'Every key of `pagetune.yaml`, with its default. Generated from the schema by `npm run schema`.',
    'Order of precedence: flags, `pagetune.yaml`, defaults.',
    '',
    '| key | default | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

function collect(schema: JsonSchema, path: readonly string[], rows: string[]): void {
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    const name = [...path, key]
    if (inner.properties !== undefined) {
      if (inner.description !== undefined) rows.push(`| \`${name.join('.')}\` | | ${cell(inner.description)} |`)
      collect(inner, name, rows)
    } else {
      const values = inner.enum === undefined ? '' : `One of ${inner.enum.map((value) => `\`${String(value)}\``).join(', ')}. `
      rows.push(
        `| \`${name.join('.')}\` | \`${cell(JSON.stringify(inner.default ?? null))}\` | ${cell(values + (inner.description ?? ''))} |`,
      )
    }
  }
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
