import { describe, expect, test } from 'vitest';
import { requestKind } from './request-kind.ts';

const HTML = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
const kindOf = (headers: Record<string, string>, method = 'GET') =>
  requestKind({ method, headers: new Headers(headers) });

// As Chromium 156 sends them.
describe('a browser', () => {
  test.each([
    [
      'a navigation',
      { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', accept: HTML },
      'document',
    ],
    [
      'a prerender',
      { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', 'sec-purpose': 'prefetch;prerender' },
      'document',
    ],
    [
      'a navigation through a service worker',
      { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'navigate', accept: HTML },
      'document',
    ],
    [
      'a copy of a navigation that a service worker made',
      {
        'sec-fetch-dest': 'empty',
        'sec-fetch-mode': 'cors',
        accept: HTML,
        'upgrade-insecure-requests': '1',
      },
      'document',
    ],
    [
      'a link with the attribute download',
      { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'navigate' },
      'download',
    ],
    [
      'a download that is resumed',
      { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate', range: 'bytes=100-' },
      'download',
    ],
    ['an RSC request', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', accept: '*/*' }, 'call'],
    ['a fetch of HTML', { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', accept: 'text/html' }, 'call'],
    ['server-sent events', { 'sec-fetch-dest': 'empty', accept: 'text/event-stream' }, 'call'],
    ['a WebSocket, which has no metadata', { upgrade: 'websocket', connection: 'Upgrade' }, 'call'],
    ['a report', { 'sec-fetch-dest': 'report' }, 'call'],
    ['a destination of the future', { 'sec-fetch-dest': 'hologram' }, 'call'],
  ])('%s', (_name, headers, kind) => {
    expect(kindOf(headers)).toBe(kind);
  });

  test.each(['iframe', 'frame', 'fencedframe', 'embed', 'object'])(
    'a navigation in %s is a frame',
    (dest) => {
      expect(kindOf({ 'sec-fetch-dest': dest, 'sec-fetch-mode': 'navigate' })).toBe('frame');
    },
  );

  test.each([
    'image',
    'style',
    'script',
    'font',
    'manifest',
    'serviceworker',
    'worker',
    'video',
    'audio',
    'track',
  ])('a request for %s is an asset, also for a part of it', (dest) => {
    expect(kindOf({ 'sec-fetch-dest': dest })).toBe('asset');
    expect(kindOf({ 'sec-fetch-dest': dest, range: 'bytes=0-' })).toBe('asset');
  });

  test.each(['document', 'iframe', 'embed'])('a form that is sent to %s is a submission', (dest) => {
    expect(kindOf({ 'sec-fetch-dest': dest, 'sec-fetch-mode': 'navigate' }, 'POST')).toBe('submission');
  });

  test('a form that is sent through a service worker is a submission', () => {
    const headers = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'navigate', accept: HTML };
    expect(kindOf(headers, 'POST')).toBe('submission');
  });

  test('a Server Action is no submission, and only POST makes one', () => {
    const headers = { 'next-action': 'x', 'sec-fetch-dest': 'empty', accept: 'text/x-component' };
    expect(kindOf(headers, 'POST')).toBe('action');
    expect(kindOf(headers, 'GET')).toBe('call');
  });
});

describe('a client without Fetch metadata', () => {
  test.each([
    ['a page', { accept: HTML }, 'GET', 'document'],
    ['a link checker', { accept: HTML }, 'HEAD', 'document'],
    ['a form', { accept: HTML }, 'POST', 'submission'],
    ['a part of a page', { accept: HTML, range: 'bytes=0-9' }, 'GET', 'download'],
    ['an image', { accept: 'image/avif,image/webp,*/*;q=0.8' }, 'GET', 'asset'],
    ['a style', { accept: 'text/css,*/*;q=0.1' }, 'GET', 'asset'],
    ['a program', { accept: '*/*' }, 'GET', 'call'],
    ['a program without Accept', {}, 'GET', 'call'],
    ['a program that deletes', { accept: HTML }, 'DELETE', 'call'],
    ['a preflight', { accept: HTML }, 'OPTIONS', 'call'],
  ])('%s', (_name, headers, method, kind) => {
    expect(kindOf(headers, method)).toBe(kind);
  });
});

test('the path has no part in the kind: a navigation to a file under /api is a navigation', () => {
  const request = new Request('http://a.localhost/api/report.pdf', { headers: { accept: HTML } });
  expect(requestKind(request)).toBe('document');
});
