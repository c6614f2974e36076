import type { Evidence, Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import { upperFirst } from '../text/letter-case.ts'
import { closed, isWhole, sentencesOf } from '../text/sentences.ts'
import { cleaned, hasDoubtfulDegree, isReference, isSure, labelled } from './cleaned.ts'
import { inBrackets } from './context.ts'
import { distinct } from './evidence.ts'
import { pointersOf } from './footnotes.ts'
import { type Item, shownBy } from './items.ts'
import { operationsOf } from './operations.ts'
import { onVehicle, worded } from './phrasing.ts'
import { withoutCallouts, withSpokenReferences } from './references.ts'
import { type JobWords, withCitedValues } from './values-in-steps.ts'
import { loneVariant } from './variants.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'installation'

/** What a job's steps remark on putting together again ('Installation: Install new gaskets …'), all of it, in order. */
export const installationWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const { title, topic, code, parts } of operationsOf(page).operations) {
      // A job that is for installing alone is told as a whole.
      if (!topic.verbs.some((verb) => /^(?:remove|replace|overhaul|repair|disassemble|seal|renew)$/.test(verb))) continue
      const items = parts
        .flatMap((part) => part.items)
        .filter(({ block }) => /\b(?:installation|assembly|refitting|reassembly)$/i.test(labelled(block.text).label))
      const job = { title: [topic.object, ...topic.conditions].join(' '), items: parts.flatMap((part) => part.items) }
      const told = items.map((item) => toldIn(item, job, page, settings)).filter(({ sentences }) => sentences.length > 0)
      if (told.length < 2) continue
      const doubtful = told.find(
        ({ item, sentences }) =>
          !isSure(item.block, settings.generate.min_confidence) || sentences.some((one) => !isWhole(one) || hasDoubtfulDegree(one)),
      )
      if (doubtful !== undefined) {
        refusals.push({ block: doubtful.item.block.id, writer: NAME, reason: 'a remark on installation is not surely read' })
        continue
      }
      const vehicle = `${inBrackets(loneVariant({ title, parts }))}${onVehicle(page.vehicles)}`
      drafts.push(
        worded(
          {
            wordings: [
              `What must be observed on installation ${topic.during}${vehicle}?`,
              `What should be done on installation ${topic.during}${vehicle}?`,
            ],
            answer: told.map(({ sentences }) => `- ${sentences.join(' ')}`).join('\n'),
            task: 'procedure',
            question_type: 'inspection',
            applies_to: [],
            operation: code,
            evidence: distinct(
              [...(title === null ? [] : [title]), ...told.map(({ item }) => item)]
                .flatMap(shownBy)
                .concat(told.flatMap((one) => one.evidence)),
            ),
          },
          settings,
        ),
      )
    }
    return { drafts, refusals }
  },
}

interface Told {
  readonly item: Item
  readonly sentences: readonly string[]
  /** Where values stand that the remark sends to. */
  readonly evidence: readonly Evidence[]
}

function toldIn(item: Item, job: JobWords, page: PageMaterial, settings: Settings): Told {
  const notes = pointersOf(page.structure)
  const valued = sentencesOf(labelled(item.block.text).text)
    .map((sentence) => withCitedValues(sentence, item, job, notes, page, settings))
    .filter(({ sentence }) => !isReference(sentence) && !/^tightening torques?\W*$/i.test(sentence))
  const sentences = valued.map(({ sentence }) =>
    withSpokenReferences(withoutCallouts(closed(upperFirst(cleaned(sentence)))), settings).replace(/\bNo\. (\d+)\.$/, 'No.$1.'),
  )
  return { item, sentences, evidence: valued.flatMap(({ evidence }) => evidence) }
}
