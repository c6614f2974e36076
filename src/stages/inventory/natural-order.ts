/**
 * Order of names as people number them: 'page-9' before 'page-10', '11-50' before '11-100'. Independent of the locale;
 * names that only differ in leading zeros are ordered by their characters.
 */
export function naturalOrder(one: string, other: string): number {
  const left = one.match(PARTS) ?? []
  const right = other.match(PARTS) ?? []
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = compareParts(left[index]!, right[index]!)
    if (difference !== 0) return difference
  }
  return left.length - right.length || compareText(one, other)
}

const PARTS = /\d+|\D+/g

function compareParts(one: string, other: string): number {
  if (!/^\d/.test(one) || !/^\d/.test(other)) return compareText(one, other)
  const a = one.replace(/^0+(?=\d)/, '')
  const b = other.replace(/^0+(?=\d)/, '')
  return a.length - b.length || compareText(a, b)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
