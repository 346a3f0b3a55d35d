import { html } from 'hono/html';
import { toSignInTokenJSON } from '../backend-api/wire/tokens.ts';
import { membershipsOf } from '../flows/organizations/organizations.ts';
import { isPasswordCompromised } from '../flows/sessions/session-tasks.ts';
import { isLive } from '../flows/sessions/sessions.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import { toUserJSON } from '../wire/user.ts';
import { nameOf } from './name-of.ts';
import type { Markup } from './page.ts';
import { actionButton, mark, timeOf } from './parts.ts';
import { sessionItem } from './sessions.ts';
import { totpCard, totpForm } from './user-factors.ts';

const OFFERED_ACTORS = 100;

/** What the query adds to the page. */
export interface UserPageQuery {
  /** The sign-in token that was just created for this user; a token of another user is not shown. */
  linkId: string | undefined;
  /** See `totpCard`. */
  show: string | undefined;
}

export function userBody(instance: Instance, user: UserRow, { linkId, show }: UserPageQuery): Markup {
  const sessions = instance.store.sessions.listBy('userId', user.id).filter((row) => isLive(instance, row));
  return html`<p class="soft"><a href="/users">All users</a></p>
<h1>${nameOf(instance, user)} ${user.banned ? mark('banned', 'bad') : ''}${user.locked ? mark('locked', 'warn') : ''}</h1>
${linkCard(instance, user, linkId)}${totpCard(instance, user, show)}
<dl class="card detail">${detailsOf(instance, user).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
<h2>Actions</h2>
<div class="card acts">
${actionButton({ action: `/users/${user.id}/sign-in-link`, label: 'Make a sign-in link' })}
${impersonateForm(instance, user)}
${totpForm(user)}
${
  user.banned
    ? actionButton({ action: `/users/${user.id}/unban`, label: 'Remove the ban' })
    : actionButton({ action: `/users/${user.id}/ban`, label: 'Ban', isDanger: true })
}
</div>
<h2>Sessions</h2>
${sessions.length === 0 ? html`<p class="soft">No live session.</p>` : html`<ul class="cards">${sessions.toReversed().map((row) => sessionItem(instance, row))}</ul>`}`;
}

/** Factors are read from the user's JSON, which lists every kind. */
function detailsOf(instance: Instance, user: UserRow): [string, string | Markup][] {
  const json = toUserJSON(instance, user);
  const factors = [
    json.password_enabled && (isPasswordCompromised(user) ? 'password (compromised)' : 'password'),
    json.email_addresses.some(({ verification }) => verification?.status === 'verified') && 'email code',
    json.phone_numbers.length > 0 && 'phone',
    json.passkeys.length > 0 && 'passkey',
    json.totp_enabled && 'authenticator app',
    json.backup_code_enabled && 'backup codes',
  ].filter(Boolean);
  const organizations = membershipsOf(instance, { userId: user.id }).map(
    ({ organizationId, role }) =>
      `${instance.store.organizations.get(organizationId)?.name ?? organizationId} (${role.replace('org:', '')})`,
  );
  return [
    ['Id', html`<code>${user.id}</code>`],
    ['Addresses', json.email_addresses.map(({ email_address }) => email_address).join(', ') || 'none'],
    ['Factors', factors.join(', ') || 'none'],
    ['Organizations', organizations.join(', ') || 'none'],
    ['Last sign-in', user.lastSignInAtMs === null ? 'never' : timeOf(user.lastSignInAtMs)],
    ['Created', timeOf(user.createdAtMs)],
  ];
}

function impersonateForm(instance: Instance, user: UserRow): Markup | string {
  const actors = instance.store.users.list(({ id }) => id !== user.id).slice(0, OFFERED_ACTORS);
  if (actors.length === 0) return '';
  return html`<form class="inline" method="post" action="/users/${user.id}/impersonate">
<label for="actor">Impersonate this user as</label><select id="actor" name="actor">${actors.map(
    (actor) => html`<option value="${actor.id}">${nameOf(instance, actor)}</option>`,
  )}</select><button>Make an impersonation link</button></form>`;
}

function linkCard(instance: Instance, user: UserRow, linkId: string | undefined): Markup | string {
  const token = instance.store.signInTokens.get(linkId ?? '');
  if (!token || token.userId !== user.id) return '';
  if (token.status !== 'pending') return html`<p class="card" role="status">This link has been used.</p>`;
  const { url } = toSignInTokenJSON(instance, token);
  const actor = instance.store.users.get(token.actor?.sub ?? '');
  return html`<div class="card" role="status"><p class="subject">${
    actor
      ? `Signs in ${nameOf(instance, actor)} as ${nameOf(instance, user)}`
      : `Signs in ${nameOf(instance, user)}`
  }, once, within an hour</p>
<p class="soft">Open it in a private window, where no user is signed in.</p>
<div class="code"><a class="long" href="${url}">${url}</a><button type="button" data-copy="${url}">Copy link</button></div></div>`;
}
