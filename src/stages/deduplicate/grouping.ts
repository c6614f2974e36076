/**
 * Groups of two or more indices with one key, in the order in which their second member came. An index that stays alone costs
 * a number and no list: of a million pairs most do.
 */
export function groupedBy(indices: Iterable<number>, key: (index: number) => string): number[][] {
  const first = new Map<string, number>()
  const groups: number[][] = []
  for (const index of indices) {
    const text = key(index)
    const seen = first.get(text)
    if (seen === undefined) first.set(text, index)
    // Below zero: the number of the group, from -1 on.
    else if (seen < 0) groups[-seen - 1]?.push(index)
    else first.set(text, -groups.push([seen, index]))
  }
  return groups
}
