import { Hono } from 'hono';
import { html } from 'hono/html';
import { isLive } from '../flows/sessions/sessions.ts';
import { findVerifiedEmail } from '../flows/users/users.ts';
import type { Instance } from '../instance/instance.ts';
import type { SeedUser } from '../seed/seed.ts';
import { COPY_SCRIPT } from './copy-script.ts';
import { type Markup, respondWithPage } from './page.ts';

/** The start page: links, seeded accounts, counts. */
export function startRoutes(instance: Instance): Hono {
  return new Hono().get('/', (c) =>
    respondWithPage(c, { title: 'Start', path: '/', script: COPY_SCRIPT, body: startBody(instance) }),
  );
}

function startBody(instance: Instance): Markup {
  const { applicationName, homeUrl, signInUrl, signUpUrl, seed } = instance.options;
  return html`<h1>Local Clerk for ${applicationName}</h1>
<p class="soft">Stands in for Clerk's cloud on this machine: same SDKs, same cookies, real signatures. Not for production.</p>
<dl class="facts">${countRows(instance).map(([name, count]) => html`<div><dt>${name}</dt><dd>${count}</dd></div>`)}</dl>
<h2>Seeded accounts</h2>
<ul class="cards">${seed.users.map((user) => accountItem(instance, user))}</ul>
<h2>Go to</h2>
<ul class="links card">
<li><a href="${homeUrl}">The application</a></li>
<li><a href="${signInUrl}">Sign in</a> · <a href="${signUpUrl}">Sign up</a></li>
<li><a href="/inbox">Inbox</a>: the codes that would have been mailed</li>
<li><a href="/users">Users</a>, <a href="/sessions">sessions</a> and <a href="/organizations">organizations</a>: sign in as any user, ban, revoke</li>
<li><a href="/deliveries">Webhooks</a>: what was sent, and the responses</li>
<li><a href="/faults">Faults</a>: make Clerk slow, broken or late</li>
<li><a href="/requests">Requests</a>: the latest calls, and which are not implemented</li>
<li><a href="/.well-known/jwks.json">Public key (JWKS)</a></li>
</ul>`;
}

function countRows(instance: Instance): [string, number][] {
  const { users, organizations, sessions, inbox } = instance.store;
  return [
    ['Users', users.count()],
    ['Organizations', organizations.count()],
    ['Live sessions', sessions.count((row) => isLive(instance, row))],
    ['Messages', inbox.count()],
  ];
}

/** Passwords are shown for seeded accounts only, and only while they are the seeded ones. */
function accountItem(instance: Instance, { emailAddress, firstName, lastName, password }: SeedUser): Markup {
  const roles = instance.options.seed.organizations.flatMap(({ name, members }) =>
    members
      .filter((member) => member.emailAddress === emailAddress)
      .map(({ role }) => `${role.replace('org:', '')} of ${name}`),
  );
  return html`<li class="card account">
<div><p><span class="who">${emailAddress}</span></p>
<p class="soft">${firstName} ${lastName}, ${roles.join(', ') || 'no organization'}</p></div>
${
  hasSeededPassword(instance, emailAddress)
    ? html`<div class="code"><code>${password}</code><button type="button" data-copy aria-label="Copy the password of ${emailAddress}">Copy</button></div>`
    : html`<p class="soft">Deleted, or the password was changed</p>`
}
</li>`;
}

function hasSeededPassword(instance: Instance, emailAddress: string): boolean {
  const user = instance.store.users.get(findVerifiedEmail(instance, emailAddress)?.userId ?? '');
  return user !== undefined && user.passwordLastUpdatedAtMs === user.createdAtMs;
}
