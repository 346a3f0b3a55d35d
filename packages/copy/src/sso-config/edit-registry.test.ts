import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { addToRegistry, removeFromRegistry } from './edit-registry.ts';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

const ours = readFileSync(join(ROOT, 'packages/sso/sso.config.ts'), 'utf8');
const config = (apps: string) => `export const sso = defineSso({ primary: 'account', apps: ${apps} });\n`;

test.each([
  { name: 'billing', posture: 'protected' as const },
  { name: 'help-desk', posture: 'mixed' as const },
  { name: 'internal', posture: { staffOf: 'acme' } },
])('$name is one more line of our own registry, and no trace of it stays', ({ name, posture }) => {
  const added = addToRegistry(ours, { name, posture });
  const lines = added.split('\n').filter((line) => !ours.split('\n').includes(line));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`vercelProject: 'acme-${name}', callers: [] },`);
  expect(added.split('\n')).toHaveLength(ours.split('\n').length + 1);
  expect(removeFromRegistry(added, name)).toBe(ours);
});

test('APIs stay last', () => {
  const added = addToRegistry(ours, { name: 'billing', posture: 'protected' });
  expect(added.indexOf('billing:')).toBeLessThan(added.indexOf('    api:'));
});

test('comments and a missing comma are no obstacle', () => {
  const text = config(
    `{\n    // signs people in\n    account: { posture: 'mixed', callers: [] } // first\n  }`,
  );
  expect(addToRegistry(text, { name: 'billing', posture: 'public' })).toBe(
    config(
      `{\n    // signs people in\n    account: { posture: 'mixed', callers: [] },\n    billing: { posture: 'public', vercelProject: 'billing', callers: [] }, // first\n  }`,
    ),
  );
});

describe('refused', () => {
  test.each([
    {
      what: 'a name that is taken',
      run: () => addToRegistry(ours, { name: 'docs', posture: 'public' }),
      code: 'app_exists',
    },
    {
      what: 'a name that is not there',
      run: () => removeFromRegistry(ours, 'billing'),
      code: 'app_not_added',
    },
    { what: 'the primary', run: () => removeFromRegistry(ours, 'account'), code: 'app_not_added' },
    { what: 'a caller', run: () => removeFromRegistry(ours, 'academy'), code: 'app_not_added' },
    {
      what: 'apps from elsewhere',
      run: () => addToRegistry(config('apps'), { name: 'x', posture: 'public' }),
      code: 'config_unreadable',
    },
    {
      what: 'no TypeScript',
      run: () => addToRegistry('<<<', { name: 'x', posture: 'public' }),
      code: 'config_unreadable',
    },
    {
      what: 'another file',
      run: () => addToRegistry('export {};', { name: 'x', posture: 'public' }),
      code: 'config_unreadable',
    },
  ])('$what', ({ run, code }) => {
    expect(run).toThrow(expect.objectContaining({ code, exitCode: 2 }));
  });
});
