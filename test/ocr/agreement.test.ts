import { describe, expect, it } from 'vitest'
import type { Box } from '../../src/contracts/geometry.ts'
import type { RecognisedLine } from '../../src/contracts/ocr.ts'
import { compared } from '../../src/ocr/agreement.ts'
import { lineOf } from '../../src/ocr/lines.ts'

/** A line of words whose letters are ten pixels wide, as are the gaps; it begins at `left`, 20 pixels high. */
function line(texts: readonly string[], left = 0, top = 0): RecognisedLine {
  let x = left
  return lineOf(
    texts.map((text) => {
      const box: Box = [x, top, x + 10 * text.length, top + 20]
      x = box[2] + 10
      return { text, box, confidence: 0.9 }
    }),
  )
}

const also = (own: RecognisedLine[], others: RecognisedLine[]): (string | undefined)[] =>
  compared(own, others).flatMap(({ words }) => words.map(({ also_read }) => also_read))

describe('two readings of one page', () => {
  it('mark nothing where they are alike', () => {
    expect(also([line(['Torque', '85', 'Nm'])], [line(['Torque', '85', 'Nm'])])).toEqual([undefined, undefined, undefined])
  })

  it('tell what the second one read in the place of a word', () => {
    expect(also([line(['Torque', '85', 'Nm'])], [line(['Torque', '35', 'Nm'])])).toEqual([undefined, '35', undefined])
  })

  it('tell words that the second one did not see, and do not take a word of the next line for them', () => {
    expect(also([line(['Torque', '85']), line(['Nm'], 0, 40)], [line(['Torque']), line(['85'], 0, 60)])).toEqual([undefined, '', ''])
  })

  it('are alike where only the parting of words differs', () => {
    expect(also([line(['34', '11', '220'])], [line(['34', '11220'])])).toEqual([undefined, undefined, undefined])
    expect(also([line(['34_11_220'])], [line(['34', '11', '220'])])).toEqual(['34 11 220'])
  })

  it('mark the one word that differs where the second one ran several together', () => {
    expect(also([line(['85', 'Nm'])], [line(['85_Nn'])])).toEqual([undefined, '85_Nn'])
    expect(also([line(['85', 'Nm'])], [line(['185Nm'])])).toEqual(['185Nm', undefined])
  })

  it('take variants of a sign, and a stop behind a word, as alike', () => {
    expect(also([line(['–', 'bolt’s', 'head.'])], [line(['-', "bolt's", 'head,'])])).toEqual([undefined, undefined, undefined])
    expect(also([line(['12.5'])], [line(['12,5'])])).toEqual(['12,5'])
  })

  it('keep the words, boxes and confidences of the first one', () => {
    const own = [line(['Torque', '85'])]
    const [changed] = compared(own, [line(['Torque', '35'])])
    expect(changed).toEqual({ ...own[0], words: [own[0]!.words[0], { ...own[0]!.words[1], also_read: '35' }] })
  })
})
