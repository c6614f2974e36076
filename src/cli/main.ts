#!/usr/bin/env node
import { CommanderError } from 'commander'
import { asPagetuneError } from '../contracts/error.ts'
import { EXIT } from './exit-codes.ts'
import { buildProgram } from './program.ts'

/** Known errors print what happened, where and how to mend it; only defects print their stack. */
function printError(thrown: unknown): void {
  const error = asPagetuneError(thrown)
  const lines = [`pagetune: ${error.message} [${error.code}]`]
  if (error.where !== undefined && !error.message.includes(error.where)) lines.push(`  where: ${error.where}`)
  if (!error.message.includes(error.fix)) lines.push(`  → ${error.fix}`)
  if (error.code === 'UNEXPECTED' && thrown instanceof Error) lines.push(thrown.stack ?? '')
  process.stderr.write(lines.join('\n') + '\n')
}

// A reader that goes away (`pagetune status | head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

const program = buildProgram((code) => {
  process.exitCode = code
})
for (const command of [program, ...program.commands]) command.exitOverride()
try {
  await program.parseAsync(process.argv)
} catch (thrown) {
  if (thrown instanceof CommanderError) process.exitCode = thrown.exitCode === 0 ? EXIT.well : EXIT.couldNotRun
  else {
    printError(thrown)
    process.exitCode = EXIT.couldNotRun
  }
}
