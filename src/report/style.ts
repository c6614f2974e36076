/** The report's style sheet: system fonts, one accent, light and dark by the reader's preference; prints without the sidebar. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fbfbf9;--card:#ffffff;--ink:#1c1e21;--soft:#666c75;--line:#e2e3df;--track:#eeefeb;--accent:#2f6fb0;--good:#2f8f5b;--warn:#b7791f;--bad:#c2453a;--quiet:#b4b9bf;--mark:#fff3c9;--code:#f1f2ee}
@media (prefers-color-scheme:dark){:root{--paper:#14161a;--card:#1b1e23;--ink:#e4e6e9;--soft:#9aa1ab;--line:#2c3038;--track:#262a31;--accent:#6ba8e5;--good:#5fbf8a;--warn:#dba54a;--bad:#e8776c;--quiet:#59616c;--mark:#423a1e;--code:#23272e}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
.layout{display:grid;grid-template-columns:15rem minmax(0,1fr);max-width:84rem;margin:0 auto;gap:3rem;padding:0 2rem}
nav{position:sticky;top:0;align-self:start;height:100vh;overflow-y:auto;padding:2.5rem 0;font-size:.9rem}
nav strong{display:block;margin-bottom:.8rem;font-size:.95rem}
nav ol{list-style:none;margin:0;padding:0;border-left:1px solid var(--line)}
nav a{display:flex;justify-content:space-between;gap:.5rem;padding:.24rem 0 .24rem .9rem;margin-left:-1px;border-left:2px solid transparent;color:var(--soft);text-decoration:none}
nav a:hover,nav a:focus-visible{color:var(--ink);border-left-color:var(--accent)}
nav .n{font-size:.8rem;color:var(--soft)}
nav .n.bad{color:var(--bad);font-weight:600}
main{padding:2.5rem 0 5rem;min-width:0}
h1{font-size:2rem;line-height:1.2;margin:0 0 .4rem;letter-spacing:-.015em}
h2{font-size:1.35rem;line-height:1.25;margin:3.2rem 0 .6rem;padding-top:1.1rem;border-top:1px solid var(--line);letter-spacing:-.01em}
h3{font-size:1rem;margin:1.8rem 0 .5rem}
p{margin:.4rem 0 .9rem;max-width:70ch}
a{color:var(--accent)}
code,.mono{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
code{background:var(--code);padding:.08em .35em;border-radius:3px;overflow-wrap:anywhere}
.soft{color:var(--soft)}.good{color:var(--good)}.warn{color:var(--warn)}.bad{color:var(--bad)}
.lead{font-size:1.06rem;color:var(--soft);max-width:62ch}
.tiles{display:grid;grid-template-columns:repeat(6,minmax(0,1fr));gap:.8rem;margin:1.6rem 0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.85rem 1rem}
.tile b{display:block;font-size:1.65rem;line-height:1.2;font-weight:650;letter-spacing:-.02em}
.tile span{color:var(--soft);font-size:.85rem;line-height:1.35;display:block}
.wide{overflow-x:auto;margin:.6rem 0 1.2rem;border:1px solid var(--line);border-radius:8px;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{padding:.42rem .8rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child>td{border-bottom:0}
thead th{color:var(--soft);font-weight:550;font-size:.82rem;white-space:nowrap;background:var(--card)}
tfoot td{font-weight:600;border-top:1px solid var(--line)}
td.num,th.num{text-align:right;white-space:nowrap}
td.bar{min-width:7rem;width:26%;vertical-align:middle}
td.id{white-space:nowrap}
td.path{overflow-wrap:anywhere;min-width:12rem}
td.text{min-width:10rem}
td.main{min-width:20rem}
.wide.snug{max-width:44rem}
.long{max-height:32rem;overflow-y:auto}
.long thead th{position:sticky;top:0}
.chart{margin:1rem 0 1.4rem}
.chart figcaption{font-size:.85rem;color:var(--soft)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin-top:.5rem}
.legend b{color:var(--ink);font-weight:600}
.key{display:inline-block;width:.7rem;height:.7rem;border-radius:2px;margin-right:.45rem}
.stack{display:block;width:100%;height:1.5rem;border-radius:4px;background:var(--track)}
.narrow{max-width:34rem}
.plot{display:block;width:100%;height:auto}
.plot text{font-size:11px;fill:var(--soft);text-anchor:middle}
.axis{stroke:var(--quiet);stroke-width:1}
.fill-accent{fill:var(--accent);background:var(--accent)}.fill-good{fill:var(--good);background:var(--good)}.fill-warn{fill:var(--warn);background:var(--warn)}.fill-bad{fill:var(--bad);background:var(--bad)}.fill-quiet{fill:var(--quiet);background:var(--quiet)}
.track{fill:var(--track)}
.cellbar{display:block;width:100%;height:.5rem;border-radius:2px;margin-top:.42rem}
.fall{display:grid;grid-template-columns:11rem minmax(6rem,1fr) 4.5rem minmax(0,16rem);gap:.9rem;align-items:center;padding:.22rem 0;font-size:.92rem}
.fall-bar{width:100%;height:1.15rem;border-radius:2px}
.fall-value{text-align:right;font-weight:600}
.fall.loss .fall-label,.fall.part .fall-label{padding-left:1rem}
.fall.loss .fall-value{font-weight:450}
.fall-note{font-size:.84rem}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:0 2rem}
.samples{display:grid;gap:1.1rem}
.sample{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.1fr);background:var(--card);border:1px solid var(--line);border-radius:8px;overflow:hidden}
.sample>div{padding:1rem 1.2rem}
.sample figure{margin:0;background:var(--track);display:flex;align-items:center;justify-content:center;padding:.8rem;min-height:7rem}
.sample img{display:block;max-width:100%;max-height:32rem;width:auto;height:auto;border-radius:3px;box-shadow:0 0 0 1px var(--line)}
.sample .quote{align-self:center;width:100%;max-width:52ch;border-left:3px solid var(--warn);padding:.2rem 0 .2rem .9rem;margin:0;color:var(--soft);font-size:.92rem;white-space:pre-wrap;max-height:24rem;overflow:auto}
.sample.strip{grid-template-columns:minmax(0,1fr)}
.q{font-weight:600;margin:0 0 .45rem}
.a{margin:0 0 .7rem;white-space:pre-wrap}
.facts{font-size:.82rem;color:var(--soft);margin:0;line-height:1.6}
.tag{display:inline-block;border:1px solid var(--line);border-radius:99px;padding:0 .55rem;margin:0 .3rem .2rem 0;background:var(--paper);white-space:nowrap}
.why{margin:0 0 .7rem;padding:.45rem .7rem;border-left:3px solid var(--bad);background:var(--track);border-radius:0 4px 4px 0;font-size:.9rem}
.empty{color:var(--soft);font-style:italic}
.state{display:inline-block;padding:.1rem .6rem;border-radius:99px;font-size:.85rem;font-weight:600;border:1px solid currentColor}
details{margin:.6rem 0}
summary{cursor:pointer;color:var(--accent);font-size:.92rem}
footer{margin-top:4rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
@media (max-width:75rem){.tiles{grid-template-columns:repeat(3,minmax(0,1fr))}}
@media (max-width:64rem){.layout{display:block;padding:0 1.1rem}nav{position:sticky;top:0;z-index:2;height:auto;margin:0 -1.1rem;padding:.55rem 1.1rem;background:var(--paper);border-bottom:1px solid var(--line);overflow-x:auto}nav strong{display:none}nav ol{display:flex;gap:1.1rem;border:0;white-space:nowrap}nav a{border:0;margin:0;padding:.1rem 0}nav .n{display:none}main{padding-top:1.6rem}html{scroll-padding-top:3.4rem}}
@media (max-width:44rem){body{font-size:15px}h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.4rem}.tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:.6rem}.tile{padding:.7rem .8rem}.tile b{font-size:1.35rem}.sample{grid-template-columns:minmax(0,1fr)}.sample figure{order:-1}.fall{grid-template-columns:minmax(0,1fr) auto;gap:.1rem .8rem;padding:.4rem 0}.fall-bar{grid-column:1/-1;grid-row:2;height:.8rem}.fall-note{grid-column:1/-1}.fall-note:empty{display:none}th,td{padding:.4rem .6rem}}
@media print{nav{display:none}.layout{display:block;max-width:none}.sample,.tile{break-inside:avoid}.wide.snug{max-width:44rem}
.long{max-height:none}}
`
