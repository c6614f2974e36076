import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { parseInstruction } from '../text/instructions.ts'
import { isBarePart, namedPart } from '../text/noun-phrases.ts'
import { sentencesOf } from '../text/sentences.ts'
import { isJob } from '../text/topics.ts'
import { gerund } from '../text/verbs.ts'
import { cleaned, isSure, labelled } from './cleaned.ts'
import { type Item, shownBy } from './items.ts'
import { operationsOf } from './operations.ts'
import { placeTail } from './headings.ts'
import { onVehicle, worded } from './phrasing.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'operation-numbers'

/** Numbers of operations: of those on the page, and of those that its steps send the reader to. */
export const operationNumbersWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    const asked = new Set<string>()
    const add = (name: string, code: string, shown: Item): void => {
      if (asked.has(code)) return
      asked.add(code)
      drafts.push(numberDraft(name, code, shown, page, settings))
    }
    const { operations, loose } = operationsOf(page)
    for (const { title, topic, code } of operations) {
      if (title === null || code === null || !isJob(topic)) continue
      if (isSure(title.block, settings.generate.min_confidence)) add(topic.name, code, title)
      else refusals.push({ block: title.block.id, writer: NAME, reason: 'read with too little confidence' })
    }
    const pattern = new RegExp(
      `^(.+?)[\\s,]*(?:\\(?(?:[–—-]\\s*)?(?:see|refer to)\\s+)?(${settings.classify.operation_code_pattern}(?:\\s?/\\s?\\d{2,3})*)\\)?\\.?$`,
      'i',
    )
    for (const item of [...operations.flatMap(({ parts }) => parts), ...loose].flatMap(({ items }) => items)) {
      const { block } = item
      for (const sentence of sentencesOf(labelled(block.text).text)) {
        const match = pattern.exec(cleaned(sentence))
        const name = match === null ? null : jobOf((match[1] ?? '').replace(/^if necessary, /i, ''))
        if (match === null) continue
        if ((match[2] ?? '').includes('/'))
          refusals.push({ block: block.id, writer: NAME, reason: 'the reference names several operations' })
        else if (name === null) refusals.push({ block: block.id, writer: NAME, reason: 'the reference does not name its job' })
        else if (isSure(block, settings.generate.min_confidence)) add(name, match[2] ?? '', item)
      }
    }
    return { drafts, refusals }
  },
}

/** 'Remove water pump' gives 'removing the water pump'; null when the step says more or less than that. */
function jobOf(step: string): string | null {
  const instruction = parseInstruction(step.replace(/[\s–—:·.-]+(?:see)?\s*$/, ''))
  if (
    instruction === null ||
    instruction.rest !== '' ||
    instruction.object === '' ||
    /[.;:]/.test(instruction.object) ||
    isBarePart(instruction.object)
  )
    return null
  const verbs = instruction.verb.split(' and ').map(gerund).join(' and ')
  return `${verbs} ${instruction.particle} ${namedPart(instruction.object.replace(/\s*\(\d+\)/g, ''))}`.replace(/\s+/g, ' ')
}

function numberDraft(name: string, code: string, shown: Item, page: PageMaterial, settings: Settings): Draft {
  // 'The fan' alone does not say which one: then the section does.
  const isBare = name.split(' the ').at(-1)?.includes(' ') !== true
  const vehicle = isBare ? placeTail('', page, name) : onVehicle(page.vehicles)
  return worded(
    {
      wordings: [
        `What is the repair operation number for ${name}${vehicle}?`,
        `Which operation number covers ${name}${vehicle}?`,
        `Under which operation number is ${name} described${vehicle}?`,
      ],
      answer: code,
      task: 'procedure',
      question_type: 'navigation',
      applies_to: [],
      operation: code,
      evidence: shownBy(shown),
    },
    settings,
  )
}
