import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

const DEFAULTS = { deliveries: '100000', kills: '20', seed: '1' };

test('the measurement that is asked for by nothing', () => {
  expect(parseOptions(DEFAULTS)).toEqual({
    deliveries: 100_000,
    objects: 10_000,
    kills: 20,
    seed: 1,
    engines: ['pglite', 'postgres'],
  });
});

test.each([
  { name: 'too few deliveries', args: { deliveries: '99' } },
  { name: 'a fraction', args: { deliveries: '1000.5' } },
  { name: 'words', args: { kills: 'many' } },
  { name: 'nothing', args: { kills: '' } },
  { name: 'a negative number', args: { seed: '-1' } },
  { name: 'far too many', args: { deliveries: '99999999' } },
  { name: 'another engine', args: { engine: 'mysql' } },
])('$name: wrong usage', ({ args }) => {
  expect(() => parseOptions({ ...DEFAULTS, ...args })).toThrow(
    expect.objectContaining({ code: 'invalid_usage', exitCode: 2 }),
  );
});
