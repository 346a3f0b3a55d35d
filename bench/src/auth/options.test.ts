import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

test('whole numbers are read as such', () => {
  expect(parseOptions({ rounds: '6', seconds: '3', connections: '20' })).toEqual({
    rounds: 6,
    seconds: 3,
    connections: 20,
  });
});

test.each(['', '0', '-1', '1.5', ' 5', '1e3', '0x5', '10000', 'many'])(
  '"%s" is no number of rounds',
  (rounds) => {
    expect(() => parseOptions({ rounds, seconds: '3', connections: '20' })).toThrow(
      expect.objectContaining({
        code: 'invalid_usage',
        exitCode: 2,
        message: expect.stringContaining('--rounds'),
      }),
    );
  },
);
