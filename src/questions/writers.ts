import { abbreviationsWriter } from './abbreviations.ts'
import { adviceWriter } from './advice.ts'
import { answeredHeadingsWriter } from './answered-headings.ts'
import { applicabilityWriter } from './applicability.ts'
import { choicesWriter } from './choices.ts'
import { checklistsWriter } from './checklists.ts'
import { descriptionsWriter } from './descriptions.ts'
import { explanationsWriter } from './explanations.ts'
import { fusesWriter } from './fuses.ts'
import { htmlSpecificationWriter } from './html-specification.ts'
import { indexEntriesWriter } from './index-entries.ts'
import { installationWriter } from './installation.ts'
import { labelledValuesWriter } from './labelled-values.ts'
import { legendsWriter } from './legends.ts'
import { lookupTablesWriter } from './lookup-tables.ts'
import { lookedUpValuesWriter } from './looked-up-values.ts'
import { maintenanceTablesWriter } from './maintenance-tables.ts'
import { operationNumbersWriter } from './operation-numbers.ts'
import { procedureWriter } from './procedure.ts'
import { recordTablesWriter } from './record-tables.ts'
import { schedulesWriter } from './schedules.ts'
import { specificationListsWriter } from './specification-lists.ts'
import { specificationTablesWriter } from './specification-tables.ts'
import { stepsWriter } from './steps.ts'
import { tableNotesWriter } from './table-notes.ts'
import { troubleshootingWriter } from './troubleshooting.ts'
import { valueListsWriter } from './value-lists.ts'
import { wiringWriter } from './wiring.ts'
import { workIntervalsWriter } from './work-intervals.ts'
import type { QuestionWriter } from './writer.ts'

/** Writers for pages that were read from pictures, in the order in which a page's pairs are numbered. */
export const PAGE_WRITERS: readonly QuestionWriter[] = [
  indexEntriesWriter,
  specificationTablesWriter,
  maintenanceTablesWriter,
  schedulesWriter,
  workIntervalsWriter,
  troubleshootingWriter,
  lookupTablesWriter,
  specificationListsWriter,
  labelledValuesWriter,
  recordTablesWriter,
  tableNotesWriter,
  applicabilityWriter,
  procedureWriter,
  checklistsWriter,
  choicesWriter,
  lookedUpValuesWriter,
  valueListsWriter,
  stepsWriter,
  installationWriter,
  answeredHeadingsWriter,
  explanationsWriter,
  adviceWriter,
  descriptionsWriter,
  operationNumbersWriter,
  legendsWriter,
  abbreviationsWriter,
  fusesWriter,
  wiringWriter,
]

/** Writers for HTML sheets. */
export const HTML_WRITERS: readonly QuestionWriter[] = [htmlSpecificationWriter]
