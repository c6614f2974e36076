import type { PageMaterial } from '../../src/contracts/material.ts'
import { materialOf } from '../checks/material.ts'

const PARTS = ['bracket', 'cover', 'housing', 'flange', 'carrier', 'bearing cap', 'manifold', 'sprocket', 'damper', 'yoke']

/** Page number n of a manual that nobody printed: one value, which no other page has. */
export function syntheticPage(n: number): PageMaterial {
  const part = PARTS[n % PARTS.length]!
  return materialOf({
    page_id: `page-${String(n).padStart(4, '0')}`,
    blocks: [
      { id: 'b01', type: 'operation', text: `Installing the ${part} ${n + 100}` },
      { id: 'b02', type: 'step', text: `Tighten the bolts of the ${part} ${n + 100} to ${10 + (n % 90)} Nm.`, parent: 'b01' },
    ],
  })
}

/** What a good model would say about a synthetic page. */
export function goodAnswer(prompt: string): string {
  const found = /\[(l\d+)\] Tighten the (bolts of the .+?) to (\d+ Nm)\./.exec(prompt)
  if (found === null) return '{"pairs":[]}'
  const [, line, bolts, torque] = found
  return JSON.stringify({ pairs: [{ q: `To what torque are the ${bolts} tightened?`, a: `${torque}.`, type: 'factual', ev: [line] }] })
}
