import { ROOT } from '@repo/stack/repository';
import { expect, test } from 'vitest';
import { readClaims } from './read-claims.ts';
import { readTexts } from './texts.ts';
import { typeCheckSamples } from './type-check-samples.ts';

const samples = new Map(
  [...readTexts(ROOT)].flatMap(([path, text]) =>
    readClaims(text)
      .filter(({ kind }) => kind === 'sample')
      .map(({ text: code }, index) => [`${path.replaceAll(/\W+/g, '-')}-${index}`, code] as const),
  ),
);

test('every sample compiles in an app, and one that uses an option that is not there does not', {
  timeout: 60_000,
}, () => {
  expect(samples.size).toBeGreaterThan(5);
  const wrong =
    "import { createAuthProxy } from '@repo/auth/proxy';\nexport const proxy = createAuthProxy('platform', { parties: [] });\n";
  expect(typeCheckSamples(ROOT, new Map([...samples, ['wrong', wrong]]))).toEqual([
    expect.stringMatching(/wrong\.tsx\(2,\d+\): error TS\d+: .*'parties'/),
  ]);
});
