import { escapeHtml } from '#lib/wording/plain-text.ts';
import { curlLine, setupLines } from './curl-line.ts';
import type { DemoCall } from './demo-calls.ts';

/** The calls, numbered for each product, each as a command to copy and with a button that sends it. */
export function callSections(calls: readonly DemoCall[], apiUrl: string): string {
  const numbered = calls.map((call, index) => ({ call, index }));
  const byProduct = [...Map.groupBy(numbered, ({ call }) => call.product)];
  const links = byProduct.map(([product]) => `<a href="#${idOf(product)}">${product}</a>`);
  const sections = byProduct.map(
    ([product, same]) => `<h3 id="${idOf(product)}">${product}</h3>
<ol class="steps">
${same.map(({ call, index }, place) => `<li>${step(call, index, place + 1, apiUrl)}</li>`).join('\n')}
</ol>`,
  );
  return `<p class="jump">${links.join(' ')}</p>\n${sections.join('\n')}`;
}

function idOf(product: string): string {
  return `calls-${product.toLowerCase().replaceAll(' ', '-')}`;
}

/** The first step of a product is open. The buttons are hidden until the page's script runs, because without it they do nothing. */
function step(call: DemoCall, index: number, number: number, apiUrl: string): string {
  const command = [...setupLines(call), curlLine(call, apiUrl)].join('\n');
  const next = call.next === undefined ? '' : `\n<p class="next">${escapeHtml(call.next)}</p>`;
  const described = `aria-describedby="call-${index}"`;
  return `<details class="step" data-call="${index}"${number === 1 ? ' open' : ''}>
<summary><h4 id="call-${index}">${number}. ${escapeHtml(call.title)}</h4> <code>${call.method} ${escapeHtml(call.path.replace(/\?.*/, ''))}</code></summary>
<p>${escapeHtml(call.says)}</p>
<pre class="request" id="command-${index}"><code>${escapeHtml(command)}</code></pre>
<p class="buttons"><button type="button" class="send" ${described} hidden>Send</button>
<button type="button" class="second" data-copies="command-${index}" ${described} hidden>Copy</button></p>
<div class="answer" role="status"></div>${next}
</details>`;
}
