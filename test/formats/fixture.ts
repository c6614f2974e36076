import sharp from 'sharp'
import type { Candidate, Example } from '../../src/contracts/example.ts'
import type { CataloguePage } from '../../src/contracts/page.ts'

/** A made-up garden tractor, the Kestrel 400: five pages, one of them HTML, and pairs about them. */

const PAGE = { width: 600, height: 800 }

export function page(page_id: string, section: CataloguePage['section'], overrides: Partial<CataloguePage> = {}): CataloguePage {
  return {
    page_id,
    candidate_id: page_id,
    kind: 'image',
    section,
    source_type: 'service_manual',
    source_path: `${section.id} - ${section.name}/${page_id.split('_')[0]}.png`,
    source_page: 1,
    image: { path: `work/prepare/images/${page_id}.png`, ...PAGE, sha256: '' },
    aliases: [],
    ...overrides,
  }
}

export const ENGINE = { id: '11', name: 'Engine' }
export const CLUTCH = { id: '21', name: 'Clutch' }

export const PAGES: readonly CataloguePage[] = [
  page('11-01_engine', ENGINE, {
    aliases: [{ page_id: 'kestrel-torques-001', source_path: 'kestrel-torques.pdf', source_page: 1, how: 'same picture' }],
  }),
  page('11-02_engine', ENGINE),
  page('21-01_clutch', CLUTCH),
  page('21-02_clutch', CLUTCH),
  page('kestrel-spec', { id: '', name: '' }, { kind: 'html', image: null, source_type: 'html_specs', source_path: 'kestrel-spec.html' }),
]

export function candidate(id: string, overrides: Partial<Candidate> = {}): Candidate {
  const page_id = id.replace(/-q\d+$/, '')
  const found = PAGES.find((one) => one.page_id === page_id)
  const html = found?.kind === 'html'
  return {
    id,
    page_id,
    section: found?.section ?? ENGINE,
    question: `What is the tightening torque of the flywheel bolts of the Kestrel 400 (${id})?`,
    answer: '85 Nm',
    task: 'spec',
    question_type: 'factual',
    source_type: found?.source_type ?? 'service_manual',
    content_type: 'specification',
    applies_to: [],
    operation: null,
    evidence: [{ page_id, block: 'b02', box: html ? null : [60, 100, 300, 140], quote: 'Flywheel bolts 85 Nm' }],
    generator: { id: 'rules', version: 1, writer: 'table' },
    paraphrases: [`How tight are the flywheel bolts of the Kestrel 400 (${id})?`],
    ...overrides,
  }
}

export function example(id: string, split: Example['split'], overrides: Partial<Example> = {}): Example {
  const { group, checks, ...rest } = overrides
  const written = candidate(id, rest)
  return { ...written, checks: checks ?? { grounded: 'pass', well_formed: 'pass' }, split, group: group ?? `p-${written.page_id}` }
}

export const EXAMPLES: readonly Example[] = [
  example('11-01_engine-q01', 'train', {
    question: 'What is the tightening torque of the flywheel bolts of the Kestrel 400?',
    paraphrases: ['How tight are the flywheel bolts of the Kestrel 400?', 'To what torque are the Kestrel 400 flywheel bolts tightened?'],
  }),
  example('11-01_engine-q02', 'train', {
    question: 'What is the tightening torque of the cylinder head nuts of the Kestrel 400, step 2?',
    answer: '32 Nm, then 90°',
    paraphrases: ['How are the cylinder head nuts of the Kestrel 400 tightened in step 2?'],
  }),
  example('11-02_engine-q01', 'train', {
    question: 'How do you replace the fuel filter of the Kestrel 400?',
    answer: '1. Close the fuel tap.\n2. Pull off both hoses.\n3. Fit the new filter, arrow towards the pump.',
    task: 'procedure',
    question_type: 'procedural',
    content_type: 'procedure',
    operation: '13 32 010',
    paraphrases: ['Which steps replace the fuel filter of the Kestrel 400?'],
  }),
  example('21-01_clutch-q01', 'validation', {
    question: 'What must be checked on the clutch pressure plate of the Kestrel 400 before it is fitted again?',
    answer: 'Cracks, wear and burnt spots.',
    task: 'explanation',
    question_type: 'inspection',
    content_type: 'procedure',
    paraphrases: [],
  }),
  example('kestrel-spec-q01', 'train', {
    question: 'What is the displacement of the Kestrel 400?',
    answer: '389 cm³',
    paraphrases: ['How large is the engine of the Kestrel 400?'],
  }),
]

/** A page picture: two columns of grey bars with a heading, so that crops look like something. */
export async function pagePicture(seed: number): Promise<Buffer> {
  const bars = Array.from({ length: 34 }, (_, index) => {
    const width = 180 + ((index * 37 + seed * 53) % 60)
    const x = index % 2 === 0 ? 50 : 320
    return `<rect x="${x}" y="${110 + Math.floor(index / 2) * 38}" width="${width}" height="9" fill="#444"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${PAGE.width}" height="${PAGE.height}"><rect width="100%" height="100%" fill="#f4f1ea"/><text x="50" y="80" font-family="sans-serif" font-size="30">Kestrel 400 – ${seed}</text>${bars.join('')}</svg>`
  return sharp(Buffer.from(svg)).flatten().png({ palette: false }).toBuffer()
}
