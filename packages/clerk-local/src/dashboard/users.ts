import { type Context, Hono } from 'hono';
import { html } from 'hono/html';
import { requireUserRow } from '../backend-api/call/find-rows.ts';
import { isLive } from '../flows/sessions/sessions.ts';
import { issueSignInToken } from '../flows/sign-in/sign-in-tokens.ts';
import { banUser, unbanUser } from '../flows/users/ban.ts';
import { emailAddressesOf } from '../flows/users/users.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import { identifierOf } from '../wire/public-user.ts';
import { COPY_SCRIPT } from './copy-script.ts';
import { nameOf } from './name-of.ts';
import { type Markup, respondWithPage } from './page.ts';
import { emptyCard, mark, searchForm } from './parts.ts';
import { userBody } from './user.ts';

const SHOWN_USERS = 50;
const LINK_SECONDS = 60 * 60;

/** Users: the list `/users?query=`, one at `/users/:id`, and the actions on one. */
export function userRoutes(instance: Instance): Hono {
  const backTo = (c: Context, id: string, link?: string) =>
    c.redirect(`/users/${id}${link === undefined ? '' : `?link=${link}`}`, 303);
  return new Hono()
    .get('/users', (c) => {
      const query = c.req.query('query') ?? '';
      return respondWithPage(c, { title: 'Users', path: '/users', body: usersBody(instance, query) });
    })
    .get('/users/:id', (c) => {
      const user = requireUserRow(instance, c.req.param('id'));
      const body = userBody(instance, user, { linkId: c.req.query('link'), show: c.req.query('show') });
      return respondWithPage(c, { title: nameOf(instance, user), path: '/users', script: COPY_SCRIPT, body });
    })
    .post('/users/:id/sign-in-link', (c) => {
      const { id } = requireUserRow(instance, c.req.param('id'));
      return backTo(c, id, issueSignInToken(instance, id, { seconds: LINK_SECONDS }).id);
    })
    .post('/users/:id/impersonate', async (c) => {
      const { id } = requireUserRow(instance, c.req.param('id'));
      const actor = requireUserRow(instance, String((await c.req.parseBody()).actor));
      const token = issueSignInToken(instance, id, { seconds: LINK_SECONDS, actor: { sub: actor.id } });
      return backTo(c, id, token.id);
    })
    .post('/users/:id/ban', (c) =>
      backTo(c, banUser(instance, requireUserRow(instance, c.req.param('id')).id).id),
    )
    .post('/users/:id/unban', (c) =>
      backTo(c, unbanUser(instance, requireUserRow(instance, c.req.param('id')).id).id),
    );
}

function usersBody(instance: Instance, query: string): Markup {
  const all = instance.store.users.list().toReversed();
  const found = all.filter((user) => matches(instance, user, query.trim().toLowerCase()));
  return html`<h1>Users</h1>
<p class="soft">${found.length === all.length ? `${all.length} in all` : `${found.length} of ${all.length}`}, newest first${
    found.length > SHOWN_USERS ? `; the first ${SHOWN_USERS} are shown` : ''
  }.</p>
${searchForm('/users', 'Name, address or id', query)}
${
  found.length === 0
    ? emptyCard(
        all.length === 0 ? 'No user has an account' : 'No user is found',
        all.length === 0
          ? html`Sign up at <a href="${instance.options.signUpUrl}">the application</a>.`
          : html`No name, address or id contains “${query}”. <a href="/users">Show all</a>`,
      )
    : html`<ul class="cards">${found.slice(0, SHOWN_USERS).map((user) => userItem(instance, user))}</ul>`
}`;
}

function matches(instance: Instance, user: UserRow, query: string): boolean {
  const texts = [
    user.id,
    user.externalId,
    user.username,
    `${user.firstName ?? ''} ${user.lastName ?? ''}`,
    ...emailAddressesOf(instance, user.id).map(({ emailAddress }) => emailAddress),
  ];
  return texts.some((text) => text?.toLowerCase().includes(query));
}

function userItem(instance: Instance, user: UserRow): Markup {
  const live = instance.store.sessions
    .listBy('userId', user.id)
    .filter((row) => isLive(instance, row)).length;
  return html`<li class="card row"><div><p><a class="who" href="/users/${user.id}">${nameOf(instance, user)}</a></p>
<p class="soft">${identifierOf(instance, user)}</p></div>
<p>${user.banned ? mark('banned', 'bad') : live > 0 ? mark(live === 1 ? 'signed in' : `${live} sessions`, 'ok') : mark('signed out', 'soft')}</p></li>`;
}
