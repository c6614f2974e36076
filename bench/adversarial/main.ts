import { parseArgs } from 'node:util'
import { figuresOf, judgeAll, type KindFigures } from './measure.ts'

const HELP = `Spoils 300 good pairs of the sample manual in fifteen ways and says how many of them the checks catch.

  --missed [KIND]   prints the pairs that were not caught, or not for the right reason
  --originals       prints the good pairs that were not passed`

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)

function row({ kind, pairs, rejected, review, rightly }: KindFigures): string {
  const cells = [kind, pairs, rejected, review, share(rejected + review, pairs), share(rightly, pairs)]
  return `| ${cells.join(' | ')} |`
}

const { values } = parseArgs({ options: { missed: { type: 'string' }, originals: { type: 'boolean' }, help: { type: 'boolean' } } })
if (values.help === true) console.log(HELP)
else {
  const judged = judgeAll()
  const { originals, kinds, total } = figuresOf(judged)
  console.log('| kind | pairs | rejected | in review | caught | with the right reason |\n|---|---:|---:|---:|---:|---:|')
  for (const kind of [...kinds, total]) console.log(row(kind))
  console.log(`\nOf ${originals.pairs} originals ${originals.rejected} are rejected, ${originals.review} go to review.`)
  if (values.originals === true) {
    for (const { original, pair } of judged.originals) {
      const against = pair.verdicts.filter(({ result }) => result !== 'pass')
      if (against.length > 0) console.log(`${pair.outcome} | ${original.pair.question} | ${original.pair.answer} | ${told(against)}`)
    }
  }
  if (values.missed !== undefined) {
    for (const { mutant, pair, rightly } of judged.mutants) {
      if (rightly || (values.missed !== 'all' && values.missed !== mutant.kind)) continue
      const against = pair.verdicts.filter(({ result }) => result !== 'pass')
      console.log(
        `${mutant.kind}: ${pair.outcome} | ${mutant.pair.question} | ${mutant.pair.answer} | was: ${mutant.original.answer} | ${told(against)}`,
      )
    }
  }
}

function told(verdicts: readonly { readonly check: string; readonly reason: string }[]): string {
  return verdicts.map(({ check, reason }) => `${check}: ${reason}`).join(' ')
}
