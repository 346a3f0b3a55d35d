import { Hono } from 'hono';
import { html } from 'hono/html';
import { membershipsOf } from '../flows/organizations/organizations.ts';
import type { Instance } from '../instance/instance.ts';
import type { MembershipRow, OrganizationRow } from '../store/organization-rows.ts';
import { identifierOf } from '../wire/public-user.ts';
import { nameOf } from './name-of.ts';
import { type Markup, respondWithPage } from './page.ts';
import { emptyCard, mark } from './parts.ts';

/** Every organization with its members and those who are invited. */
export function organizationRoutes(instance: Instance): Hono {
  return new Hono().get('/organizations', (c) =>
    respondWithPage(c, { title: 'Organizations', path: '/organizations', body: organizationsBody(instance) }),
  );
}

function organizationsBody(instance: Instance): Markup {
  const all = instance.store.organizations.list().toReversed();
  return html`<h1>Organizations</h1>
<p class="soft">${all.length} in all, newest first.</p>
${
  all.length === 0
    ? emptyCard('No organizations yet', 'A signed-in user can create one in the organization switcher.')
    : all.map((organization) => organizationSection(instance, organization))
}`;
}

function organizationSection(instance: Instance, { id, name, slug }: OrganizationRow): Markup {
  const members = membershipsOf(instance, { organizationId: id });
  const invited = instance.store.organizationInvitations.list(
    (row) => row.organizationId === id && row.status === 'pending',
  );
  return html`<section class="card block"><h2>${name} <span class="soft">/${slug}</span></h2><p class="soft"><code>${id}</code></p>
${members.length === 0 ? html`<p class="soft">No members.</p>` : html`<ul class="plain">${members.map((row) => memberItem(instance, row))}</ul>`}
${
  invited.length === 0
    ? ''
    : html`<h3>Invited</h3><ul class="plain">${invited.map(({ emailAddress, role }) => html`<li class="row"><span>${emailAddress}</span>${mark(role.replace('org:', ''), 'soft')}</li>`)}</ul>`
}</section>`;
}

function memberItem(instance: Instance, { userId, role }: MembershipRow): Markup {
  const user = instance.store.users.get(userId);
  return html`<li class="row"><span>${
    user
      ? html`<a href="/users/${userId}">${nameOf(instance, user)}</a> <span class="soft">${identifierOf(instance, user)}</span>`
      : userId
  }</span>${mark(role.replace('org:', ''), 'soft')}</li>`;
}
