/** Files of the sample manual that show every kind of source and page, and still run in seconds. */
export const FEW_PAGES: readonly string[] = [
  '00 - Tightening Torques/Cairn tightening torques.pdf',
  '12 - Engine/12-00-index-a.jpg',
  '12 - Engine/12-01.jpg',
  '12 - Engine/12-02.jpg',
  '26 - Track Drive/26-01.jpg',
  '26 - Track Drive/26-01 (small).jpg',
  '26 - Track Drive/26-03_26-04.jpg',
  'Cairn Electrical Troubleshooting Manual/6100-01.jpg',
  'Cairn-specifications.html',
  'icons/icon-180.png',
]
