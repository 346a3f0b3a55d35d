import type { AppName } from '@repo/sso';
import { APPS, originOf } from '../../fixtures/addresses.ts';
import { backend } from '../../fixtures/backend-api.ts';
import { readBuiltRoutes } from '../../fixtures/built-routes.ts';
import { IS_FULL_RUN } from '../../fixtures/full-run.ts';
import { signInOverHttp } from '../../fixtures/http-session.ts';
import { expect, test } from '../../fixtures/http-test.ts';
import { NAVIGATION, rawRequest } from '../../fixtures/raw-request.ts';
import { createUser } from '../../fixtures/users.ts';

/** Values that nobody types, in every parameter, path and form: the server answers, and never with 5xx. */

/** As they are in an address, byte for byte. */
const VALUES = [
  '%00',
  'a%00b',
  '%ED%A0%80',
  '%ff%fe',
  '%',
  '%2500',
  '%E2%80%AE',
  '+',
  '-1',
  '99999999999999999999',
  '1e309',
  '0x1F',
  '%27%20or%201=1%20--',
  '%5C',
  '__proto__',
  'toString',
  '9999-12-31',
  '0000-00-00',
  '1_%00',
  '999999999999999_a',
  'x'.repeat(6_000),
  '%F0%9F%8E%89'.repeat(500),
] as const;

/** Every parameter that a page of an app reads; `_` is one that none reads. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  '/people': ['search', 'organization', 'from', 'to', 'after'],
  '/dashboard': ['tab'],
  '/no-access': ['reason'],
  '/sign-in': ['redirect_url', 'session_ended', 'return_shortened'],
  '/sign-up': ['redirect_url', 'session_ended', 'return_shortened'],
};

/** Looks for what an address contains in its database. */
const APP_WITH_DATABASE: AppName = 'portal';
const TRIED_APPS = IS_FULL_RUN
  ? APPS
  : APPS.filter((app) => ['account', 'platform', APP_WITH_DATABASE].includes(app));

/** By default the parameters that a page reads, and the last segment of a path where it may be looked for in the database. */
function odd(app: AppName, path: string): readonly string[] {
  const names = [...(IS_FULL_RUN ? ['_'] : []), ...(PARAMETERS[path] ?? [])];
  const queries = names.flatMap((name) => [
    ...VALUES.map((value) => `${path}?${name}=${value}`),
    `${path}?${name}=a&${name}=b`,
    `${path}?${name}[]=a`,
    `${path}?${name}`,
  ]);
  const hasPaths = IS_FULL_RUN || app === APP_WITH_DATABASE;
  const paths = VALUES.map((value) => path.replace(/[^/]*$/, value.replaceAll('%5C', '')));
  return [...queries, ...(hasPaths ? paths : [])];
}

for (const app of TRIED_APPS) {
  test(`no odd value makes ${app} fail`, async () => {
    test.slow();
    const staff = await createUser({ organization: 'acme' });
    const { id: organizationId } = await backend().organizations.getOrganization({ slug: 'acme' });
    const session = await signInOverHttp(staff, { organizationId });
    for (const { path } of readBuiltRoutes(app)) {
      const cookie = await session.cookieFor(app);
      const failed = await Promise.all(
        odd(app, path).map(async (target) => {
          const { status } = await rawRequest(app, { path: target, headers: { ...NAVIGATION, cookie } });
          return status >= 500 ? `${status} ${target.slice(0, 100)}` : null;
        }),
      );
      expect(failed.filter((each) => each !== null)).toEqual([]);
    }
  });
}

/** Bodies for an API that reads JSON. */
const BODIES = [
  '',
  'null',
  '[]',
  '"\\u0000"',
  '{',
  '{"name":"a\\u0000b","weeklyHours":1}',
  '{"name":"\\ud800","weeklyHours":1}',
  '{"name":["a"],"weeklyHours":{"a":1}}',
  '{"__proto__":{"name":"a"},"weeklyHours":1e309}',
  `{"name":"${'x'.repeat(8_192)}","weeklyHours":-1}`,
] as const;

test('no odd body makes the API of platform fail', async ({ user }) => {
  const cookie = await (await signInOverHttp(user)).cookieFor('platform');
  for (const body of BODIES) {
    const headers = { cookie, 'content-type': 'application/json' };
    const answer = await rawRequest('platform', { path: '/api/projects', method: 'POST', headers, body });
    expect([body.slice(0, 40), answer.status]).toEqual([body.slice(0, 40), 422]);
  }
});

test('no odd field makes the form for a ticket fail, sent without script', async ({ user }) => {
  const session = await signInOverHttp(user);
  const path = '/tickets/new';
  const page = await rawRequest('portal', {
    path,
    headers: { ...NAVIGATION, cookie: await session.cookieFor('portal') },
  });
  const hidden = [...page.body.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)];
  expect(hidden.length).toBeGreaterThan(0);
  for (const value of ['\0', 'abc\0defghijk', '\u202E', 'x'.repeat(8_192), '__proto__', '-1']) {
    const parts = [
      ...hidden.map(([, name = '', text = '']) => [name, decodeEntities(text)] as const),
      ...['subject', 'area', 'text', 'text'].map((name) => [name, value] as const),
    ];
    const body = parts
      .map(([name, text]) => `--odd\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`)
      .join('');
    const answer = await rawRequest('portal', {
      path,
      method: 'POST',
      headers: {
        ...NAVIGATION,
        origin: originOf('portal'),
        'sec-fetch-site': 'same-origin',
        'content-type': 'multipart/form-data; boundary=odd',
        cookie: await session.cookieFor('portal'),
      },
      body: `${body}--odd--\r\n`,
    });
    expect([value.slice(0, 20), answer.status]).toEqual([value.slice(0, 20), 200]);
    expect(answer.body).toContain('Choose one of the areas.');
  }
});

function decodeEntities(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&amp;', '&');
}
