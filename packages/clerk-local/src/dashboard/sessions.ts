import { Hono } from 'hono';
import { html } from 'hono/html';
import { requireSessionRow } from '../backend-api/call/find-rows.ts';
import { sessionStatus } from '../backend-api/wire/session.ts';
import { endSessions, isLive } from '../flows/sessions/sessions.ts';
import type { Instance } from '../instance/instance.ts';
import type { SessionRow } from '../store/session-rows.ts';
import { nameOf } from './name-of.ts';
import { type Markup, respondWithPage } from './page.ts';
import { actionButton, emptyCard, mark, timeOf } from './parts.ts';

const SHOWN_PAST = 20;

/** All sessions; `POST /sessions/:id/revoke` ends one. */
export function sessionRoutes(instance: Instance): Hono {
  return new Hono()
    .get('/sessions', (c) =>
      respondWithPage(c, { title: 'Sessions', path: '/sessions', body: sessionsBody(instance) }),
    )
    .post('/sessions/:id/revoke', (c) => {
      endSessions(instance, [requireSessionRow(instance, c.req.param('id'))], 'revoked');
      return c.redirect('/sessions', 303);
    });
}

function sessionsBody(instance: Instance): Markup {
  const all = instance.store.sessions.list().toReversed();
  const live = all.filter((row) => isLive(instance, row));
  const past = all.filter((row) => !isLive(instance, row)).slice(0, SHOWN_PAST);
  return html`<h1>Sessions</h1>
<p class="soft">Newest first. Revoking a session signs its browser out at its next request; a token that it already has is valid for up to 60 s.</p>
${
  live.length === 0
    ? emptyCard(
        'No user is signed in',
        html`Sign in at <a href="${instance.options.signInUrl}">the application</a>.`,
      )
    : html`<ul class="cards">${live.map((row) => sessionItem(instance, row))}</ul>`
}
${past.length === 0 ? '' : html`<h2>Ended</h2><ul class="cards">${past.map((row) => sessionItem(instance, row))}</ul>`}`;
}

/** One session, with a button to revoke it while it lives. */
export function sessionItem(instance: Instance, session: SessionRow): Markup {
  const { users, organizations } = instance.store;
  const user = users.get(session.userId);
  const actor = users.get(session.actor?.sub ?? '');
  const organization = organizations.get(session.lastActiveOrganizationId ?? '');
  const name = user ? nameOf(instance, user) : session.userId;
  const place = [session.activity?.browserName, session.activity?.deviceType].filter(Boolean).join(' on ');
  return html`<li class="card row"><div><p>${user ? html`<a class="who" href="/users/${user.id}">${name}</a>` : html`<span class="who">${name}</span>`}
${session.actor ? mark(`acted by ${actor ? nameOf(instance, actor) : session.actor.sub}`, 'warn') : ''}</p>
<p class="soft">${place || 'Unknown browser'}${organization ? ` · ${organization.name}` : ''} · used ${timeOf(session.lastActiveAtMs)}</p>
<p class="soft"><code>${session.id}</code></p></div>
${
  isLive(instance, session)
    ? actionButton({
        action: `/sessions/${session.id}/revoke`,
        label: 'Revoke',
        about: `the session of ${name}`,
        isDanger: true,
      })
    : html`<p>${mark(user ? sessionStatus(instance, session) : 'deleted', 'soft')}</p>`
}</li>`;
}
