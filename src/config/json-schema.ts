import { z } from 'zod'
import { settingsSchema } from '../contracts/settings.ts'

/** The JSON Schema of pagetune.yaml, for editors; committed as schema/pagetune.schema.json. */
export function settingsJsonSchema(): string {
  const schema = z.toJSONSchema(settingsSchema, { io: 'input' })
  return JSON.stringify({ ...schema, title: 'pagetune.yaml' }, null, 2) + '\n'
}
