import { EXAMPLES_FILE } from '../../formats/canonical.ts'
import { PAGES_FILE } from '../../formats/dataset-pages.ts'
import { citation, type WrittenDataset } from './card.ts'

/** The JSON-LD context of Croissant, from its specification. */
const CONTEXT = {
  '@language': 'en',
  '@vocab': 'https://schema.org/',
  citeAs: 'cr:citeAs',
  column: 'cr:column',
  conformsTo: 'dct:conformsTo',
  cr: 'http://mlcommons.org/croissant/',
  data: { '@id': 'cr:data', '@type': '@json' },
  dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
  dct: 'http://purl.org/dc/terms/',
  equivalentProperty: 'cr:equivalentProperty',
  examples: { '@id': 'cr:examples', '@type': '@json' },
  extract: 'cr:extract',
  field: 'cr:field',
  fileObject: 'cr:fileObject',
  fileProperty: 'cr:fileProperty',
  fileSet: 'cr:fileSet',
  format: 'cr:format',
  includes: 'cr:includes',
  isLiveDataset: 'cr:isLiveDataset',
  jsonPath: 'cr:jsonPath',
  key: 'cr:key',
  md5: 'cr:md5',
  parentField: 'cr:parentField',
  path: 'cr:path',
  rai: 'http://mlcommons.org/croissant/RAI/',
  recordSet: 'cr:recordSet',
  references: 'cr:references',
  regex: 'cr:regex',
  repeated: 'cr:repeated',
  replace: 'cr:replace',
  samplingRate: 'cr:samplingRate',
  sc: 'https://schema.org/',
  separator: 'cr:separator',
  source: 'cr:source',
  subField: 'cr:subField',
  transform: 'cr:transform',
}

/** Fields of a canonical record and of a page, by Croissant's data types. */
const RECORDS = {
  [EXAMPLES_FILE]: ['id', 'page_id', 'question', 'answer', 'task', 'question_type', 'source_type', 'content_type', 'split', 'group'],
  [PAGES_FILE]: ['page_id', 'source_path'],
}

/** data/croissant.json: the dataset for machines, with the digest of every data file and that questions and answers are generated. */
export function croissant({ settings, version, files, facts }: WrittenDataset): string {
  const { card } = settings.export
  const licence = card.license === 'other' ? (card.license_link ?? card.license_name) : card.license
  const distribution = files
    .filter(({ records }) => records !== undefined)
    .map(({ path, bytes, sha256 }) => ({
      '@type': 'cr:FileObject',
      '@id': path,
      name: path,
      contentUrl: path,
      contentSize: `${bytes} B`,
      encodingFormat: path.endsWith('.parquet')
        ? 'application/x-parquet'
        : path.endsWith('.json')
          ? 'application/json'
          : 'application/jsonlines',
      sha256,
    }))
  const recordSet = Object.entries(RECORDS).map(([file, columns]) => {
    const name = file.replace('.jsonl', '')
    const field = columns.map((column) => ({
      '@type': 'cr:Field',
      '@id': `${name}/${column}`,
      name: column,
      dataType: 'sc:Text',
      source: { fileObject: { '@id': file }, extract: { column } },
    }))
    return { '@type': 'cr:RecordSet', '@id': name, name, key: { '@id': `${name}/${columns[0] ?? ''}` }, field }
  })
  const dataset = {
    '@context': CONTEXT,
    '@type': 'sc:Dataset',
    name: card.title,
    description: card.description === '' ? `Question–answer pairs made from ${facts.pages} pages of manuals.` : card.description,
    conformsTo: ['http://mlcommons.org/croissant/1.1', 'http://mlcommons.org/croissant/RAI/1.0'],
    version: '1.0.0',
    inLanguage: card.language,
    ...(licence === null ? {} : { license: licence }),
    citeAs: citation(settings, version),
    'rai:dataCollection': `Questions and answers were generated from page pictures and text by: ${[...facts.generators.keys()].join('; ') || 'none'}.`,
    'rai:dataLimitations': 'Answers rest on what was read on the page; a misreading that the reader was sure of can still be in them.',
    distribution,
    recordSet,
  }
  return `${JSON.stringify(dataset, null, 1)}\n`
}
