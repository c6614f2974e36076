import type { Sketch } from '../drawing/sketch.ts'

/** Figures of the track drive section. All coordinates lie in a field of 380 × 285. */

/** A track around its wheels; the lower run hangs when it is raised. */
function trackLoop(s: Sketch, sag: number): void {
  const loop = `M70 92H300A48 48 0 0 1 318 178C260 ${190 + sag} 140 ${190 + sag} 60 176A44 44 0 0 1 70 92Z`
  s.path(loop, { fill: 'none', width: 22 })
    .path(loop, { fill: 'none', width: 15, stroke: '#6a6a6a' })
    .path(loop, { fill: 'none', width: 15, stroke: '#ddd', dash: '3 12' })
}

export function trackSide(s: Sketch): void {
  s.ground('#f3f3f3')
    .rect(0, 256, 380, 29, { fill: 'url(#hatch-back)' })
    .polygon(
      [
        [110, 110],
        [270, 110],
        [262, 160],
        [118, 160],
      ],
      { fill: 'url(#cast)' },
    )
  trackLoop(s, 46)
  s.gear(302, 134, 36, 11, 9)
    .circle(302, 134, 14, { fill: '#ddd' })
    .circle(70, 134, 33, { fill: 'url(#round)' })
    .circle(70, 134, 10, { fill: '#444' })
  for (const x of [136, 188, 240]) s.circle(x, 162, 17, { fill: 'url(#round)' }).circle(x, 162, 5, { fill: '#333' })
  s.line(60, 182, 320, 182, { dash: '10 5', width: 1.4 }).dimension('A', 162, 182, 162, 214, 134, 240)
  s.polygon(
    [
      [166, 58],
      [214, 58],
      [226, 92],
      [154, 92],
    ],
    { fill: 'url(#steel)' },
  ).arrow(340, 60, 340, 18)
}

export function greaseValve(s: Sketch): void {
  s.ground('url(#dots)').rect(20, 60, 340, 150, { fill: 'url(#cast)' }, 8).rect(110, 92, 150, 88, { fill: '#2c2c2c' }, 10)
  s.rect(150, 104, 110, 64, { fill: 'url(#steel)' }).bolt(184, 136, 22).circle(184, 136, 7, { fill: 'black' })
  s.hose('M184 136C200 200 250 230 330 236', 16, '#555')
    .rect(300, 214, 80, 44, { fill: 'url(#steel)' }, 8)
    .polygon(
      [
        [176, 128],
        [192, 128],
        [196, 150],
        [172, 150],
      ],
      { fill: '#ddd' },
    )
  for (const [x, y] of [
    [40, 80],
    [340, 80],
    [40, 190],
    [340, 190],
  ] as const)
    s.socket(x, y, 9)
  s.call('1', 90, 36, [178, 124])
}

export function frameStands(s: Sketch): void {
  s.ground('#f5f5f5')
    .rect(0, 250, 380, 35, { fill: 'url(#hatch)' })
    .polygon(
      [
        [60, 60],
        [180, 60],
        [210, 100],
        [340, 100],
        [340, 136],
        [60, 136],
      ],
      { fill: 'url(#cast)' },
    )
  s.rect(78, 20, 72, 40)
    .rect(220, 70, 118, 30, { fill: 'url(#steel)' })
    .polygon(
      [
        [40, 136],
        [350, 136],
        [336, 196],
        [54, 196],
      ],
      { fill: '#444' },
    )
  for (const x of [82, 138, 194, 250, 306]) s.circle(x, 168, 20, { fill: 'url(#round)' })
  for (const x of [114, 276])
    s.polygon(
      [
        [x - 8, 198],
        [x + 8, 198],
        [x + 28, 250],
        [x - 28, 250],
      ],
      { fill: 'url(#steel)' },
    ).rect(x - 22, 190, 44, 10, { fill: '#ddd' })
  s.call('1', 40, 226, [98, 230]).call('1', 346, 226, [292, 230]).arrow(190, 44, 190, 6)
}

export function trackJoint(s: Sketch): void {
  s.ground('#e9e9e9')
  for (let link = 0; link < 4; link++) {
    const x = 10 + link * 92
    s.rect(x, 108, 84, 70, { fill: 'url(#cast)' }, 14)
      .rect(x + 14, 178, 56, 32, { fill: '#444' }, 4)
      .circle(x + 6, 142, 15, { fill: '#777' })
      .circle(x + 6, 142, 8, { fill: '#ddd' })
    s.polygon(
      [
        [x + 34, 134],
        [x + 54, 134],
        [x + 54, 128],
        [x + 68, 142],
        [x + 54, 156],
        [x + 54, 150],
        [x + 34, 150],
      ],
      { fill: 'white', width: 1.6 },
    )
  }
  s.rect(112, 58, 166, 18, { fill: 'url(#steel)' })
    .rect(112, 58, 16, 66, { fill: 'url(#steel-across)' })
    .rect(262, 58, 16, 66, { fill: 'url(#steel-across)' })
    .thread(150, 48, 90, 14)
  s.circle(194, 142, 21, { fill: 'none', width: 5 })
    .call('1', 150, 252, [194, 142])
    .call('2', 330, 36, [270, 68])
    .call('3', 254, 252, [208, 158])
}

export function trackRoller(s: Sketch): void {
  s.ground('url(#dots)')
    .rect(0, 30, 380, 60, { fill: 'url(#cast)' })
    .rect(110, 90, 26, 74, { fill: '#b5b5b5' })
    .rect(246, 90, 26, 74, { fill: '#b5b5b5' })
  s.rect(120, 134, 142, 84, { fill: 'url(#steel)' }, 10)
    .rect(142, 118, 34, 116, { fill: 'url(#steel)' }, 8)
    .rect(206, 118, 34, 116, { fill: 'url(#steel)' }, 8)
  s.line(60, 176, 330, 176, { dash: '14 5 3 5', width: 1.4 })
    .rect(112, 40, 22, 20, { fill: '#eee' })
    .rect(248, 40, 22, 20, { fill: '#eee' })
    .bolt(123, 62, 12)
    .bolt(259, 62, 12)
  s.call('1', 52, 120, [114, 66]).call('2', 60, 244, [150, 212]).arrow(282, 176, 366, 176)
}

export function sprocketFace(s: Sketch): void {
  s.ground('#dedede')
    .gear(186, 144, 128, 11, 26, { fill: 'url(#cast)' })
    .circle(186, 144, 82, { fill: '#8f8f8f' })
    .circle(186, 144, 70, { fill: 'url(#round)' })
  for (let hole = 0; hole < 9; hole++) {
    const turn = (hole * 2 * Math.PI) / 9
    s.bolt(186 + 54 * Math.cos(turn), 144 + 54 * Math.sin(turn), 9, hole * 17)
  }
  s.circle(186, 144, 26, { fill: 'url(#dark)' }).call('1', 338, 40, [240, 144], [227, 109]).letter('L', 186, 59, 18)
}

export function puller(s: Sketch): void {
  s.ground('url(#dots)')
    .rect(0, 40, 70, 210, { fill: 'url(#cast)' })
    .rect(70, 120, 60, 50, { fill: 'url(#steel)' })
    .rect(130, 50, 36, 190, { fill: 'url(#cast)' }, 6)
  for (let y = 58; y < 236; y += 26) s.rect(134, y, 28, 14, { fill: '#555' })
  s.rect(262, 90, 22, 112, { fill: 'url(#steel-across)' })
    .polygon(
      [
        [262, 92],
        [284, 92],
        [284, 104],
        [150, 84],
        [150, 72],
        [166, 72],
      ],
      { fill: 'url(#steel)' },
    )
    .polygon(
      [
        [262, 200],
        [284, 200],
        [284, 188],
        [150, 206],
        [150, 220],
        [166, 220],
      ],
      { fill: 'url(#steel)' },
    )
  s.thread(168, 146, 170, 22).rect(336, 126, 26, 40, { fill: 'url(#steel)' }).call('2', 92, 256, [108, 168]).arrow(212, 34, 300, 34)
}

export function sprocketWear(s: Sketch): void {
  s.ground('#f8f8f8').gear(190, 330, 238, 22, 58, { fill: 'url(#cast)' })
  s.path('M56 30H324V96L300 128L276 88L240 84L218 128L190 130L160 128L140 84L104 88L80 128L56 96Z', { fill: '#fff', width: 2.6 }).path(
    'M56 30H324V60H56Z',
    { fill: 'url(#hatch)', width: 1.4 },
  )
  s.dimension('B', 190, 92, 190, 128, 226, 172).line(156, 92, 226, 92, { dash: '6 4', width: 1.4 })
}

export function idlerYoke(s: Sketch): void {
  s.ground('#e8e8e8')
    .circle(150, 150, 112, { fill: 'url(#cast)' })
    .circle(150, 150, 92, { fill: '#9f9f9f' })
    .circle(150, 150, 50, { fill: 'url(#round)' })
  s.polygon(
    [
      [136, 112],
      [380, 96],
      [380, 204],
      [136, 188],
    ],
    { fill: 'url(#steel)' },
  ).circle(150, 150, 40, { fill: '#777' })
  s.polygon(
    [
      [112, 132],
      [188, 132],
      [200, 150],
      [188, 168],
      [112, 168],
      [104, 150],
    ],
    { fill: '#ececec' },
  )
    .bolt(150, 150, 22, 0)
    .bolt(300, 128, 9)
    .bolt(300, 172, 9)
  s.call('1', 236, 50, [186, 138]).call('2', 60, 38, [142, 140])
}

export function idlerSection(s: Sketch): void {
  s.ground('#fff')
    .path('M116 20H264V70H240V100H140V70H116Z', { fill: 'url(#hatch)' })
    .path('M116 265H264V215H240V185H140V215H116Z', { fill: 'url(#hatch)' })
  s.rect(140, 100, 100, 15, { fill: 'url(#cross)' })
    .rect(140, 170, 100, 15, { fill: 'url(#cross)' })
    .rect(40, 115, 300, 55, { fill: 'url(#steel)' })
  for (const x of [112, 246]) s.rect(x, 84, 22, 28, { fill: '#333' }).rect(x, 173, 22, 28, { fill: '#333' })
  s.rect(60, 60, 40, 166, { fill: 'url(#hatch-back)' })
    .rect(280, 60, 40, 166, { fill: 'url(#hatch-back)' })
    .rect(40, 115, 300, 55, { fill: 'url(#steel)' })
    .line(20, 142, 360, 142, { dash: '14 5 3 5', width: 1.3 })
  s.rect(180, 46, 20, 26, { fill: '#777' })
    .call('3', 346, 92, [326, 130])
    .call('4', 346, 32, [226, 106])
    .call('5', 28, 42, [118, 96])
    .call('6', 76, 32, [186, 56])
}

export function finalDriveSection(s: Sketch): void {
  s.ground('#fff')
    .path('M30 60H150V30H330V90H300V230H330V262H110V220H30Z', { fill: 'url(#hatch)' })
    .rect(56, 96, 94, 92)
    .rect(150, 58, 128, 176)
  s.rect(44, 124, 130, 34, { fill: 'url(#steel)' }).polygon(
    [
      [172, 112],
      [196, 124],
      [196, 158],
      [172, 170],
    ],
    { fill: 'url(#cross)' },
  )
  for (const x of [62, 124])
    s.rect(x, 98, 24, 24, { fill: '#eee' })
      .line(x, 98, x + 24, 122)
      .rect(x, 160, 24, 24, { fill: '#eee' })
      .line(x, 184, x + 24, 160)
  s.polygon(
    [
      [198, 64],
      [222, 64],
      [240, 228],
      [214, 228],
    ],
    { fill: 'url(#hatch-back)' },
  )
    .rect(224, 116, 142, 52, { fill: 'url(#steel)' })
    .rect(330, 76, 22, 134, { fill: 'url(#cast)' })
  for (const y of [92, 170]) s.rect(276, y, 26, 22, { fill: '#eee' }).line(276, y, 302, y + 22)
  s.rect(306, 96, 14, 18, { fill: 'black' })
    .rect(306, 170, 14, 18, { fill: 'black' })
    .rect(150, 98, 7, 24, { fill: 'black' })
    .line(20, 141, 372, 141, { dash: '14 5 3 5', width: 1.3 })
  s.call('1', 84, 28, [110, 74])
    .call('2', 26, 200, [66, 148])
    .call('3', 180, 262, [226, 214])
    .call('4', 356, 232, [346, 196])
    .call('5', 26, 34, [72, 108])
    .call('6', 358, 54, [314, 102])
    .call('7', 180, 24, [153, 108])
}

export function coverBolts(s: Sketch): void {
  s.ground('url(#dots)')
    .circle(190, 140, 124, { fill: 'url(#cast)' })
    .circle(190, 140, 96, { fill: '#a8a8a8' })
    .circle(190, 140, 54, { fill: 'url(#round)' })
  for (let bolt = 0; bolt < 8; bolt++) {
    const turn = ((bolt + 0.5) * Math.PI) / 4
    s.bolt(190 + 110 * Math.cos(turn), 140 + 110 * Math.sin(turn), 9, bolt * 13)
  }
  s.bolt(190, 222, 12)
    .polygon(
      [
        [60, 40],
        [96, 56],
        [84, 76],
        [50, 60],
      ],
      { fill: 'url(#steel)' },
    )
    .call('1', 250, 262, [194, 224])
    .call('2', 336, 40, [292, 98], [232, 38])
}

export function bearingPress(s: Sketch): void {
  s.ground('#ececec')
    .rect(30, 0, 26, 285, { fill: 'url(#steel-across)' })
    .rect(324, 0, 26, 285, { fill: 'url(#steel-across)' })
    .rect(30, 0, 320, 30, { fill: 'url(#cast)' })
    .rect(56, 214, 268, 26, { fill: 'url(#cast)' })
  s.rect(162, 30, 56, 46, { fill: 'url(#steel-across)' })
    .rect(174, 76, 32, 50, { fill: 'url(#dark)' })
    .rect(178, 126, 24, 120, { fill: 'url(#steel-across)' })
  s.rect(132, 176, 116, 20, { fill: 'url(#cross)' })
    .rect(104, 196, 68, 18, { fill: '#888' })
    .rect(208, 196, 68, 18, { fill: '#888' })
    .polygon(
      [
        [170, 240],
        [210, 240],
        [222, 278],
        [158, 278],
      ],
      { fill: 'url(#cast)' },
    )
    .arrow(262, 60, 262, 126)
}

export function shimMeasure(s: Sketch): void {
  s.ground('#f5f5f5').path('M60 90H240A70 70 0 0 1 240 230H196V196H236A36 36 0 0 0 236 124H60Z', { fill: 'url(#cast)' })
  s.rect(60, 90, 30, 34, { fill: 'url(#steel)' })
    .thread(40, 107, 24, 20)
    .rect(150, 196, 48, 34, { fill: 'url(#steel)' })
    .rect(30, 202, 122, 22, { fill: 'url(#steel)' })
  s.ellipse(110, 156, 22, 64, { fill: '#ddd' }).ellipse(112, 156, 13, 46).rect(268, 92, 84, 34, { fill: 'url(#steel)' }, 6)
  for (let x = 276; x < 350; x += 8) s.line(x, 92, x, x % 3 === 0 ? 110 : 102, { width: 1.4 })
  s.call('7', 52, 44, [102, 100])
}

export function backlashGauge(s: Sketch): void {
  s.ground('url(#dots)').gear(150, 236, 150, 26, 18).circle(150, 236, 96, { fill: '#a2a2a2' }).circle(150, 236, 52, { fill: 'url(#round)' })
  s.rect(330, 60, 18, 225, { fill: 'url(#steel-across)' })
    .rect(230, 64, 118, 14, { fill: 'url(#steel)' })
    .dialGauge(236, 138)
    .path('M70 66C100 40 140 34 176 46', { fill: 'none', width: 4 })
  s.polygon(
    [
      [184, 52],
      [166, 52],
      [174, 34],
    ],
    { fill: 'black' },
  ).polygon(
    [
      [62, 76],
      [64, 56],
      [80, 68],
    ],
    { fill: 'black' },
  )
}

export function oilLevel(s: Sketch): void {
  s.ground('#dadada')
    .circle(176, 142, 122, { fill: 'url(#cast)' })
    .circle(176, 142, 92, { fill: '#b2b2b2' })
    .circle(176, 142, 46, { fill: 'url(#round)' })
  s.line(56, 152, 296, 152, { dash: '8 5', width: 1.6 })
    .bolt(176, 216, 12)
    .circle(258, 150, 14, { fill: 'black' })
    .path('M264 158C280 180 276 210 286 244', { fill: 'none', width: 7, stroke: '#444' })
  s.bolt(176, 66, 12).hose('M176 62C180 30 240 20 300 0', 18).ellipse(288, 254, 34, 9, { fill: '#666' }).call('3', 338, 106, [262, 146])
}
