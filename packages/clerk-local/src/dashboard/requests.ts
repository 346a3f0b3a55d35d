import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Instance } from '../instance/instance.ts';
import type { LogEntry } from '../instance/options.ts';
import { type Markup, respondWithPage } from './page.ts';

type RequestEntry = Extract<LogEntry, { kind: 'request' }>;

/** The latest requests, newest first; those that are not implemented are marked. */
export function requestRoutes(instance: Instance): Hono {
  return new Hono().get('/requests', (c) => {
    const entries = instance.requests.filter((entry) => entry.kind === 'request').toReversed();
    return respondWithPage(c, { title: 'Requests', path: '/requests', body: requestsBody(entries) });
  });
}

function requestsBody(entries: readonly RequestEntry[]): Markup {
  const missing = entries.filter(({ isImplemented }) => !isImplemented).length;
  return html`<h1>Requests</h1>
<p class="soft">The latest ${entries.length} of at most 200, without queries, headers or bodies. ${
    missing === 0
      ? 'All of them are implemented.'
      : `${missing} asked for something the local Clerk does not implement.`
  } <a href="/requests">Reload</a></p>
${
  entries.length === 0
    ? html`<div class="card empty"><p class="subject">No requests yet</p><p class="soft">Open one of the apps and reload this page.</p></div>`
    : html`<div class="scroll" tabindex="0" role="region" aria-label="Requests"><table>
<thead><tr><th class="wide">Time</th><th>Method</th><th>Path</th><th class="number">Status</th><th class="number wide">ms</th></tr></thead>
<tbody>${entries.map(requestRow)}</tbody></table></div>`
}`;
}

function requestRow({ atMs, method, path, status, durationMs, isImplemented }: RequestEntry): Markup {
  return html`<tr><td class="wide"><time>${new Date(atMs).toISOString().slice(11, 19)}</time></td><td>${method}</td>
<td class="path">${path}${isImplemented ? '' : html` <span class="mark">not implemented</span>`}</td>
<td class="number ${status >= 500 ? 'bad' : status >= 400 ? 'warn' : 'ok'}">${status}</td><td class="number wide">${durationMs}</td></tr>`;
}
