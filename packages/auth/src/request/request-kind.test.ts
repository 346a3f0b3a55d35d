import { expect, test } from 'vitest';
import { requestKind } from './request-kind.ts';

test.each([
  { name: 'a navigation', headers: { 'sec-fetch-dest': 'document' }, kind: 'document' },
  { name: 'a frame', headers: { 'sec-fetch-dest': 'iframe' }, kind: 'document' },
  { name: 'a browser without Fetch metadata', headers: { accept: 'text/html,*/*' }, kind: 'document' },
  { name: 'a program', headers: { accept: '*/*' }, kind: 'call' },
  {
    name: 'a fetch or an RSC request',
    headers: { 'sec-fetch-dest': 'empty', accept: 'text/html' },
    kind: 'call',
  },
  { name: 'a navigation to /api', path: '/api/x', headers: { 'sec-fetch-dest': 'document' }, kind: 'call' },
  {
    name: 'a navigation to /apidocs',
    path: '/apidocs',
    headers: { 'sec-fetch-dest': 'document' },
    kind: 'document',
  },
  { name: 'a form post', method: 'POST', headers: { 'sec-fetch-dest': 'document' }, kind: 'submission' },
  {
    name: 'a Server Action',
    method: 'POST',
    headers: { 'next-action': 'x', 'sec-fetch-dest': 'empty' },
    kind: 'action',
  },
])('$name is answered as $kind', ({ path = '/', method = 'GET', headers, kind }) => {
  expect(requestKind({ method, headers: new Headers(headers) }, path)).toBe(kind);
});
