import { escaped } from './escaped.ts';
import type { Block, Document } from './model.ts';

/**
 * The document as one page without a script: light and dark, printed on A4, readable on a phone. It loads nothing, and its policy
 * lets it load nothing, whatever stands in it.
 */
export const asPage = ({ language, title, sections }: Document): string =>
  `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${sections.map(({ heading, blocks }) => `<section>\n<h2>${escaped(heading)}</h2>\n${blocks.map(block).join('\n')}\n</section>`).join('\n')}
</main>
</body>
</html>
`;

function block(one: Block): string {
  switch (one.kind) {
    case 'text':
      return `<p>${escaped(one.text)}</p>`;
    case 'ask':
      return `<p class="ask">${escaped(one.text)}</p>`;
    case 'facts':
      return `<dl>${one.facts.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`;
    case 'link':
      return `<dl><div><dt>${escaped(one.name)}</dt><dd><a href="${escaped(one.address)}">${escaped(one.address)}</a></dd></div></dl>`;
    case 'list':
      return `<ul>${one.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'table':
      return `<div class="table" role="region" tabindex="0" aria-label="${escaped(one.head.join(', '))}"><table><thead><tr>${one.head.map((cell) => `<th scope="col">${escaped(cell)}</th>`).join('')}</tr></thead><tbody>${one.rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table></div>`;
    case 'figure':
      return one.svg === ''
        ? ''
        : `<figure tabindex="0">${one.caption === undefined ? '' : `<figcaption>${escaped(one.caption)}</figcaption>`}${one.svg}</figure>`;
  }
}

const STYLE = `
:root{--ink:#1b1f24;--quiet:#59636e;--line:#d1d9e0;--ground:#fff;--soft:#f6f8fa;--shade:#eaeef2;--good:#1a7f37;--warn:#9a6700;--bad:#cf222e}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9198a1;--line:#3d444d;--ground:#0d1117;--soft:#151b23;--shade:#1f2630;--good:#3fb950;--warn:#d29922;--bad:#f85149}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 1.5rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2.25rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--line)}
p,li,dd,td{overflow-wrap:anywhere}
ul{padding-left:1.2rem}
dl{margin:0}
dl div{display:flex;gap:1rem;padding:.2rem 0}
dt{flex:0 0 11rem;color:var(--quiet)}
dd{margin:0;min-width:0}
.ask{background:var(--soft);border-left:3px solid var(--warn);margin:.75rem 0;padding:.6rem .9rem;min-height:4rem}
.table{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.4rem .75rem .4rem 0;border-bottom:1px solid var(--line);font-variant-numeric:tabular-nums}
th{color:var(--quiet);font-weight:600}
figure{margin:1rem 0}.table+.table{margin-top:1.25rem}
svg{display:block;width:100%;height:auto}
svg text{fill:var(--quiet);font:12px system-ui,sans-serif}
svg .strong{fill:var(--ink)}
.served{fill:var(--good)}.refused{fill:var(--warn)}.failed{fill:var(--bad)}
.phase{fill:var(--soft);stroke:var(--line)}.phase.other{fill:var(--shade)}figure:focus-visible,.table:focus-visible{outline:2px solid var(--warn);outline-offset:2px}.rate{fill:none;stroke:var(--bad);stroke-width:2}.limit{stroke:var(--line);stroke-dasharray:4 4}h3{font-size:1rem;margin:1.25rem 0 .5rem}figcaption{color:var(--quiet);font-size:.9rem;margin-bottom:.25rem}.axis{stroke:var(--line)}.mark{fill:var(--ink)}
@media(max-width:36rem){figure{overflow-x:auto}svg{min-width:34rem}dl div{display:block}dt{font-size:.85rem}}
@media print{:root{--ink:#000;--quiet:#444;--line:#bbb;--ground:#fff;--soft:#f4f4f4;--shade:#e8e8e8;--good:#1a7f37;--warn:#9a6700;--bad:#cf222e}body{font-size:11pt}main{max-width:none;padding:0}section,figure,tr{break-inside:avoid}@page{size:A4;margin:18mm}}
`.trim();
