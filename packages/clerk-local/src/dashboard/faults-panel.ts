import { Hono } from 'hono';
import { html, raw } from 'hono/html';
import type { Instance } from '../instance/instance.ts';
import { parseClientTrust } from '../settings/client-trust.ts';
import { parseFaults } from '../settings/faults.ts';
import { publishedKeysOf } from '../tokens/published-keys.ts';
import { type Markup, respondWithPage } from './page.ts';
import { actionButton, mark, timeOf } from './parts.ts';

const MINUTE_MS = 60_000;

const ANSWERS = [
  ['normal', 'Normal'],
  ['429', '429, too many requests'],
  ['500', '500, Clerk failed'],
  ['down', 'None: the connection breaks'],
] as const;
const SCOPES = [
  ['', 'Everything'],
  ['frontend-api', 'Frontend API'],
  ['backend-api', 'Backend API'],
] as const;

/** Switches for faults, clock, Client Trust and signing key. Faults do not apply to this page. */
export function faultRoutes(instance: Instance): Hono {
  return new Hono()
    .get('/faults', (c) =>
      respondWithPage(c, { title: 'Faults', path: '/faults', body: faultsBody(instance) }),
    )
    .post('/faults', async (c) => {
      instance.faults.set(readFaults(await c.req.parseBody()));
      return c.redirect('/faults', 303);
    })
    .post('/faults/end', (c) => {
      instance.faults.clear();
      instance.clock.set({});
      return c.redirect('/faults', 303);
    })
    .post('/faults/clock', async (c) => {
      const { minutes } = await c.req.parseBody();
      instance.clock.set({ offsetMs: Number(minutes) * MINUTE_MS });
      return c.redirect('/faults', 303);
    })
    .post('/faults/client-trust', async (c) => {
      instance.clientTrust.set(parseClientTrust(await c.req.parseBody()).mode);
      return c.redirect('/faults', 303);
    })
    .post('/faults/rotate-key', async (c) => {
      await instance.rotateSigningKey();
      return c.redirect('/faults', 303);
    });
}

/** @throws {ApiError} 400 `faults_invalid`. */
function readFaults({ latencyMs, answer, only, pathPrefix }: Readonly<Record<string, unknown>>) {
  return parseFaults({
    latencyMs: Number(latencyMs),
    answer: answer === '429' || answer === '500' ? Number(answer) : answer,
    only: only || undefined,
    pathPrefix: pathPrefix || undefined,
  });
}

function faultsBody(instance: Instance): Markup {
  const { latencyMs, answer, only = '', pathPrefix = '' } = instance.faults.read();
  const { offsetMs } = instance.clock.read();
  const hasFaults = latencyMs > 0 || answer !== 'normal' || offsetMs !== 0;
  return html`<h1>Faults ${hasFaults ? mark('active', 'bad') : mark('none', 'ok')}</h1>
<p class="soft">Make Clerk slow, broken or unreachable, and see what the apps do. A reset or a restart ends every fault.</p>
<form class="card fields" method="post" action="/faults">
<label>Added to each request, ms<input name="latencyMs" type="number" min="0" max="60000" value="${latencyMs}" inputmode="numeric" required></label>
<label>Response<select name="answer">${options(ANSWERS, String(answer))}</select></label>
<label>Applies to<select name="only">${options(SCOPES, only)}</select></label>
<label>Only paths that begin with<input name="pathPrefix" type="text" value="${pathPrefix}" placeholder="/v1/client" pattern="/.*" autocomplete="off"></label>
<button>Apply</button></form>
${hasFaults ? html`<div class="acts">${actionButton({ action: '/faults/end', label: 'End all faults' })}</div>` : ''}
<h2>Time</h2>
<form class="card inline" method="post" action="/faults/clock"><label for="minutes">Clerk’s clock is ahead by</label>
<input id="minutes" name="minutes" type="number" value="${Math.round(offsetMs / MINUTE_MS)}" inputmode="numeric" required><span>minutes</span><button>Set</button>
<span class="soft">It is ${timeOf(instance.nowMs())} UTC there.</span></form>
<h2>Client Trust</h2>
${clientTrustForm(instance)}
<h2>Signing key</h2>
<div class="card"><ul class="plain">${publishedKeysOf(instance).map(
    ({ kid }, index) =>
      html`<li class="row"><code>${kid}</code>${index === 0 ? mark('signs', 'ok') : mark('still published', 'soft')}</li>`,
  )}</ul>
<p class="soft">After a rotation the old key is published for another hour. Apps that hold it as <code>CLERK_JWT_KEY</code> refuse new tokens until they are restarted.</p>
${actionButton({ action: '/faults/rotate-key', label: 'Rotate the key' })}</div>`;
}

function clientTrustForm(instance: Instance): Markup {
  const isOn = instance.clientTrust.read().mode === 'on';
  return html`<form class="card inline" method="post" action="/faults/client-trust">
<span>${isOn ? 'On: a password from a new browser also needs a code sent by mail.' : 'Off: a password is enough in any browser.'}</span>
<button name="mode" value="${isOn ? 'off' : 'on'}">Turn ${isOn ? 'off' : 'on'}</button></form>`;
}

function options(choices: readonly (readonly [string, string])[], chosen: string): Markup[] {
  return choices.map(
    ([value, label]) =>
      html`<option value="${value}"${value === chosen ? raw(' selected') : ''}>${label}</option>`,
  );
}
