import { expect, test } from 'vitest';
import { findScripts } from './client-size.ts';

test('the scripts of the app are found in tags and in what React reads, each once', () => {
  const html =
    '<script src="/_next/static/chunks/0a-b.js" async></script><link href="/_next/static/chunks/x.css">' +
    '<script src="http://clerk.acme.localhost:3000/npm/@clerk/clerk-js@6/dist/clerk.browser.js"></script>' +
    '<script>self.__next_f.push([1,"2:I[1,[\\"/_next/static/chunks/0a-b.js\\",\\"/_next/static/chunks/c~1.js\\"]"])</script>';
  expect(findScripts(html)).toEqual(['/_next/static/chunks/0a-b.js', '/_next/static/chunks/c~1.js']);
});

test('a page without scripts names none', () => {
  expect(findScripts('<p>Nothing</p>')).toEqual([]);
});
