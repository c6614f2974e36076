import type { Sketch } from '../drawing/sketch.ts'

/** Figures of the engine section. All coordinates lie in a field of 380 × 285. */

export function pulleyMark(s: Sketch): void {
  s.ground('url(#dots)').path('M0 60L150 20L380 50V285H0Z', { fill: 'url(#cast)' })
  s.circle(170, 165, 104, { fill: 'url(#dark)' }).circle(170, 165, 92, { fill: 'url(#round)' }).circle(170, 165, 70, { fill: '#8a8a8a' })
  for (const angle of [30, 120, 210, 300]) {
    const turn = (angle * Math.PI) / 180
    s.ellipse(170 + 47 * Math.cos(turn), 165 + 47 * Math.sin(turn), 13, 13, { fill: '#333' })
  }
  s.bolt(170, 165, 24).polygon(
    [
      [236, 74],
      [248, 88],
      [232, 92],
    ],
    { fill: 'black' },
  )
  s.polygon(
    [
      [250, 40],
      [290, 30],
      [300, 52],
      [246, 80],
    ],
    { fill: 'url(#steel)' },
  )
  s.path('M92 246A112 112 0 0 0 248 246', { fill: 'none', width: 4 }).polygon(
    [
      [254, 238],
      [238, 240],
      [250, 256],
    ],
    { fill: 'black' },
  )
  s.call('1', 326, 116, [243, 86]).call('2', 330, 34, [284, 42])
}

export function rockerFeeler(s: Sketch): void {
  s.ground('#f1f1f1').rect(0, 214, 380, 71, { fill: 'url(#hatch)' })
  s.rect(250, 150, 16, 90, { fill: 'url(#steel-across)' }).spring(258, 158, 258, 214, 5, 26).rect(228, 146, 60, 12, { fill: 'url(#steel)' })
  s.path('M70 118C110 84 150 82 190 84C240 84 280 100 288 128L262 142C240 120 200 120 176 132C140 140 104 142 80 142Z', {
    fill: 'url(#cast)',
  })
  s.circle(176, 112, 26, { fill: '#777' }).circle(176, 112, 17, { fill: 'url(#round)' })
  s.rect(88, 66, 16, 130, { fill: 'url(#steel-across)' }).rect(78, 86, 36, 20, { fill: 'url(#steel)' }).rect(84, 54, 24, 14)
  s.line(88, 61, 104, 61, { width: 4 }).rect(86, 190, 20, 95, { fill: '#bbb' })
  s.polygon(
    [
      [264, 143],
      [374, 128],
      [374, 150],
      [266, 147],
    ],
    { fill: '#fafafa' },
  )
  s.line(322, 134, 374, 134).call('1', 40, 34, [92, 60]).call('2', 36, 118, [82, 96]).call('3', 300, 54, [278, 116])
}

export function rockerCover(s: Sketch): void {
  s.ground('#dcdcdc').rect(30, 66, 320, 160, { fill: 'url(#dark)' }, 18).rect(42, 78, 296, 136, { fill: 'url(#cast)' }, 14)
  s.rect(74, 104, 232, 84, { fill: 'url(#steel)' }, 12)
  for (const x of [62, 190, 318]) s.bolt(x, 92, 10).bolt(x, 200, 10, 40)
  s.circle(118, 146, 24, { fill: 'url(#dark)' }).circle(118, 146, 15, { fill: '#555' })
  s.hose('M262 140C300 130 300 60 350 34', 22).rect(248, 128, 28, 28, { fill: 'url(#steel)' }, 6)
  s.call('1', 128, 34, [62, 90], [190, 90]).call('1', 250, 258, [190, 202], [318, 202]).call('2', 356, 96, [306, 82])
}

export function drainPlug(s: Sketch): void {
  s.ground('#efefef').path('M0 0H380V120C330 140 300 170 250 176H0Z', { fill: 'url(#cast)' })
  for (const x of [40, 100, 160]) s.rect(x, 20, 34, 84, { fill: '#a5a5a5' }, 8)
  s.circle(232, 118, 30, { fill: '#8d8d8d' }).bolt(232, 118, 17)
  s.path('M230 146C226 180 236 196 232 222', { fill: 'none', width: 9, stroke: '#555' }).path('M230 146C226 180 236 196 232 222', {
    fill: 'none',
    width: 4,
    stroke: '#eee',
  })
  s.polygon(
    [
      [120, 220],
      [348, 220],
      [328, 252],
      [140, 252],
    ],
    { fill: 'url(#steel)' },
  ).ellipse(234, 222, 112, 10, { fill: '#777' })
  s.call('3', 326, 60, [242, 112]).arrow(52, 190, 52, 256)
}

export function manifold(s: Sketch): void {
  s.ground('url(#dots)').rect(0, 30, 380, 92, { fill: 'url(#cast)' })
  for (const x of [70, 180, 290]) {
    s.path(`M${x - 22} 110C${x - 22} 170 ${x - 10} 190 180 210`, { fill: 'none', width: 46 })
    s.path(`M${x - 2} 110C${x - 2} 170 ${x} 190 180 212`, { fill: 'none', width: 36, stroke: '#9d9d9d' })
  }
  s.rect(110, 196, 160, 34, { fill: 'url(#steel)' }, 10).rect(164, 230, 52, 55, { fill: 'url(#steel-across)' })
  s.rect(22, 92, 336, 30, { fill: '#c9c9c9' }).rect(22, 84, 336, 8, { fill: 'black' })
  for (const x of [36, 128, 236, 344]) s.bolt(x, 107, 10)
  s.call('1', 236, 42, [236, 104], [128, 104]).call('2', 40, 46, [60, 88])
}

export function headOrder(s: Sketch): void {
  s.ground('#f4f4f4').rect(20, 56, 340, 176, { fill: 'url(#cast)' }, 10)
  for (const x of [88, 190, 292])
    s.circle(x, 144, 38, { fill: '#8c8c8c' })
      .circle(x - 12, 140, 13, { fill: '#ddd' })
      .circle(x + 15, 148, 11, { fill: '#ddd' })
  const places: readonly (readonly [string, number, number])[] = [
    ['3', 139, 82],
    ['1', 241, 82],
    ['2', 139, 206],
    ['4', 241, 206],
    ['7', 42, 82],
    ['5', 338, 82],
    ['6', 42, 206],
    ['8', 338, 206],
  ]
  for (const [mark, x, y] of places) {
    s.circle(x, y, 17, { width: 2.6 }).letter(mark, x, y + 8, 23)
  }
  s.arrow(150, 28, 50, 28).arrow(230, 28, 330, 28)
}

export function headLift(s: Sketch): void {
  s.ground('#ececec').rect(30, 216, 320, 69, { fill: 'url(#hatch)' })
  for (const x of [60, 150, 240]) s.rect(x, 216, 66, 69, { fill: 'white' })
  s.rect(26, 116, 328, 66, { fill: 'url(#cast)' }, 6).rect(44, 130, 292, 14, { fill: '#8a8a8a' })
  for (const x of [92, 190, 288]) s.rect(x - 14, 160, 28, 22, { fill: '#555' })
  for (const x of [84, 296]) {
    s.thread(x - 7, 108, 14, 18)
      .circle(x, 84, 16, { fill: 'none', width: 9 })
      .circle(x, 84, 16, { fill: 'none', width: 4, stroke: '#ddd' })
  }
  s.path('M84 70L190 12L296 70', { fill: 'none', width: 3, dash: '9 4' }).arrow(190, 100, 190, 34)
  s.call('1', 40, 46, [82, 104]).call('1', 344, 46, [298, 104])
}

export function gasket(s: Sketch): void {
  s.ground('#fafafa').path('M20 70H360V214H332L326 226H310L304 214H284L278 226H262L256 214H20Z', { fill: '#b9b9b9' })
  for (const x of [86, 190, 294]) s.circle(x, 142, 44, { fill: '#888' }).circle(x, 142, 37)
  for (const x of [38, 138, 242, 342]) s.circle(x, 88, 9).circle(x, 196, 9)
  for (const x of [112, 166, 216, 268]) s.ellipse(x, 82, 7, 4).ellipse(x, 204, 7, 4)
  s.letter('TOP', 190, 152, 22).call('A', 226, 256, [270, 226], [318, 226])
}

export function angleGauge(s: Sketch): void {
  s.ground('url(#dots)').rect(0, 190, 380, 95, { fill: 'url(#cast)' }).bolt(150, 200, 20)
  s.rect(138, 100, 24, 92, { fill: 'url(#steel-across)' }).ellipse(150, 100, 92, 40)
  for (let mark = 0; mark < 36; mark++) {
    const turn = (mark * Math.PI) / 18
    const inner = mark % 9 === 0 ? 0.7 : 0.84
    s.line(150 + 92 * inner * Math.cos(turn), 100 + 40 * inner * Math.sin(turn), 150 + 87 * Math.cos(turn), 100 + 38 * Math.sin(turn), {
      width: mark % 9 === 0 ? 3 : 1.4,
    })
  }
  s.ellipse(150, 98, 26, 12, { fill: '#777' }).line(150, 98, 222, 92, { width: 3.4 })
  s.polygon(
    [
      [140, 84],
      [366, 30],
      [370, 46],
      [150, 104],
    ],
    { fill: 'url(#steel)' },
  ).path('M92 42C140 12 210 18 248 44', { fill: 'none', width: 4 })
  s.polygon(
    [
      [254, 50],
      [238, 48],
      [250, 34],
    ],
    { fill: 'black' },
  )
    .letter('0', 56, 58, 20)
    .letter('90', 284, 128, 20)
}

export function straightedge(s: Sketch): void {
  s.ground('#e3e3e3').polygon(
    [
      [20, 120],
      [300, 60],
      [366, 170],
      [70, 244],
    ],
    { fill: 'url(#cast)' },
  )
  for (const [x, y] of [
    [106, 152],
    [192, 134],
    [276, 116],
  ] as const)
    s.ellipse(x, y, 32, 26, { fill: '#666' }).ellipse(x, y + 2, 24, 19, { fill: '#bdbdbd' })
  s.polygon(
    [
      [18, 214],
      [352, 62],
      [360, 78],
      [28, 236],
    ],
    { fill: 'url(#steel)' },
  ).polygon(
    [
      [28, 236],
      [360, 78],
      [360, 86],
      [30, 246],
    ],
    { fill: '#888' },
  )
  s.polygon(
    [
      [196, 164],
      [222, 262],
      [242, 256],
      [206, 158],
    ],
    { fill: '#fff' },
  ).line(212, 196, 230, 256)
  s.call('1', 292, 236, [230, 226])
}

export function thermostatParts(s: Sketch): void {
  s.ground('#f6f6f6').path('M14 150H96V90C120 76 140 110 136 142C132 180 110 196 96 190V176H14Z', { fill: 'url(#cast)' })
  s.line(130, 142, 366, 142, { dash: '14 5 3 5', width: 1.4 }).ellipse(172, 142, 12, 46).ellipse(172, 142, 6, 38, { fill: '#ddd' })
  s.ellipse(226, 142, 11, 42, { fill: 'url(#steel)' })
    .rect(226, 122, 40, 40, { fill: 'url(#steel)' })
    .spring(264, 142, 226, 142, 4, 24)
    .rect(262, 132, 20, 20, { fill: '#777' })
  s.ellipse(318, 142, 18, 56, { fill: 'url(#cast)' }).path('M318 112C350 112 352 60 380 60V100C366 104 362 170 318 172Z', {
    fill: 'url(#cast)',
  })
  s.bolt(318, 96, 8)
    .bolt(318, 188, 8)
    .call('1', 270, 252, [316, 192])
    .call('2', 352, 212, [330, 164])
    .call('3', 236, 60, [238, 124])
    .call('4', 168, 52, [172, 100])
}

export function vent(s: Sketch): void {
  s.ground('url(#dots)').path('M0 190C80 180 120 210 190 176C250 150 300 160 380 120V285H0Z', { fill: 'url(#cast)' })
  s.rect(168, 120, 50, 62, { fill: 'url(#steel-across)' }).bolt(193, 112, 18, 30).rect(186, 74, 14, 24, { fill: '#888' })
  for (const [x, y, r] of [
    [232, 84, 7],
    [248, 64, 5],
    [226, 56, 4],
    [258, 90, 4],
  ] as const)
    s.circle(x, y, r, { width: 1.8 })
  s.hose('M0 110C60 110 60 230 120 234L214 230', 30).call('5', 104, 56, [184, 104])
  s.rect(300, 20, 58, 92, { fill: '#eee' }, 8)
    .line(300, 58, 358, 58, { dash: '6 4' })
    .rect(302, 60, 54, 50, { fill: '#bbb', stroke: 'none' }, 6)
    .letter('MAX', 329, 50, 17)
}

export function beaker(s: Sketch): void {
  s.ground('#f7f7f7').path('M80 50V226C80 238 90 244 102 244H278C290 244 300 238 300 226V50', { fill: '#fff' })
  s.path('M82 92C130 84 160 100 200 92S270 88 298 92V224C298 234 290 241 278 241H102C90 241 82 234 82 224Z', {
    fill: '#d2d2d2',
    stroke: 'none',
  }).path('M82 92C130 84 160 100 200 92S270 88 298 92', { fill: 'none', width: 1.6 })
  s.line(60, 26, 320, 26, { width: 7 })
    .line(156, 26, 156, 132, { width: 1.8 })
    .rect(128, 132, 56, 12, { fill: 'url(#steel)' })
    .rect(138, 144, 36, 30, { fill: 'url(#steel-across)' })
    .rect(148, 174, 16, 18, { fill: '#777' })
  s.rect(238, 14, 14, 176, {}, 7).circle(245, 194, 13, { fill: '#333' }).line(245, 90, 245, 190, { width: 5, stroke: '#333' })
  for (let y = 30; y < 180; y += 10) s.line(252, y, y % 50 === 30 ? 264 : 258, y, { width: 1.4 })
  for (const x of [130, 190, 250])
    s.path(`M${x} 276C${x - 12} 266 ${x} 256 ${x} 250C${x + 4} 258 ${x + 14} 266 ${x} 276Z`, { fill: '#888', width: 1.4 })
  s.call('1', 40, 150, [138, 156]).call('2', 342, 130, [252, 130])
}

export function fanBelt(s: Sketch): void {
  s.ground('#ededed')
  const loop = 'M118 108L268 46A38 38 0 0 1 312 108L220 246A60 60 0 0 1 118 224L84 150A40 40 0 0 1 118 108Z'
  s.path(loop, { fill: 'none', width: 15 }).path(loop, { fill: 'none', width: 8, stroke: '#777' })
  for (const [x, y, r] of [
    [120, 144, 34],
    [282, 80, 34],
    [168, 212, 54],
  ] as const)
    s.circle(x, y, r, { fill: 'url(#round)' })
      .circle(x, y, r * 0.62, { fill: '#999' })
      .bolt(x, y, 11)
  s.line(118, 108, 268, 46, { dash: '5 4', width: 1.4 }).arrow(178, 18, 192, 70).dimension('A', 200, 74, 212, 104, 232, 118)
  s.rect(318, 96, 40, 18, { fill: 'url(#steel)' })
    .line(340, 112, 340, 136, { width: 6 })
    .bolt(340, 142, 10)
    .bolt(340, 104, 9)
    .call('1', 350, 210, [340, 146])
    .letter('60 N', 130, 40, 20)
}

export function nozzleParts(s: Sketch): void {
  s.ground('#fbfbfb')
    .path('M0 176H128V262H214V176H380V285H0Z', { fill: 'url(#hatch)' })
    .polygon(
      [
        [128, 262],
        [214, 262],
        [184, 285],
        [158, 285],
      ],
      { fill: 'white' },
    )
  s.rect(146, 96, 50, 132, { fill: 'url(#steel-across)' })
    .polygon(
      [
        [152, 228],
        [190, 228],
        [178, 264],
        [164, 264],
      ],
      { fill: 'url(#steel-across)' },
    )
    .rect(140, 226, 62, 7, { fill: 'black' })
  s.rect(156, 66, 30, 32, { fill: 'url(#steel-across)' })
    .rect(152, 46, 38, 24, { fill: 'url(#steel)' })
    .hose('M171 46C171 10 220 14 240 0', 12)
  s.polygon(
    [
      [110, 128],
      [146, 120],
      [146, 144],
      [196, 144],
      [196, 120],
      [316, 128],
      [316, 150],
      [110, 150],
    ],
    { fill: 'url(#cast)' },
  )
  s.rect(280, 104, 30, 24, { fill: 'url(#steel)' }).rect(288, 150, 14, 58, { fill: 'url(#steel-across)' })
  s.call('1', 72, 46, [154, 56]).call('2', 348, 76, [304, 112]).call('3', 54, 126, [116, 138]).call('4', 60, 214, [144, 229])
}

export function nozzleTester(s: Sketch): void {
  s.ground('url(#dots)')
    .rect(0, 250, 380, 35, { fill: '#777' })
    .rect(48, 120, 120, 130, { fill: 'url(#cast)' }, 8)
    .pressureGauge(108, 66, 52, -70)
  s.polygon(
    [
      [166, 196],
      [352, 140],
      [356, 154],
      [168, 214],
    ],
    { fill: 'url(#steel)' },
  )
    .circle(352, 147, 13, { fill: 'black' })
    .arrow(334, 92, 334, 128)
  s.hose('M166 150C220 150 214 96 250 96', 13)
    .rect(244, 84, 30, 46, { fill: 'url(#steel-across)' })
    .polygon(
      [
        [250, 130],
        [268, 130],
        [263, 146],
        [255, 146],
      ],
      { fill: '#999' },
    )
  s.polygon(
    [
      [259, 148],
      [236, 216],
      [284, 216],
    ],
    { fill: '#e8e8e8', width: 1.2, dash: '4 4' },
  ).rect(222, 206, 76, 44, { fill: '#f4f4f4' })
}

export function oilGauge(s: Sketch): void {
  s.ground('#d9d9d9').path('M0 120L190 96L300 130V285H0Z', { fill: 'url(#cast)' }).rect(30, 152, 96, 130, { fill: 'url(#dark)' }, 10)
  for (let y = 170; y < 270; y += 18) s.line(36, y, 120, y, { stroke: '#aaa' })
  s.circle(208, 176, 26, { fill: '#888' }).bolt(208, 176, 15).hose('M208 176C250 220 330 240 322 150', 13).pressureGauge(310, 76, 54, -30)
  s.call('1', 156, 56, [206, 168])
}
