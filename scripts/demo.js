// `npm run demo`: from a fresh clone to two datasets and a report, offline. Installs and builds first.
import { run, root, setUp } from './setup.js'

setUp()
process.exitCode = run(process.execPath, [`${root}dist/src/cli/main.js`, 'run', '--project', 'examples'], { mayFail: true })
