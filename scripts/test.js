// `npm test`: installs and builds what is missing, then runs all tests. Arguments go to vitest.
import { run, root, setUp } from './setup.js'

setUp()
process.exitCode = run(process.execPath, [`${root}node_modules/vitest/vitest.mjs`, 'run', ...process.argv.slice(2)], { mayFail: true })
