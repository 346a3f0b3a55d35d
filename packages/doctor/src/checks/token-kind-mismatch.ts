import type { NextApp, Package, Repository } from '@repo/next-repository';
import { keyName, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import semver from 'semver';
import type { Finding, StaticCheck } from '../check.ts';
import { calleeName, clerkServerNames } from '../clerk/clerk-names.ts';
import { readProxyRules } from '../clerk/proxy-rules.ts';
import { routesOf } from '../clerk/routes.ts';

/** @source @clerk/backend 3.20.1 `TokenType`. */
const KINDS: ReadonlySet<string> = new Set(['session_token', 'api_key', 'm2m_token', 'oauth_token', 'any']);

/** @source @clerk/nextjs 7.9.7 `auth.protect`: without `token` it accepts session tokens only. */
export const tokenKindMismatch: StaticCheck = {
  id: 'token-kind-mismatch',
  kind: 'static',
  title: 'A route accepts a kind of token that never reaches it',
  whyItMatters:
    'Every call with an API key, machine or OAuth token is refused although the route accepts it: the proxy in front lets only session tokens through, or the kind is misspelled.',
  fix: 'Exclude the route from what the proxy protects, or name the kinds there too: auth.protect({ token: [...] }). The kinds are session_token, api_key, m2m_token, oauth_token.',
  severity: 'error',
  run: (repository) => [
    ...repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner, /acceptsToken|token/).flatMap((source) => misspelled(repository, source)),
    ),
    ...repository.apps.flatMap((app) => blocked(repository, app)),
    ...repository.packages.flatMap((owner) => listsTooEarly(repository, owner)),
  ],
};

/** The first versions in which a list of kinds works. @source @clerk/backend 2.29.2 changelog; `dependencies` of @clerk/nextjs 6.36.7. */
const LIST_FLOORS: readonly (readonly [string, string])[] = [
  ['@clerk/backend', '2.29.2'],
  ['@clerk/nextjs', '6.36.7'],
];

function listsTooEarly(repository: Repository, owner: Package): readonly Finding[] {
  const [old] = LIST_FLOORS.flatMap(([name, floor]) => {
    const dependency = owner.dependency(name);
    return dependency && semver.lt(dependency.version, floor)
      ? [`${name} ${dependency.version}; it works from ${floor} on`]
      : [];
  });
  if (old === undefined) return [];
  return repository.sourcesOf(owner, /acceptsToken/).flatMap((source) =>
    acceptedIn(repository, source).flatMap(({ isList, offset }): readonly Finding[] =>
      isList
        ? [
            {
              saw: `A list of kinds, with ${old}`,
              file: source.file,
              line: source.lineAt(offset),
              level: 'warning',
              fix: 'Raise the version to the one named, or newer: before it a list of kinds does not match the tokens that it names.',
            },
          ]
        : [],
    ),
  );
}

interface Accepted {
  readonly isList: boolean;
  readonly kinds: readonly string[];
  readonly offset: number;
}

/** Every `auth({ acceptsToken })` of a file whose kinds are written out. */
function acceptedIn(repository: Repository, source: Source): readonly Accepted[] {
  const names = clerkServerNames(repository, source);
  return [...visit(source.program)].flatMap(({ node }) => {
    if (node.type !== 'CallExpression') return [];
    const called = names.get(calleeName(node)?.split('.')[0] ?? '');
    if (called !== 'auth' && called !== 'getAuth' && !isAuthenticate(node)) return [];
    return node.arguments.flatMap((argument) => {
      if (argument.type !== 'ObjectExpression') return [];
      const option = argument.properties.find(
        (item) => item.type === 'Property' && ['acceptsToken', 'token'].includes(keyName(item.key) ?? ''),
      );
      return option?.type === 'Property'
        ? [
            {
              kinds: kindsOf(option.value),
              isList: option.value.type === 'ArrayExpression',
              offset: option.start,
            },
          ]
        : [];
    });
  });
}

function isAuthenticate(node: Node): boolean {
  return node.type === 'CallExpression' && calleeName(node)?.endsWith('.authenticateRequest') === true;
}

function kindsOf(value: Node): readonly string[] {
  if (value.type === 'Literal') return typeof value.value === 'string' ? [value.value] : [];
  return value.type === 'ArrayExpression'
    ? value.elements.flatMap((element) => (element ? kindsOf(element) : []))
    : [];
}

function misspelled(repository: Repository, source: Source): readonly Finding[] {
  return acceptedIn(repository, source).flatMap(({ kinds, offset }) =>
    kinds
      .filter((kind) => !KINDS.has(kind))
      .map((kind) => ({
        saw: `There is no kind of token "${kind}"`,
        file: source.file,
        line: source.lineAt(offset),
      })),
  );
}

function blocked(repository: Repository, app: NextApp): readonly Finding[] {
  const rules = readProxyRules(repository, app);
  if (!rules || rules.isOurs || rules.namesTokens) return [];
  return routesOf(app)
    .filter(({ path }) => rules.runsFor(path) && rules.protects(path))
    .flatMap(({ file, path }) => {
      const source = repository.source(file);
      const accepted = source
        ? acceptedIn(repository, source).find(({ kinds }) =>
            kinds.some((kind) => kind !== 'session_token' && KINDS.has(kind)),
          )
        : undefined;
      if (!source || !accepted) return [];
      const saw = `${path} accepts ${accepted.kinds.join(', ')}, and ${rules.source.file} protects it for session tokens only`;
      return [{ saw, file, line: source.lineAt(accepted.offset) }];
    });
}
