import { Hono } from 'hono';
import { html } from 'hono/html';
import { notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import type { WebhookDeliveryRow } from '../store/instance-rows.ts';
import { deliveryBody, statusMark } from './delivery.ts';
import { type Markup, respondWithPage } from './page.ts';
import { emptyCard, timeOf } from './parts.ts';

const SHOWN_DELIVERIES = 100;
const MINUTE_MS = 60_000;

/** Webhook deliveries: `/deliveries`, one at `/deliveries/:id`, replays, and settings that disturb delivery. */
export function deliveryRoutes(instance: Instance): Hono {
  const { webhooks, store } = instance;
  return new Hono()
    .get('/deliveries', (c) =>
      respondWithPage(c, { title: 'Webhooks', path: '/deliveries', body: deliveriesBody(instance) }),
    )
    .get('/deliveries/:id', (c) => {
      const row = store.webhookDeliveries.get(c.req.param('id'));
      if (!row) throw notFound('Delivery');
      return respondWithPage(c, { title: row.type, path: '/deliveries', body: deliveryBody(row) });
    })
    .post('/deliveries/replay', async (c) => {
      const { minutes } = await c.req.parseBody();
      // Not a number: no delivery is newer than NaN, so none is sent.
      webhooks.replaySince(instance.nowMs() - Number(minutes) * MINUTE_MS);
      return c.redirect('/deliveries', 303);
    })
    .post('/deliveries/settings', async (c) => {
      const { percent, seconds } = await c.req.parseBody();
      webhooks.set({ duplicate: Number(percent) / 100, shuffleMs: Number(seconds) * 1000 });
      return c.redirect('/deliveries', 303);
    })
    .post('/deliveries/:id/replay', (c) => {
      const id = c.req.param('id');
      if (!webhooks.replay(id)) throw notFound('Delivery');
      return c.redirect(`/deliveries/${id}`, 303);
    });
}

function deliveriesBody(instance: Instance): Markup {
  const { endpoints } = instance.webhooks;
  const rows = instance.webhooks.deliveries().toReversed();
  const waiting = rows.filter(({ status }) => status === 'pending').length;
  return html`<h1>Webhooks</h1>
<p class="soft">${
    endpoints.length === 0
      ? 'No endpoint is configured, so nothing is sent.'
      : html`${rows.length} deliveries, ${waiting} pending, newest first. <a href="/deliveries">Reload</a>`
  }</p>
${endpoints.length === 0 ? '' : html`<ul class="plain card block">${endpoints.map(({ url }) => html`<li><code>${url}</code></li>`)}</ul>`}
${rows.length === 0 ? emptyCard('Nothing has been sent', emptyText(endpoints.length > 0)) : deliveryTable(rows)}
${endpoints.length === 0 ? '' : controls(instance)}`;
}

function emptyText(hasEndpoint: boolean): string | Markup {
  if (hasEndpoint) return 'Sign in or change a profile: changes are sent at once.';
  return html`Start the local Clerk with <code>webhooks: [{ url }]</code>.`;
}

function deliveryTable(rows: readonly WebhookDeliveryRow[]): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Deliveries"><table>
<thead><tr><th>Event</th><th class="wide">To</th><th class="number">Tries</th><th>Status</th></tr></thead>
<tbody>${rows.slice(0, SHOWN_DELIVERIES).map(
    (
      row,
    ) => html`<tr><td><a href="/deliveries/${row.id}">${row.type}</a><br><span class="soft">${timeOf(row.createdAtMs)}</span></td>
<td class="wide">${new URL(row.url).host}</td><td class="number">${row.attempts.length}</td><td>${statusMark(row)}</td></tr>`,
  )}</tbody></table></div>
${rows.length > SHOWN_DELIVERIES ? html`<p class="soft">The latest ${SHOWN_DELIVERIES} are shown.</p>` : ''}`;
}

function controls({ webhooks }: Instance): Markup {
  const { duplicate, shuffleMs } = webhooks.read();
  return html`<h2>Send again</h2>
<form class="card inline" method="post" action="/deliveries/replay"><label for="minutes">Everything of the last</label>
<input id="minutes" name="minutes" type="number" min="1" value="60" inputmode="numeric" required><span>minutes</span><button>Replay</button></form>
<h2>Disturb deliveries</h2>
<form class="card fields" method="post" action="/deliveries/settings">
<label>Deliver twice, percent<input name="percent" type="number" min="0" max="100" step="1" value="${Math.round(duplicate * 100)}" inputmode="numeric" required></label>
<label>Shuffle within, seconds<input name="seconds" type="number" min="0" max="86400" value="${Math.round(shuffleMs / 1000)}" inputmode="numeric" required></label>
<button>Apply</button></form>`;
}
