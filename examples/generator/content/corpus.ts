import type { Sheet } from '../drawing/sheet.ts'
import { drawIndex } from '../layout/index-page.ts'
import type { Fact, ProcedurePage } from '../layout/page.ts'
import { drawProcedure } from '../layout/procedure.ts'
import { drawTablePage, drawTextPage } from '../layout/sheets.ts'
import type { ScanOptions } from '../scan/scan.ts'
import { BRAKE_FACTS, BRAKE_INDEX, BRAKE_PAGES } from './brakes.ts'
import { BULLETIN, BULLETIN_FACTS } from './bulletin.ts'
import { CONNECTORS, ELECTRICAL_FACTS, ELECTRICAL_INDEX, ELECTRICAL_PAGE, FUSES } from './electrical.ts'
import { ENGINE_FACTS, ENGINE_INDEX, ENGINE_PAGES } from './engine.ts'
import { HYDRAULIC_FACTS, HYDRAULIC_INDEX, HYDRAULIC_PAGES } from './hydraulics.ts'
import { ENGINE_INTRODUCTION, FIRST_SERVICE, FLUIDS, SERVICE_FACTS, SERVICE_INDEX, SERVICE_SCHEDULE } from './service.ts'
import {
  BRAKE_SPECIFICATIONS,
  ENGINE_SPECIFICATIONS,
  HYDRAULIC_SPECIFICATIONS,
  SPECIFICATION_FACTS,
  TRACK_SPECIFICATIONS,
} from './specifications.ts'
import { TORQUE_FACTS, TORQUE_PAGES } from './tightening-torques.ts'
import { TRACK_FACTS, TRACK_INDEX, TRACK_PAGES } from './track.ts'
import { HYDRAULIC_TROUBLESHOOTING, TROUBLESHOOTING_FACTS } from './troubleshooting.ts'
import { drawStartingCircuit } from './wiring.ts'

/** A page of the manual before it is scanned. */
export interface ManualPage {
  /** Name of its truth file. */
  readonly id: string
  readonly kind: 'index' | 'procedure' | 'table' | 'text' | 'troubleshooting' | 'wiring'
  /** What Pagetune should find that it is. */
  readonly content_type: string
  readonly columns: number
  readonly facts: readonly Fact[]
  draw(): Sheet
}

/** A picture on the disk: one page, or two facing pages. */
export interface ScanDelivery {
  readonly file: string
  readonly pages: readonly ManualPage[]
  readonly scan: ScanOptions
  /** What the page tests, for the README. */
  readonly tests: string
}

const table = (id: string, content_type: string, page: Parameters<typeof drawTablePage>[0], facts: readonly Fact[]): ManualPage => ({
  id,
  kind: 'table',
  content_type,
  columns: 1,
  facts,
  draw: () => drawTablePage(page),
})
const text = (id: string, page: Parameters<typeof drawTextPage>[0], facts: readonly Fact[]): ManualPage => ({
  id,
  kind: 'text',
  content_type: 'text',
  columns: 1,
  facts,
  draw: () => drawTextPage(page),
})
const index = (id: string, page: Parameters<typeof drawIndex>[0], facts: readonly Fact[]): ManualPage => ({
  id,
  kind: 'index',
  content_type: 'index',
  columns: 1,
  facts,
  draw: () => drawIndex(page),
})
const procedure = (id: string, page: ProcedurePage, facts: readonly Fact[]): ManualPage => ({
  id,
  kind: 'procedure',
  content_type: 'procedure',
  columns: page.columns.length,
  facts,
  draw: () => drawProcedure(page),
})

/** Facts of a printed page number; a number without facts is a slip in the content. */
function of(facts: Record<string, readonly Fact[]>, number: string): readonly Fact[] {
  const list = facts[number]
  if (list === undefined) throw new Error(`No facts for page ${number}.`)
  return list
}

const CLEAN = { blur: 0.45, noise: 1.1, quality: 68 }
const COPIER = { contrast: 2.2, specks: 14, ink: 4, quality: 66 }
const OFFICE = { blur: 0.5, shade: 0.07, noise: 1.2, specks: 3, quality: 64 }
const CREAM = { paper: [248, 240, 220], blur: 0.5, shade: 0.08, noise: 1, specks: 6, quality: 66 } as const
const GREY = { paper: [226, 227, 224], blur: 0.55, shade: 0.05, noise: 1.2, specks: 4, quality: 64 } as const

export const SCANS: readonly ScanDelivery[] = [
  {
    file: '05 - Service/05-00-index-a.jpg',
    pages: [index('05-00-index-a', SERVICE_INDEX, of(SERVICE_FACTS, '05-00-index'))],
    scan: { seed: 501, ...CREAM },
    tests: 'short index, rows without a code, cream paper',
  },
  {
    file: '05 - Service/05-01.jpg',
    pages: [table('05-01', 'specification', SERVICE_SCHEDULE, of(SERVICE_FACTS, '05-1'))],
    scan: { seed: 502, ...CREAM },
    tests: 'service schedule: letters in a matrix, header over five columns, group rows',
  },
  {
    file: '05 - Service/05-02.jpg',
    pages: [text('05-02', FIRST_SERVICE, of(SERVICE_FACTS, '05-2'))],
    scan: { seed: 503, ...CREAM, holes: true },
    tests: 'one column in a serif face, headings, numbered steps, hyphenation, punch holes',
  },
  {
    file: '05 - Service/05-03.jpg',
    pages: [table('05-03', 'specification', FLUIDS, of(SERVICE_FACTS, '05-3'))],
    scan: { seed: 504, ...CREAM },
    tests: 'fluids table: capacity for each type, kind, interval; two-row header',
  },
  {
    file: '12 - Engine/12-00-index-a.jpg',
    pages: [index('12-00-index-a', ENGINE_INDEX, of(ENGINE_FACTS, '12-00-index'))],
    scan: { seed: 1201, ...COPIER },
    tests: 'index with operation numbers cut to their tails, leader dots',
  },
  {
    file: '12 - Engine/12-00.jpg',
    pages: [text('12-00', ENGINE_INTRODUCTION, of(SERVICE_FACTS, '12-0'))],
    scan: { seed: 1202, ...OFFICE },
    tests: 'description in one column of a serif face',
  },
  {
    file: '12 - Engine/12-01.jpg',
    pages: [procedure('12-01', ENGINE_PAGES[0]!, of(ENGINE_FACTS, '12-1'))],
    scan: { seed: 1203, ...COPIER },
    tests: 'three operations, figures with callouts, an operation that goes on over the page break',
  },
  {
    file: '12 - Engine/12-02.jpg',
    pages: [procedure('12-02', ENGINE_PAGES[1]!, of(ENGINE_FACTS, '12-2'))],
    scan: { seed: 1204, ...COPIER },
    tests: 'begins in the middle of an operation; values listed under “Installation:”',
  },
  {
    file: '12 - Engine/12-03.jpg',
    pages: [procedure('12-03', ENGINE_PAGES[2]!, of(ENGINE_FACTS, '12-3'))],
    scan: { seed: 1205, ...OFFICE },
    tests: 'four operations, panels without a figure',
  },
  {
    file: '12 - Engine/12-04.jpg',
    pages: [table('12-04', 'specification', ENGINE_SPECIFICATIONS, of(SPECIFICATION_FACTS, '12-4'))],
    scan: { seed: 1206, ...OFFICE, skew: -0.4 },
    tests: 'specifications of two types, values across both, tightening sequences; slightly askew',
  },
  {
    file: '26 - Track Drive/26-00-index-a.jpg',
    pages: [index('26-00-index-a', TRACK_INDEX, of(TRACK_FACTS, '26-00-index'))],
    scan: { seed: 2601, ...CLEAN },
    tests: 'index',
  },
  {
    file: '26 - Track Drive/26-01.jpg',
    pages: [procedure('26-01', TRACK_PAGES[0]!, of(TRACK_FACTS, '26-1'))],
    scan: { seed: 2602, ...CLEAN },
    tests: 'cautions, tools, dimension letters; `26-01 (small).jpg` is its copy',
  },
  {
    file: '26 - Track Drive/26-02.jpg',
    pages: [procedure('26-02', TRACK_PAGES[1]!, of(TRACK_FACTS, '26-2'))],
    scan: { seed: 2603, ...OFFICE, turn: 180 },
    tests: 'scanned upside down',
  },
  {
    file: '26 - Track Drive/26-03_26-04.jpg',
    pages: [procedure('26-03', TRACK_PAGES[2]!, of(TRACK_FACTS, '26-3')), procedure('26-04', TRACK_PAGES[3]!, of(TRACK_FACTS, '26-4'))],
    scan: { seed: 2604, ...OFFICE, gutter: true },
    tests: 'double page: two facing pages in one picture, a parts legend, an operation over the fold',
  },
  {
    file: '26 - Track Drive/26-05.jpg',
    pages: [table('26-05', 'specification', TRACK_SPECIFICATIONS, of(SPECIFICATION_FACTS, '26-5'))],
    scan: { seed: 2605, ...CLEAN },
    tests: 'specifications with row spans',
  },
  {
    file: '33 - Hydraulics/33-00-index-a.jpg',
    pages: [index('33-00-index-a', HYDRAULIC_INDEX, of(HYDRAULIC_FACTS, '33-00-index'))],
    scan: { seed: 3301, ...GREY },
    tests: 'index on grey paper',
  },
  {
    file: '33 - Hydraulics/33-01.jpg',
    pages: [procedure('33-01', HYDRAULIC_PAGES[0]!, of(HYDRAULIC_FACTS, '33-1'))],
    scan: { seed: 3302, ...GREY },
    tests: 'procedure on grey paper, cross references',
  },
  {
    file: '33 - Hydraulics/33-02.jpg',
    pages: [procedure('33-02', HYDRAULIC_PAGES[1]!, of(HYDRAULIC_FACTS, '33-2'))],
    scan: { seed: 3303, ...OFFICE, turn: 90 },
    tests: 'scanned on its side',
  },
  {
    file: '33 - Hydraulics/33-03.jpg',
    pages: [procedure('33-03', HYDRAULIC_PAGES[2]!, of(HYDRAULIC_FACTS, '33-3'))],
    scan: { seed: 3304, paper: [233, 226, 205], blur: 0.75, shade: 0.5, noise: 5, specks: 90, dropouts: 60, ink: 34, quality: 42 },
    tests: 'poor page: speckled, unevenly lit, strong JPEG compression',
  },
  {
    file: '33 - Hydraulics/33-04.jpg',
    pages: [{ ...table('33-04', 'troubleshooting', HYDRAULIC_TROUBLESHOOTING, TROUBLESHOOTING_FACTS), kind: 'troubleshooting' }],
    scan: { seed: 3305, ...GREY },
    tests: 'troubleshooting chart: complaint over several causes and remedies',
  },
  {
    file: '33 - Hydraulics/33-05.jpg',
    pages: [table('33-05', 'specification', HYDRAULIC_SPECIFICATIONS, of(SPECIFICATION_FACTS, '33-5'))],
    scan: { seed: 3306, ...COPIER },
    tests: 'specifications',
  },
  {
    file: '47 - Brakes/47-00-index-a.jpg',
    pages: [index('47-00-index-a', BRAKE_INDEX, of(BRAKE_FACTS, '47-00-index'))],
    scan: { seed: 4701, ...OFFICE },
    tests: 'index of two groups',
  },
  {
    file: '47 - Brakes/47-01.jpg',
    pages: [procedure('47-01', BRAKE_PAGES[0]!, of(BRAKE_FACTS, '47-1'))],
    scan: { seed: 4702, ...OFFICE, skew: 2.1 },
    tests: 'scanned at an angle of 2.1°',
  },
  {
    file: '47 - Brakes/47-02.jpg',
    pages: [table('47-02', 'specification', BRAKE_SPECIFICATIONS, of(SPECIFICATION_FACTS, '47-2'))],
    scan: { seed: 4703, ...OFFICE, skew: -1.4 },
    tests: 'ruled tables at an angle of 1.4° to the other side',
  },
  {
    file: '61 - Electrical/61-00-index-a.jpg',
    pages: [index('61-00-index-a', ELECTRICAL_INDEX, of(ELECTRICAL_FACTS, '61-00-index'))],
    scan: { seed: 6101, ...CLEAN },
    tests: 'index of three rows',
  },
  {
    file: '61 - Electrical/61-01.jpg',
    pages: [procedure('61-01', ELECTRICAL_PAGE, of(ELECTRICAL_FACTS, '61-1'))],
    scan: { seed: 6102, ...CLEAN },
    tests: 'values inside the steps',
  },
  {
    file: 'Cairn Electrical Troubleshooting Manual/6100-01.jpg',
    pages: [table('6100-01', 'fuse_chart', FUSES, of(ELECTRICAL_FACTS, '6100-1'))],
    scan: { seed: 6103, ...COPIER },
    tests: 'fuse chart and relays, wire sizes and colours',
  },
  {
    file: 'Cairn Electrical Troubleshooting Manual/6100-02.jpg',
    pages: [
      {
        id: '6100-02',
        kind: 'wiring',
        content_type: 'wiring',
        columns: 1,
        facts: of(ELECTRICAL_FACTS, '6100-2'),
        draw: drawStartingCircuit,
      },
    ],
    scan: { seed: 6104, ...COPIER },
    tests: 'wiring diagram: four branches with fuses, pins, earth points',
  },
  {
    file: 'Cairn Electrical Troubleshooting Manual/6100-03.jpg',
    pages: [table('6100-03', 'pinout', CONNECTORS, of(ELECTRICAL_FACTS, '6100-3'))],
    scan: { seed: 6105, ...COPIER },
    tests: 'pins of a connector',
  },
]

/** The born-digital PDF: text layer, no pictures. */
export const TORQUE_PDF = {
  file: '00 - Tightening Torques/Cairn tightening torques.pdf',
  title: 'Fellmoor Cairn 18 and Cairn 24: tightening torques',
  pages: TORQUE_PAGES.map((page) => table(page.number, 'specification', page, of(TORQUE_FACTS, page.number))),
}

/** A scan of the PDF's third page. */
export const TORQUE_COPY = { file: '00 - Tightening Torques/TT-03.jpg', page: 2, scan: { seed: 301, ...OFFICE, scale: 0.9 } as ScanOptions }

/** The scanned PDF: pictures without a text layer. */
export const BULLETIN_PDF = {
  file: 'Service Bulletins/Bulletin 7.pdf',
  title: 'Fellmoor service bulletin 7',
  dpi: 150,
  pages: BULLETIN.map((page, index) => text(`bulletin-7-${index + 1}`, page, of(BULLETIN_FACTS, page.number))),
  scan: { blur: 0.5, shade: 0.1, noise: 1.4, specks: 12, ink: 34, skew: 0.5, quality: 60 },
}

/** The same picture as 26-01.jpg, smaller and compressed again. */
export const SMALL_COPY = { file: '26 - Track Drive/26-01 (small).jpg', of: '26 - Track Drive/26-01.jpg', width: 1240, quality: 48 }
export const ICON = { file: 'icons/icon-180.png', side: 180 }
export const BLANK = { file: '33 - Hydraulics/33-06.jpg', width: 1640, height: 1130, scan: { seed: 3307, ...GREY } as ScanOptions }
export const SPECIFICATION_SHEET_FILE = 'Cairn-specifications.html'
