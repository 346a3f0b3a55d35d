import { html } from 'hono/html';
import type { WebhookAttempt, WebhookDeliveryRow } from '../store/instance-rows.ts';
import { isDelivered } from '../webhooks/retry-schedule.ts';
import type { Markup } from './page.ts';
import { actionButton, mark, timeOf } from './parts.ts';

/** One delivery: its endpoint, the result of each attempt, its payload. */
export function deliveryBody(row: WebhookDeliveryRow): Markup {
  return html`<p class="soft"><a href="/deliveries">All webhooks</a></p>
<h1>${row.type} ${statusMark(row)}</h1>
<dl class="card detail">
<div><dt>To</dt><dd>${row.url}</dd></div>
<div><dt>svix-id</dt><dd><code>${row.messageId}</code></dd></div>
<div><dt>Created</dt><dd>${timeOf(row.createdAtMs)}</dd></div>
<div><dt>Next attempt</dt><dd>${row.nextAttemptAtMs === null ? 'none planned' : timeOf(row.nextAttemptAtMs)}</dd></div>
</dl>
<div class="acts">${actionButton({ action: `/deliveries/${row.id}/replay`, label: 'Send again' })}</div>
<h2>Attempts</h2>
${row.attempts.length === 0 ? html`<p class="soft">None yet.</p>` : html`<ul class="cards">${row.attempts.toReversed().map(attemptItem)}</ul>`}
<h2>Payload</h2>
<pre class="card" tabindex="0" role="region" aria-label="Payload">${JSON.stringify(JSON.parse(row.body), null, 2)}</pre>`;
}

export function statusMark({ status }: WebhookDeliveryRow): Markup {
  return mark(status, status === 'delivered' ? 'ok' : status === 'failed' ? 'bad' : 'warn');
}

function attemptItem({ atMs, durationMs, status, detail }: WebhookAttempt): Markup {
  return html`<li class="card"><div class="meta"><span>${timeOf(atMs)}</span><span>${durationMs} ms</span></div>
<p class="subject">${mark(status === null ? 'no response' : String(status), isDelivered(status) ? 'ok' : 'bad')}</p>
${detail === '' ? '' : html`<p class="text">${detail}</p>`}</li>`;
}
