import { lowerFirst, upperFirst } from '../text/letter-case.ts'
import { isPlural } from '../text/noun-phrases.ts'
import { closed, isWhole } from '../text/sentences.ts'
import type { Asked } from './asked.ts'

/** What a sentence of running prose may be about: named in full, no pronoun, no clause. */
function subject(printed: string): string | null {
  const text = printed.trim()
  const words = text.split(/\s+/)
  if (words.length > 12 || words.length < 2) return null
  if (
    /^(?:this|that|these|those|it|they|there|such|he|she|we|you|one|some|other|another|both|each|all|in|on|at|by|for|with|when|if|as|although|because|since|while|after|before|due|to|however|therefore|thus|then|also|but|and|or|not|no|most|many)\b/i.test(
      text,
    )
  )
    return null
  if (/[,;:()]|\b(?:is|are|was|were|which|that|must|should|can|will|may|has|have)\b/i.test(text)) return null
  return /^\p{Lu}{2,}|^\p{Lu}\d/u.test(text) ? text : lowerFirst(text)
}

type Reader = (sentence: string) => Asked | null

/** A reader that matches a pattern whose first group is the subject. */
function reading(pattern: RegExp, ask: (about: string, match: RegExpExecArray) => Omit<Asked, 'about'> | null): Reader {
  return (sentence) => {
    const match = pattern.exec(sentence)
    const about = match === null ? null : subject(match[1] ?? '')
    const asked = match === null || about === null ? null : ask(about, match)
    return asked === null || about === null ? null : { ...asked, about }
  }
}

const be = (about: string) => (isPlural(about) ? 'are' : 'is')
const does = (about: string) => (isPlural(about) ? 'do' : 'does')
const answer = (text: string) => closed(upperFirst(text.trim()))

const READERS: readonly Reader[] = [
  // 'Carburetor ice occurs due to the effect of …'
  reading(
    /^(.+?) (?:occurs?|happens?|arises?|results?|is caused|are caused) (?:due to|because of|from|as a result of|by) (.+)$/i,
    (about, match) => ({
      wordings: [`What causes ${about}?`, `What is the cause of ${about}?`],
      // 'caused by vibration and by improper repair': without the verb the second 'by' has nothing to stand on.
      answer: answer((match[2] ?? '').replace(/(?<=\b(?:and|or)) (?:by|due to|because of|from) /g, ' ')),
      type: 'factual',
    }),
  ),
  // '… is most likely to occur when temperatures are below 70 °F'
  reading(
    /^(.+?) (?:is|are) (most |more |less )?(likely|possible|necessary|required|needed|permitted|allowed|recommended|prohibited)( to \p{L}+)? ((?:when|if|before|after|during|at|only|in|for)\b.+)$/iu,
    (about, match) => ({
      wordings: [`When ${be(about)} ${about} ${match[2] ?? ''}${match[3] ?? ''}${match[4] ?? ''}?`],
      answer: answer(match[5] ?? ''),
      type: 'factual',
    }),
  ),
  reading(/^(.+?) occurs? ((?:when|if|at|during)\b.+)$/i, (about, match) => ({
    wordings: [`When ${does(about)} ${about} occur?`],
    answer: answer(match[2] ?? ''),
    type: 'factual',
  })),
  // 'The first indication of carburetor icing in … is a decrease in engine rpm'
  (sentence) => {
    const match =
      /^The ((?:\p{L}+ ){0,2}(?:indications?|signs?|symptoms?|causes?|purpose|functions?|advantages?|disadvantages?|effects?|results?|objective|aim|reasons?|task|role|location|meaning|method|difference) (?:of|for|between) [^,;:]{4,90}?) (is|are) (?!not\b)(.{4,})$/iu.exec(
        sentence,
      )
    if (match === null || /\b(?:this|these|that|it)\b/i.test(match[1] ?? '')) return null
    return {
      wordings: [`What ${match[2] ?? 'is'} the ${match[1] ?? ''}?`],
      answer: answer((match[3] ?? '').replace(/^to /, 'To ')),
      type: 'factual',
      about: `the ${match[1] ?? ''}`,
    }
  },
  // 'In an airplane with …, carburetor icing is usually indicated by …'
  (sentence) => {
    const match =
      /^((?:In|On|With|For|During) [^,]{4,70}), (.+?) (is|are) ((?:usually|normally|often|generally) )?(\p{L}+ed|shown|driven|held|known|found|driven) (by|with|from|through) (.+)$/u.exec(
        sentence,
      )
    const about = match === null ? null : subject(match[2] ?? '')
    if (match === null || about === null) return null
    return {
      wordings: [`${match[1] ?? ''}, how ${match[3] ?? 'is'} ${about} ${match[4] ?? ''}${match[5] ?? ''}?`],
      answer: answer(`${match[6] ?? ''} ${match[7] ?? ''}`),
      type: 'factual',
      about: `${match[1] ?? ''} ${about}`,
    }
  },
  reading(
    /^(.+?) (?:is|are) ((?:usually |normally |often |generally )?(?:indicated|shown|detected|measured|controlled|operated|driven|supplied|actuated|lubricated|cooled|held|secured|prevented|protected|monitored|adjusted|regulated|determined|powered|connected)) ((?:by|with|from|through|to) .+)$/i,
    (about, match) =>
      // 'The A is driven by X, the B by Y' tells of two things.
      /, (?:the|an?) [^,]+ (?:by|with|from|through|to) /i.test(match[3] ?? '')
        ? null
        : {
            wordings: [`How ${be(about)} ${about} ${match[2] ?? ''}?`],
            answer: answer(match[3] ?? ''),
            type: 'factual',
          },
  ),
  reading(/^(.+?) (?:is|are) used ((?:to|for|as|in|on)\b.+)$/i, (about, match) => ({
    wordings: [`What ${be(about)} ${about} used for?`],
    answer: answer(match[2] ?? ''),
    type: 'factual',
  })),
  reading(/^(.+?) (?:consists? of|is composed of|are composed of|is made up of|comprises?) (.+)$/i, (about, match) => ({
    wordings: [`What ${does(about)} ${about} consist of?`, `What is ${about} made up of?`].slice(0, isPlural(about) ? 1 : 2),
    answer: answer(match[2] ?? ''),
    type: 'component',
  })),
  reading(
    /^(.+?) (?:is|are) (located|installed|mounted|fitted|attached|arranged|situated) ((?:in|on|at|under|behind|below|above|between|next to|near|beside|to the|inside|outside|forward|aft)\b.+)$/i,
    (about, match) => ({
      wordings: [`Where ${be(about)} ${about} ${match[2] ?? 'located'}?`],
      answer: answer(match[3] ?? ''),
      type: 'component',
    }),
  ),
  // 'Connector C12: 10 pins, black, on the bulkhead'
  (sentence) => {
    const match =
      /^((?:Connector|Plug|Socket|Terminal|Relay|Sensor|Switch|Valve|Fuse box|Ground|Earth point) [A-Z]{1,2}\d{1,3}): ([^:]+,[^:]+)$/u.exec(
        sentence,
      )
    if (match === null) return null
    const about = lowerFirst(match[1] ?? '')
    return {
      wordings: [`Can you describe ${about}?`, `What is there to know about ${about}?`],
      answer: answer(match[2] ?? ''),
      type: 'component',
      about,
    }
  },
  reading(/^(.+?) (?:may|can|will|could) (?:cause|lead to|result in) (.+)$/i, (about, match) => ({
    wordings: [`What can ${about} cause?`, `What can be the consequence of ${about}?`],
    answer: answer(match[2] ?? ''),
    type: 'factual',
  })),
  reading(
    /^((?:The|An?) .+?) (prevents?|ensures?|controls?|supplies|supply|regulates?|provides?|converts?|transmits?|maintains?|protects?|monitors?|measures?|drives?|operates?|indicates?|allows?|enables?|reduces?|increases?|limits?|distributes?|stores?|absorbs?) (?!\p{L}+ing\b)(.+)$/u,
    (about, match) => ({
      wordings: [`What ${does(about)} ${about} do?`, `What is the function of ${about}?`],
      answer: answer(match[0]),
      type: 'component',
    }),
  ),
]

/**
 * A sentence of running prose as a question about what it says: causes, signs, purposes, places, parts. Null where no reading
 * fits, or where the sentence leans on the one before it.
 */
export function askProse(sentence: string): Asked | null {
  const plain = sentence.replace(/[.!]$/, '').trim()
  if (!isWhole(plain) || !/[.!]$/.test(sentence) || plain.length > 320 || plain.split(' ').length < 6) return null
  if (
    /\b(?:figure|fig\.|table|illustration|page|section|chapter|above|below|following|previous|preceding)\b(?! (?:zero|\d+ ?(?:°|degrees|pounds|feet|rpm)))/i.test(
      plain,
    ) &&
    !/\bbelow \d|\babove \d/.test(plain)
  )
    return null
  for (const read of READERS) {
    const asked = read(plain)
    if (asked !== null) return { ...asked, wordings: asked.wordings.map((wording) => wording.replace(/ {2,}/g, ' ')) }
  }
  return null
}
