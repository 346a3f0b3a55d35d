import { expect, test } from 'vitest';
import { readRequest } from './read-request.ts';

const read = (headers: Record<string, string>, method = 'GET') =>
  readRequest({ method, url: 'http://next.internal:3000/', headers: new Headers(headers) }, 'sfx');

test.each([
  { cookie: '__client_uat=5', seconds: 5 },
  { cookie: '__client_uat=5; __client_uat_sfx=7', seconds: 7 },
  { cookie: '__client_uat=5; __client_uat_other=7', seconds: 0 },
  { cookie: '__client_uat=0', seconds: 0 },
  { cookie: '__client_uat=-5', seconds: 0 },
  { cookie: '__client_uat=x', seconds: 0 },
  { cookie: '', seconds: 0 },
])('__client_uat of "$cookie" is $seconds', ({ cookie, seconds }) => {
  expect(read({ cookie }).clientUatSeconds).toBe(seconds);
});

test.each([
  { cookie: '__session=a', names: ['__session'], token: 'a', isAmbiguous: false, isTwice: false },
  {
    cookie: '__session=a; __session_sfx=a',
    names: ['__session_sfx', '__session'],
    token: 'a',
    isAmbiguous: false,
    isTwice: true,
  },
  {
    cookie: '__session=a; __session_sfx=b',
    names: ['__session_sfx', '__session'],
    token: 'b',
    isAmbiguous: false,
    isTwice: false,
  },
  { cookie: '__session=a; __session=b', names: ['__session'], token: 'a', isAmbiguous: true, isTwice: false },
  { cookie: '__session=', names: ['__session'], token: undefined, isAmbiguous: false, isTwice: false },
  { cookie: '__session_other=a', names: [], token: undefined, isAmbiguous: false, isTwice: false },
])('session cookies of "$cookie"', ({ cookie, ...expected }) => {
  expect(read({ cookie }).sessionCookies).toEqual(expected);
});

test.each([
  { authorization: 'Bearer t', token: 't' },
  { authorization: 'Basic eDp5', token: undefined },
  { authorization: 't', token: 't' },
  { authorization: '', token: undefined },
])('the token of "Authorization: $authorization" is $token', ({ authorization, token }) => {
  expect(read({ authorization }).headerToken).toBe(token);
});
