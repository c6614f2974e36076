import { parquet } from './parquet.ts'
import { trlVision } from './trl-vision.ts'
import type { Column } from './parquet-schema.ts'

const COLUMNS: Readonly<Record<string, readonly Column[]>> = { vqa: parquet.columns, 'trl-vision': trlVision.columns }

/** The features of a configuration as a card lists them; undefined where they follow from the files. */
export function featureList(config: string): Record<string, unknown>[] | undefined {
  return COLUMNS[config]?.map(({ name, feature }) => ({ name, ...asYaml(feature) }))
}

/** {dtype: string} for a value, {dtype: image}, {list: …} and {struct: […]}, as datasets writes them. */
function asYaml(feature: unknown): Record<string, unknown> {
  if (Array.isArray(feature)) return { list: inner(feature[0]) }
  const object = feature as Readonly<Record<string, unknown>>
  if (object['_type'] === 'Image') return { dtype: 'image' }
  if (object['_type'] === 'Value') return { dtype: object['dtype'] }
  return { struct: Object.entries(object).map(([name, value]) => ({ name, ...asYaml(value) })) }
}

/** Inside a list, a value stands by its bare name and a struct by its fields. */
function inner(feature: unknown): unknown {
  const yaml = asYaml(feature)
  return yaml['dtype'] ?? yaml['struct'] ?? yaml
}
