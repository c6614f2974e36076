/** One line for each stage, shown by --help. */
export const STAGE_DESCRIPTIONS: Readonly<Record<string, string>> = {
  inventory: 'list the source files: kind, size, hash, pages, section',
  prepare: 'make page pictures: render PDFs, turn by EXIF, split double pages, find copies',
  clean: 'make an upright, level, clear copy of each page for reading',
  read: 'read the words: text layer where it can be trusted, else character recognition',
  structure: 'find columns, headings, steps, notes, figures and tables',
  classify: 'say what each page is, and read the index pages',
  generate: 'write question–answer pairs, each with the place that proves it',
  check: 'judge every pair against its page',
  deduplicate: 'keep one pair for each fact, and find contradictions',
  split: 'part training from validation so that no page or fact is in both',
  export: 'write the datasets in the trainers’ formats, with images and card',
  report: 'write data/report.html and data/report.md',
}
