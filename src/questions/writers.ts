import { adviceWriter } from './advice.ts'
import { fusesWriter } from './fuses.ts'
import { htmlSpecificationWriter } from './html-specification.ts'
import { indexEntriesWriter } from './index-entries.ts'
import { legendsWriter } from './legends.ts'
import { lookupTablesWriter } from './lookup-tables.ts'
import { maintenanceTablesWriter } from './maintenance-tables.ts'
import { operationNumbersWriter } from './operation-numbers.ts'
import { procedureWriter } from './procedure.ts'
import { schedulesWriter } from './schedules.ts'
import { specificationTablesWriter } from './specification-tables.ts'
import { stepsWriter } from './steps.ts'
import { troubleshootingWriter } from './troubleshooting.ts'
import { valueListsWriter } from './value-lists.ts'
import type { QuestionWriter } from './writer.ts'

/** Writers for pages that were read from pictures, in the order in which a page's pairs are numbered. */
export const PAGE_WRITERS: readonly QuestionWriter[] = [
  indexEntriesWriter,
  specificationTablesWriter,
  maintenanceTablesWriter,
  schedulesWriter,
  troubleshootingWriter,
  lookupTablesWriter,
  procedureWriter,
  valueListsWriter,
  stepsWriter,
  adviceWriter,
  operationNumbersWriter,
  legendsWriter,
  fusesWriter,
]

/** Writers for HTML sheets. */
export const HTML_WRITERS: readonly QuestionWriter[] = [htmlSpecificationWriter]
