// `npm run schema`: writes what is generated from the settings' schema. Needs a build.
import { writeFileSync } from 'node:fs'
import { settingsJsonSchema } from '../dist/src/config/json-schema.js'
import { settingsPage } from '../dist/src/config/settings-page.js'
import { root } from './setup.js'

writeFileSync(`${root}schema/pagetune.schema.json`, settingsJsonSchema())
writeFileSync(`${root}docs/settings.md`, settingsPage())
