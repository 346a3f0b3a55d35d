import { expect, test } from 'vitest';
import { CopyError } from '../errors.ts';
import { parseDomain } from './parse-domain.ts';

test.each([
  { typed: 'acme.com', domain: 'acme.com' },
  { typed: 'Acme.COM', domain: 'acme.com' },
  { typed: 'acme.com.', domain: 'acme.com' },
  { typed: ' acme.com ', domain: 'acme.com' },
  { typed: 'acme.co.uk', domain: 'acme.co.uk' },
  { typed: 'münchen.de', domain: 'xn--mnchen-3ya.de' },
  { typed: 'MÜNCHEN.de', domain: 'xn--mnchen-3ya.de' },
  { typed: 'xn--mnchen-3ya.de', domain: 'xn--mnchen-3ya.de' },
  { typed: '例え。jp', domain: 'xn--r8jz45g.jp' },
  { typed: 'a-b.com', domain: 'a-b.com' },
  { typed: '1.com', domain: '1.com' },
  { typed: 'acme.test', domain: 'acme.test' },
])('$typed is $domain', ({ typed, domain }) => {
  expect(parseDomain(typed)).toBe(domain);
});

/** `why` and `fix` are parts of the message. */
const REFUSED = [
  { typed: '', why: 'is empty', fix: 'such as acme.com' },
  { typed: '   ', why: 'is empty', fix: 'such as acme.com' },
  { typed: 'co.uk', why: 'is a public suffix', fix: 'such as acme.co.uk' },
  { typed: 'com', why: 'is one label', fix: 'com.com' },
  { typed: 'vercel.app', why: 'is a public suffix', fix: 'such as acme.vercel.app' },
  { typed: 'github.io', why: 'is a public suffix', fix: 'such as acme.github.io' },
  { typed: '-acme.com', why: 'has "-" at an end of "-acme"', fix: 'such as acme.com' },
  { typed: 'acme-.com', why: 'has "-" at an end of "acme-"', fix: 'such as acme.com' },
  { typed: 'acme', why: 'is one label', fix: 'acme.com' },
  { typed: 'localhost', why: 'is this machine', fix: 'domain of production' },
  { typed: 'acme.localhost', why: 'is this machine', fix: 'domain of production' },
  { typed: 'platform.acme.com', why: 'is a subdomain', fix: 'Use acme.com.' },
  { typed: 'www.acme.co.uk', why: 'is a subdomain', fix: 'Use acme.co.uk.' },
  { typed: 'Platform.Acme.com.', why: 'is a subdomain', fix: 'Use acme.com.' },
  { typed: '127.0.0.1', why: 'is an IP address', fix: 'such as acme.com' },
  { typed: '10.1', why: 'is an IP address', fix: 'such as acme.com' },
  { typed: '::1', why: 'is an IP address', fix: 'such as acme.com' },
  { typed: '[2001:db8::1]', why: 'is an IP address', fix: 'such as acme.com' },
  { typed: 'https://acme.com', why: 'is more than a domain', fix: 'acme.com.' },
  { typed: 'acme.com:3000', why: 'is more than a domain', fix: 'acme.com.' },
  { typed: 'acme.com/path', why: 'is more than a domain', fix: 'acme.com.' },
  { typed: 'me@acme.com', why: 'is more than a domain', fix: 'acme.com.' },
  { typed: '*.acme.com', why: 'is a pattern', fix: 'write acme.com.' },
  { typed: '.acme.com', why: 'is a pattern', fix: 'write acme.com.' },
  { typed: 'acme..com', why: 'two dots', fix: 'such as acme.com' },
  { typed: 'ac_me.com', why: 'is no letter, digit', fix: 'such as acme.com' },
  { typed: 'ac me.com', why: 'characters that no domain has', fix: 'such as acme.com' },
  { typed: "acme.com', evil", why: 'characters that no domain has', fix: 'such as acme.com' },
  { typed: `${'a'.repeat(64)}.com`, why: '64 characters', fix: 'such as acme.com' },
  { typed: `${'a.'.repeat(126)}com`, why: '255 characters', fix: 'such as acme.com' },
];

test.each(REFUSED)('"$typed" is refused: it $why', ({ typed, why, fix }) => {
  const message = refusal(typed);
  expect(message).toContain(`--domain: "${typed}"`);
  expect(message).toContain(why);
  expect(message).toContain(fix);
});

function refusal(typed: string): string {
  try {
    return `accepted as ${parseDomain(typed)}`;
  } catch (error) {
    if (!(error instanceof CopyError)) throw error;
    expect(error.code).toBe('invalid_usage');
    return error.message;
  }
}
