import { describe, expect, test } from 'vitest';
import { readArguments } from '../src/read-arguments.ts';
import { START_ARGS } from '../src/start/command.ts';
import { parseStartOptions } from '../src/start/options.ts';

const parse = (line: string) => parseStartOptions(readArguments(line.split(' '), START_ARGS));

test('everything but the apps has a default', () => {
  expect(parse('--app web=3000')).toEqual({
    domain: 'acme.localhost',
    apps: [{ name: 'web', port: 3000 }],
    primary: { name: 'web', port: 3000 },
    port: 4000,
    signIn: '/sign-in',
    signUp: '/sign-up',
    stateDir: undefined,
    seedFile: undefined,
    envFiles: [],
    isVerbose: false,
  });
});

test('every option is read, in both spellings', () => {
  const line =
    '--domain=Shop.localhost --app web=3000 --app=admin-2=3001 --primary admin-2 --port 5000 --sign-in /in --sign-up=/in/new --state s --seed seed.yaml --write-env=.env.local --verbose';
  expect(parse(line)).toEqual({
    domain: 'shop.localhost',
    apps: [
      { name: 'web', port: 3000 },
      { name: 'admin-2', port: 3001 },
    ],
    primary: { name: 'admin-2', port: 3001 },
    port: 5000,
    signIn: '/in',
    signUp: '/in/new',
    stateDir: 's',
    seedFile: 'seed.yaml',
    envFiles: ['.env.local'],
    isVerbose: true,
  });
});

describe('what cannot be meant is refused with its value', () => {
  test.each([
    ['--verbose', 'app_invalid', 'There is no --app'],
    ['--app web', 'app_invalid', '"web"'],
    ['--app =3000', 'app_invalid', '"=3000"'],
    ['--app web=', 'app_invalid', '"web="'],
    ['--app web=0', 'app_invalid', '"web=0"'],
    ['--app web=65536', 'app_invalid', '"web=65536"'],
    ['--app web=3e3', 'app_invalid', '"web=3e3"'],
    ['--app Web=3000', 'app_invalid', '"Web=3000"'],
    ['--app a.b=3000', 'app_invalid', '"a.b=3000"'],
    ['--app -a=3000', 'option_unknown', "'--app'"],
    ['--app=-a=3000', 'app_invalid', '"-a=3000"'],
    ['--app clerk=3000', 'app_invalid', '"clerk"'],
    ['--app web=3000 --app web=3001', 'app_invalid', 'twice'],
    ['--app web=4000', 'app_invalid', '4000 and 4001'],
    ['--app web=3001 --port 3000', 'app_invalid', '3000 and 3001'],
    ['--app web=3000 --primary shop', 'primary_invalid', '"shop"'],
    ['--app web=3000 --domain localhost', 'domain_invalid', '"localhost"'],
    ['--app web=3000 --domain acme.test', 'domain_invalid', '"acme.test"'],
    ['--app web=3000 --domain .localhost', 'domain_invalid', '".localhost"'],
    ['--app web=3000 --domain a_b.localhost', 'domain_invalid', '"a_b.localhost"'],
    ['--app web=3000 --domain acme.localhost:80', 'domain_invalid', '"acme.localhost:80"'],
    ['--app web=3000 --port 0', 'port_invalid', '"0"'],
    ['--app web=3000 --port 65535', 'port_invalid', '"65535"'],
    ['--app web=3000 --port http', 'port_invalid', '"http"'],
    ['--app web=3000 --sign-in sign-in', 'path_invalid', '"sign-in"'],
    ['--app web=3000 --sign-up //evil.test', 'path_invalid', '"//evil.test"'],
    ['--app web=3000 --apps x', 'option_unknown', "'--apps'"],
    ['--app web=3000 --port', 'option_unknown', "'--port <value>'"],
    ['--app web=3000 shop', 'option_unknown', "'shop'"],
  ])('%s: %s', (line, code, says) => {
    expect(() => parse(line)).toThrow(expect.objectContaining({ code }));
    expect(() => parse(line)).toThrow(says);
  });
});
