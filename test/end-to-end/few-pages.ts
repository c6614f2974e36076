/** Files of the sample manual that show every kind of source and page, and still run in seconds. */
export const FEW_PAGES: readonly string[] = [
  '00 - Tightening Torques/Cairn tightening torques.pdf',
  '12 - Engine/12-00-index-a.jpg',
  '12 - Engine/12-01.jpg',
  '26 - Track Drive/26-01.jpg',
  '26 - Track Drive/26-01 (small).jpg',
  '26 - Track Drive/26-03_26-04.jpg',
  'Cairn-specifications.html',
  'icons/icon-180.png',
]

/** Fewer still, for tests that run many times: each kind of source, two pages to be read from pixels. */
export const FEWEST_PAGES: readonly string[] = [
  '00 - Tightening Torques/Cairn tightening torques.pdf',
  '12 - Engine/12-00-index-a.jpg',
  '12 - Engine/12-01.jpg',
  'Cairn-specifications.html',
]
