import { describe, expect, test } from 'vitest';
import { assertNodeVersion, resolvePort, selectApps } from './options.ts';

describe('the port', () => {
  test.each([
    { name: 'the option wins', option: '4000', env: { SSO_LOCAL_PORT: '5000' }, port: 4000 },
    { name: 'the variable comes next', option: undefined, env: { SSO_LOCAL_PORT: '5000' }, port: 5000 },
    { name: 'else 3000', option: undefined, env: {}, port: 3000 },
    {
      name: 'a production shell does not matter',
      option: undefined,
      env: { NODE_ENV: 'production' },
      port: 3000,
    },
  ])('$name', ({ option, env, port }) => {
    expect(resolvePort(option, env)).toBe(port);
  });

  test.each(['0', '65535', '-1', '3000x', '3e3', ' '])('"%s" is refused', (option) => {
    expect(() => resolvePort(option, {})).toThrow(expect.objectContaining({ code: 'invalid_environment' }));
  });
});

describe('the filter', () => {
  test.each([
    { filter: undefined, apps: ['account', 'platform', 'portal', 'academy', 'handbook', 'docs', 'api'] },
    { filter: 'api', apps: ['account', 'api'] },
    { filter: 'platform', apps: ['account', 'platform'] },
    { filter: 'docs, platform', apps: ['account', 'platform', 'docs'] },
    { filter: 'account', apps: ['account'] },
  ])('$filter selects $apps', ({ filter, apps }) => {
    expect(selectApps(filter)).toEqual(apps);
  });

  test.each(['nothing', 'platform,nothing', '', 'toString'])(
    '"%s" is refused with the names there are',
    (filter) => {
      expect(() => selectApps(filter)).toThrow(
        expect.objectContaining({
          code: 'unknown_app',
          message: expect.stringContaining('account, platform'),
        }),
      );
    },
  );
});

describe('the Node version', () => {
  test.each(['20.19.0', '20.20.2', '22.0.0', '100.0.0'])('%s runs', (current) => {
    expect(() => assertNodeVersion(current)).not.toThrow();
  });

  test.each(['18.20.0', '20.9.0', '20.18.3'])('%s is too old', (current) => {
    expect(() => assertNodeVersion(current)).toThrow(
      expect.objectContaining({ code: 'node_too_old', exitCode: 2 }),
    );
  });
});
