import { keyName, type Package, type Repository, type Source, visit } from '@repo/next-repository';
import semver from 'semver';
import type { Finding, StaticCheck } from '../check.ts';
import { clerkImports, dottedName } from '../clerk/clerk-names.ts';
import { readSettings } from '../clerk/settings.ts';

/** Former options and variables for Clerk's keys, and their replacement. */
const OLD_OPTIONS: Readonly<Record<string, string>> = { apiKey: 'secretKey', frontendApi: 'publishableKey' };
const OLD_VARIABLES: Readonly<Record<string, string>> = {
  CLERK_API_KEY: 'CLERK_SECRET_KEY',
  CLERK_FRONTEND_API: 'CLERK_PUBLISHABLE_KEY',
  NEXT_PUBLIC_CLERK_FRONTEND_API: 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
};

/** Functions with these options. */
const CLERK_CALLS: ReadonlySet<string> = new Set([
  'createClerkClient',
  'Clerk',
  'clerkMiddleware',
  'authMiddleware',
  'withClerkMiddleware',
  'getAuth',
  'verifyToken',
  'authenticateRequest',
]);

/** @source @clerk/backend 1.0 changelog: `apiKey` and `frontendApi` were removed. */
export const deprecatedApiKey: StaticCheck = {
  id: 'deprecated-api-key',
  kind: 'static',
  title: 'Clerk gets an apiKey or frontendApi',
  whyItMatters:
    'Both options, and the variables for them, were removed: the SDK ignores them and finds no key, so every request fails or every user is signed out.',
  fix: 'Rename apiKey to secretKey (CLERK_SECRET_KEY) and frontendApi to publishableKey, and copy both again from the dashboard: the values differ.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) => {
      const versions = SDKS.flatMap((name) => owner.dependency(name)?.version ?? []);
      const findings = [
        ...repository
          .sourcesOf(owner, /apiKey|frontendApi|CLERK_(?:API_KEY|FRONTEND_API)/)
          .flatMap((source) => [...oldOptions(source), ...oldVariables(source)]),
        ...oldSettings(repository, owner),
      ];
      // With a version that reads the old names nothing is wrong yet.
      const isGone = !versions.some((version) => semver.lt(version, GONE_SINCE));
      return isGone ? findings : findings.map((finding): Finding => ({ ...finding, level: 'warning' }));
    }),
};

/** The SDKs that read the old names until this version. */
const SDKS = ['@clerk/nextjs', '@clerk/clerk-react', '@clerk/clerk-sdk-node'];
const GONE_SINCE = '5.0.0';

const ENV_FILES = [
  '.env',
  '.env.local',
  '.env.development',
  '.env.production',
  '.env.example',
  '.env.sample',
  '.env.template',
];

/** Variables that are set by their old name, and not by the new one too. */
function oldSettings(repository: Repository, { directory }: Package): readonly Finding[] {
  const folder = directory === '' ? '' : `${directory}/`;
  return ENV_FILES.flatMap((name) => {
    const settings = readSettings(repository, `${folder}${name}`);
    return settings.flatMap(({ name: variable, file, line }): readonly Finding[] => {
      const instead = OLD_VARIABLES[variable];
      if (instead === undefined || settings.some((other) => other.name === instead)) return [];
      const saw = `The variable ${variable}; it is ${instead} now`;
      return [{ saw, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) }];
    });
  });
}

function oldOptions(source: Source): readonly Finding[] {
  const names = new Map(clerkImports(source).map(({ local, imported }) => [local, imported]));
  if (names.size === 0) return [];
  return [...visit(source.program)].flatMap(({ node, ancestors: [object, call] }) => {
    if (node.type === 'JSXAttribute' && node.name.type === 'JSXIdentifier') {
      const isProvider =
        object?.type === 'JSXOpeningElement' &&
        object.name.type === 'JSXIdentifier' &&
        names.get(object.name.name) === 'ClerkProvider';
      return isProvider ? report(source, node.name.name, node.start) : [];
    }
    if (node.type !== 'Property' || object?.type !== 'ObjectExpression') return [];
    if (call?.type !== 'CallExpression' && call?.type !== 'NewExpression') return [];
    const callee = dottedName(call.callee)?.split('.').at(-1) ?? '';
    return CLERK_CALLS.has(names.get(callee) ?? callee)
      ? report(source, keyName(node.key) ?? '', node.start)
      : [];
  });
}

function report(source: Source, option: string, offset: number): readonly Finding[] {
  const instead = OLD_OPTIONS[option];
  if (instead === undefined) return [];
  return [
    { saw: `The option ${option}; it is ${instead} now`, file: source.file, line: source.lineAt(offset) },
  ];
}

function oldVariables(source: Source): readonly Finding[] {
  if (!/CLERK_(?:API_KEY|FRONTEND_API)/.test(source.text)) return [];
  return [...visit(source.program)].flatMap(({ node }) => {
    const name = dottedName(node);
    if (name === undefined || !name.startsWith('process.env.')) return [];
    const variable = name.slice('process.env.'.length);
    const instead = OLD_VARIABLES[variable];
    if (instead === undefined) return [];
    return [
      {
        saw: `The variable ${variable}; it is ${instead} now`,
        file: source.file,
        line: source.lineAt(node.start),
      },
    ];
  });
}
