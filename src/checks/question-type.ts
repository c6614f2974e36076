import type { QuestionType, Task } from '../contracts/example.ts'
import { checkNamed, fail } from './verdict.ts'

/** Kinds of questions that make sense within a task. */
const VALID: Record<Task, readonly QuestionType[]> = {
  spec: ['factual', 'parameter', 'inspection', 'tool', 'safety', 'component', 'signal', 'visual', 'operation', 'connector', 'navigation'],
  procedure: ['procedural', 'inspection', 'tool', 'safety', 'navigation', 'operation', 'factual', 'parameter', 'component', 'visual'],
  explanation: [
    'factual',
    'operation',
    'component',
    'visual',
    'safety',
    'procedural',
    'diagnostic',
    'navigation',
    'parameter',
    'inspection',
    'signal',
    'tool',
  ],
  wiring: ['wiring', 'connector', 'component', 'factual', 'signal', 'parameter', 'diagnostic', 'visual', 'navigation', 'operation'],
  troubleshooting: [
    'troubleshooting',
    'diagnostic',
    'inspection',
    'signal',
    'factual',
    'procedural',
    'parameter',
    'safety',
    'tool',
    'component',
    'operation',
  ],
}

/** The question type is one that the task can have. */
export const questionType = checkNamed('question_type', ({ task, question_type }) =>
  VALID[task].includes(question_type) ? null : fail(`A ${task} pair cannot be of the type ${question_type}.`),
)
