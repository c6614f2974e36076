import type { Refusal } from '../contracts/example.ts'
import type { PageMaterial } from '../contracts/material.ts'
import type { Settings } from '../contracts/settings.ts'
import type { Block } from '../contracts/structure.ts'
import { sentencesOf } from '../text/sentences.ts'
import { hasQuantity } from '../text/values.ts'
import type { Asked } from './asked.ts'
import { cleaned, isSure } from './cleaned.ts'
import { blockEvidence } from './evidence.ts'
import { headingOver, placeTail, spokenHeading } from './headings.ts'
import { worded } from './phrasing.ts'
import { askProse } from './prose-statements.ts'
import type { Draft, QuestionWriter } from './writer.ts'

const NAME = 'explanations'

/** Running prose: what causes, shows, prevents or makes up a thing, one question for each sentence that says so by itself. */
export const explanationsWriter: QuestionWriter = {
  name: NAME,
  write(page, settings) {
    const drafts: Draft[] = []
    const refusals: Refusal[] = []
    for (const block of page.structure.blocks) {
      if (block.type !== 'paragraph' && block.type !== 'step') continue
      const asked = sentencesOf(cleaned(block.text)).flatMap((sentence) => askProse(sentence) ?? [])
      if (asked.length === 0) continue
      if (isSure(block, settings.generate.min_confidence)) drafts.push(...asked.map((one) => draftOf(one, block, page, settings)))
      else refusals.push({ block: block.id, writer: NAME, reason: 'read with too little confidence' })
    }
    return { drafts, refusals }
  },
}

function draftOf(asked: Asked, block: Block, page: PageMaterial, settings: Settings): Draft {
  const heading = headingOver(page, block.id)
  const tail = placeTail(spokenHeading(heading), page, asked.about ?? '')
  return worded(
    {
      wordings: asked.wordings.map((wording) => wording.replace(/\?$/, `${tail}?`)),
      answer: asked.answer,
      task: hasQuantity(asked.answer) && asked.answer.length < 60 ? 'spec' : 'explanation',
      question_type: asked.type,
      applies_to: [],
      operation: null,
      evidence: [blockEvidence(page.page.page_id, block)],
    },
    settings,
  )
}
