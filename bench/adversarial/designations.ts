import { cellContext, citedPlaces } from '../../src/checks/evidence.ts'
import type { Candidate } from '../../src/contracts/example.ts'
import type { PageMaterial } from '../../src/contracts/material.ts'

/** Whether the cited cells with their labels, or the cited blocks, name a designation ('Cairn 24'): then it is theirs. */
export function namesDesignation(pair: Candidate, page: PageMaterial, designation: string): boolean {
  return citedPlaces(pair.evidence, page).some(({ table, cell, block }) => {
    const said = table !== null && cell !== null ? `${cellContext(table, cell)}\n${cell.text}` : block.text
    return said.includes(designation)
  })
}
