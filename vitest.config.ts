import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that run for half a minute or longer, the longest first: begun last, one would keep a worker busy while the other has nothing to do. */
const LONG = [
  'end-to-end/run',
  'models/command-line',
  'end-to-end/kill',
  'end-to-end/sample-facts',
  'end-to-end/part-runs',
  'end-to-end/other-fields',
  'end-to-end/bad-input',
  'models/thousand-pages',
  'ocr/engines',
  'models/file-provider',
  'stages/prepare',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((name) => moduleId.endsWith(`test/${name}.test.ts`))
      return found === -1 ? LONG.length : found
    }
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
  },
})
