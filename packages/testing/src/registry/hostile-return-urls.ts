/**
 * Values that an attacker may put into a `redirect_url`, made for one app: other hosts, scheme tricks, white space, userinfo,
 * lookalikes of its domain, and texts that two parsers read differently. Some lead to the app itself when read correctly.
 *
 * @param app Origin of an app, `scheme://host[:port]`.
 * @returns At least 80, without repeats. Encode each before it becomes part of a URL.
 */
export function hostileReturnUrls(app: string): readonly string[] {
  // Without a port, two of them are the same.
  return [...new Set(fillIn(TEMPLATES, app))];
}

/**
 * The ones that real programs most often get wrong, one of each kind, with its name.
 *
 * @param app As for `hostileReturnUrls`, of which they are a part.
 */
export function riskiestReturnUrls(app: string): Readonly<Record<RiskyKind, string>> {
  const values = fillIn(Object.values(RISKIEST), app);
  // The keys are those of RISKIEST, each with its own value.
  return Object.fromEntries(RISKY_KINDS.map((kind, index) => [kind, values[index]])) as Record<
    RiskyKind,
    string
  >;
}

export type RiskyKind = keyof typeof RISKIEST;

const RISKIEST = {
  'another host': 'https://evil.test/',
  'a path that browsers read as a host': '/\\evil.test',
  'a script': 'javascript:alert(1)',
  'a host of the same domain that no registry names': 'http://evil.{root}{at}/',
} as const;

// Object.keys widens to string[].
export const RISKY_KINDS = Object.keys(RISKIEST) as readonly RiskyKind[];

function fillIn(templates: readonly string[], app: string): readonly string[] {
  const { host, hostname, port } = new URL(app);
  const [label = '', ...root] = hostname.split('.');
  const parts = { app, host, label, root: root.join('.'), at: port ? `:${port}` : '' };
  return templates.map((template) =>
    Object.entries(parts).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), template),
  );
}

/** `{app}`: the origin. `{host}`, `{label}.{root}`: its host, with and without the port, which is `{at}`. */
const TEMPLATES: readonly string[] = [
  // Other hosts, plainly.
  'https://evil.test/',
  'http://evil.test',
  'HTTPS://EVIL.TEST/',
  'https://evil.test:443/',
  'ftp://evil.test/',
  'ws://evil.test/',
  'https://127.0.0.1.nip.test/',
  'https://evil.test/?next={app}/',
  'https://evil.test/#{app}/',
  'https://evil.test/{app}',
  'https://xn--80ak6aa92e.test/',
  // Scheme tricks.
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'javascript://{app}/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:{app}/x',
  'file:///etc/passwd',
  'about:blank',
  'view-source:{app}',
  'filesystem:{app}/x',
  'intent://evil.test#Intent;scheme=https;end',
  'https:evil.test',
  'https:/evil.test',
  'https:///evil.test',
  'https:\\\\evil.test',
  'http:evil.test',
  'http:/\\evil.test',
  '://evil.test',
  ':evil.test',
  // Without a scheme.
  '//evil.test',
  '///evil.test',
  '////evil.test',
  '//evil.test:80/',
  '//evil.test\\@x',
  '/\\evil.test',
  '\\/evil.test',
  '\\\\evil.test',
  '/\\/evil.test',
  '/%5cevil.test/..//evil.test',
  '/.//evil.test',
  '/..//evil.test',
  '/;//evil.test',
  '//%65vil.test',
  '//evil%2etest',
  '//evil.test%2f..',
  '/%2f%2fevil.test',
  '/%09/evil.test',
  '/%0a/evil.test',
  '/%0d%0aLocation:%20https://evil.test',
  '.evil.test',
  '@evil.test',
  'evil.test',
  'evil.test/x',
  '?//evil.test',
  '#//evil.test',
  // White space and control characters that parsers drop.
  '/\t/evil.test',
  '/\n/evil.test',
  '/\r/evil.test',
  '\t//evil.test',
  ' //evil.test',
  '\u00a0//evil.test',
  'https://\tevil.test',
  'h\nttps://evil.test',
  '\u0000//evil.test',
  '\u200b//evil.test',
  '\ufeff//evil.test',
  '/\u2028/evil.test',
  // Userinfo.
  'https://user@evil.test',
  '{app}@evil.test',
  '{app}:80@evil.test',
  'http://evil.test@{host}/',
  'http://:@{host}/',
  '{app}\\@evil.test',
  'https://{host}@evil.test/',
  'https://{host}%40evil.test/',
  'https://evil.test%00@{host}/',
  // Lookalikes of the root domain.
  'http://{root}.evil.test/',
  'https://{root}.evil.test{at}/',
  'http://evil.{root}.evil.test/',
  'http://evil{root}/',
  'http://{root}-x.test/',
  'http://evil.{root}{at}/',
  'http://clerk.{root}{at}/',
  'http://{root}{at}/',
  'http://{label}.{root}/',
  'http://{label}.{root}:1/',
  'https://{label}.{root}{at}/',
  'http://{label}.{root}.{at}/',
  'http://{label}.{root}%2eevil.test/',
  'http://{label}。{root}.evil.test/',
  'http://р{label}.{root}{at}/',
  'http://{label}.{root}{at}.evil.test/',
  'http://[::1]{at}/',
  'http://127.0.0.1{at}/',
  'http://localhost{at}/',
  'http://0x7f000001{at}/',
  'http://2130706433{at}/',
  // Two parsers read them differently.
  '{app}//evil.test',
  '{app}/..//evil.test',
  '{app}.evil.test/',
  '{app}%2eevil.test',
  '{app}%00.evil.test',
  '{app}?@evil.test',
  '{app}#@evil.test',
  '{app};@evil.test',
  'https://evil.test\u3002',
  'http://evil\u2024test/',
  'http://ⓔvil.test/',
];
