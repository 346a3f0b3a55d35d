import type { EnvironmentCheck, Finding } from '../check.ts';
import { type Setting, stageOf } from '../clerk/settings.ts';

type KeyKind = 'test' | 'live';

/** @source Clerk docs "Clerk environment variables", "Deploy to production". */
export const keyKinds: EnvironmentCheck = {
  id: 'key-kinds',
  kind: 'environment',
  title: 'Keys of two Clerk instances, or of the wrong one',
  whyItMatters:
    'The two keys must be of one instance: otherwise no token can be verified, and every user is signed out. With test keys in production, subdomains share no session, and only a hundred users can sign up.',
  fix: 'Copy both keys from the same instance: Clerk dashboard, API keys. pk_test goes with sk_test, pk_live with sk_live; only live keys belong in production.',
  severity: 'error',
  run: ({ repository, settingsOf }) =>
    repository.apps.flatMap((app) => {
      const keys = settingsOf(app).flatMap(toKey);
      const isDeployed = settingsOf(app).some(
        ({ name, value }) => name === 'VERCEL_ENV' && value === 'production',
      );
      return [...mixed(keys), ...testKeysOf(keys, isDeployed)];
    }),
};

interface Key {
  readonly kind: KeyKind;
  readonly isSecret: boolean;
  readonly setting: Setting;
}

function toKey(setting: Setting): readonly Key[] {
  const isSecret = setting.name === 'CLERK_SECRET_KEY';
  if (!isSecret && !setting.name.endsWith('CLERK_PUBLISHABLE_KEY')) return [];
  const kind = /^[ps]k_(test|live)_./.exec(setting.value)?.[1];
  return kind === 'test' || kind === 'live' ? [{ kind, isSecret, setting }] : [];
}

/** Compared within one file, or within the process: other pairs may never meet. */
function mixed(keys: readonly Key[]): readonly Finding[] {
  const secrets = keys.filter(({ isSecret }) => isSecret);
  return keys
    .filter(({ isSecret }) => !isSecret)
    .flatMap((key) => {
      const other = secrets.find(
        ({ kind, setting }) => setting.file === key.setting.file && kind !== key.kind,
      );
      return other
        ? [report(other.setting, `A ${other.kind} CLERK_SECRET_KEY beside a ${key.kind} ${key.setting.name}`)]
        : [];
    });
}

function testKeysOf(keys: readonly Key[], isDeployed: boolean): readonly Finding[] {
  return keys
    .filter(
      ({ kind, setting }) =>
        kind === 'test' && (stageOf(setting) === 'production' || (isDeployed && setting.file === undefined)),
    )
    .map(({ setting }) => report(setting, `A test key in ${setting.name} of production`));
}

function report({ file, line }: Setting, saw: string): Finding {
  return { saw, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) };
}
