import { Hono } from 'hono';
import { notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import type { CallEnv } from './call/call.ts';

/** Pictures of users and organizations without one: initials on a colour that is derived from the id. */
export function avatarRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false }).get('/:file{[a-zA-Z0-9_-]+\\.svg}', (c) => {
    const id = c.req.param('file').replace(/\.svg$/, '');
    const name = nameOf(instance, id);
    if (name === undefined) throw notFound('This picture');
    c.header('Content-Type', 'image/svg+xml');
    c.header('Cache-Control', 'public, max-age=60');
    c.header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'");
    return c.body(drawInitials(name, id));
  });
}

function nameOf({ store }: Instance, id: string): string | undefined {
  const user = store.users.get(id);
  if (!user) return store.organizations.get(id)?.name;
  const { firstName, lastName, primaryEmailAddressId } = user;
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return name || (store.emailAddresses.get(primaryEmailAddressId ?? '')?.emailAddress ?? 'person');
}

function drawInitials(name: string, id: string): string {
  // Letters and digits only: a name is chosen by a user and must not become markup.
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ['?'];
  const initials = words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? '')
    .join('');
  const hue = [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="96" height="96" viewBox="0 0 96 96"><rect width="96" height="96" fill="hsl(${hue} 42% 38%)"/><text x="48" y="48" dy=".36em" text-anchor="middle" font-family="system-ui,sans-serif" font-size="38" font-weight="600" fill="#fff">${initials}</text></svg>`;
}
