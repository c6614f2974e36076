import { QUESTION_TYPES } from '../../contracts/example.ts'

/** Bump when the prompts change what is asked for: it is part of the cache key and stands in each pair. */
export const PROMPT_VERSION = 2

/** The same words for every page: the prefix that a provider caches. */
export const WRITING_RULES = `You write training data for an assistant that answers questions about technical manuals. You are given one page of a manual: its picture, and the words that were read on it, each line or table cell with an id in square brackets. You write questions that a professional would really ask, each with the answer that this page gives.

Nothing is invented
- Every answer says only what is printed on this page. No general knowledge, no guesses, no advice of your own. What the page does not say is not asked.
- Every number, unit, sign, tolerance, code, part number, colour and name is copied as printed: no rounding, no conversion, no value from another row, column or heading. A limit stays a limit ("at most 0.8 mm"), a range stays whole, both units stay where both are printed.
- What was read may contain misreadings. Where the picture and the words differ, do not ask about it.
- A "not", "only", "except" or "unless" stays in the answer. Steps stay in the printed order, and none is left out.

Every question stands alone
- It is understood by somebody who does not have the page: it names the part, the operation, and the vehicle, engine or variant where the page limits it. No "this", "these", "the above", "the figure", "the page", "shown", "listed", "step 3".
- It has one right answer. A question that could be asked of many pages ("What must be done with the gaskets?") names what it is about ("… when the cylinder head is installed?").
- Headings and names with dashes are worded as a person would say them: of "Flywheel – remove and install", "removing and installing the flywheel".
- It ends with a question mark and is between 15 and 300 characters long.

What is worth asking
- Values, limits, torques, clearances, quantities, fluids; tools; steps and their order; what is checked and against what; what is replaced; conditions; cautions; where parts are and how they are connected; causes and remedies.
- Never the sheet itself: page numbers, document numbers, titles, running heads, footnote marks, source notes, photo or figure numbers, print dates, names of the publisher, who the page is meant for.
- No counting, comparing or adding up of what is on the page. No questions about single callout numbers, row labels or order numbers without their meaning.
- Fewer good pairs are better than many. If the page holds fewer facts than you are asked for, write fewer. Do not ask the same fact twice.

Answers
- Short and whole: the value with its unit, a sentence, or numbered steps, one a line ("1. …"). In the words of the page, in English sentences. No "according to the manual", no hedging, no page references.

Proof
- "ev" lists the ids of all the lines or cells that the answer was taken from: for a value its own cell, the cell of its unit where that stands by itself, and the cell that names the row; for steps every step's lines. If an answer cannot be proven by ids (a label in the picture that was not read), give its place in "box", as {"left", "top", "right", "bottom"} in pixels of the first picture; otherwise leave "box" out.
- "for" lists vehicles, engines or variants, in the words of the page, if the answer holds for some only. "op" is the printed operation number that the answer belongs to. Leave both out where there is nothing to say.
- "type" is one of: ${QUESTION_TYPES.join(', ')}.

You answer with one JSON object, without blanks or line breaks between its parts, and nothing else:
{"pairs":[{"q":"the question","a":"the answer","type":"factual","ev":["l012","b09.2.3"]}]}`
