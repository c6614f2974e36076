import type { SchemaElement } from 'hyparquet'

/** A column: its Parquet schema, and the same as a feature of Hugging Face datasets. */
export interface Column {
  readonly name: string
  readonly elements: readonly SchemaElement[]
  readonly feature: unknown
  /** Bytes that are compressed already are stored as they are. */
  readonly plain?: boolean
}

const optional = { repetition_type: 'OPTIONAL' } as const

export function stringColumn(name: string): Column {
  return {
    name,
    elements: [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', ...optional }],
    feature: { dtype: 'string', _type: 'Value' },
  }
}

export function integerColumn(name: string): Column {
  return { name, elements: [{ name, type: 'INT32', ...optional }], feature: { dtype: 'int32', _type: 'Value' } }
}

export function numberColumn(name: string): Column {
  return { name, elements: [{ name, type: 'DOUBLE', ...optional }], feature: { dtype: 'float64', _type: 'Value' } }
}

export function structColumn(name: string, fields: readonly Column[]): Column {
  const feature = Object.fromEntries(fields.map((field) => [field.name, field.feature]))
  return { name, elements: [{ name, ...optional, num_children: fields.length }, ...fields.flatMap((field) => field.elements)], feature }
}

/** `element` must bear the name 'element'. The feature is a list of one, which every version of datasets understands. */
export function listColumn(name: string, element: Column): Column {
  const list: SchemaElement = { name, ...optional, converted_type: 'LIST', num_children: 1 }
  return {
    name,
    elements: [list, { name: 'list', repetition_type: 'REPEATED', num_children: 1 }, ...element.elements],
    feature: [element.feature],
    ...(element.plain === true ? { plain: true } : {}),
  }
}

/** {bytes, path}, which datasets decodes to a picture. */
export function imageColumn(name: string): Column {
  const bytes: SchemaElement = { name: 'bytes', type: 'BYTE_ARRAY', ...optional }
  const path: SchemaElement = { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', ...optional }
  return { name, elements: [{ name, ...optional, num_children: 2 }, bytes, path], feature: { _type: 'Image' }, plain: true }
}

/** The value of the file's key 'huggingface'. */
export function featuresOf(columns: readonly Column[]): string {
  return JSON.stringify({ info: { features: Object.fromEntries(columns.map(({ name, feature }) => [name, feature])) } })
}
