import type { Repository } from '@repo/next-repository';
import { keyName, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';

/** The posture of an app in a registry; `unknown` when it is computed. */
export type WrittenPosture = 'public' | 'mixed' | 'protected' | 'staff' | 'bearer' | 'unknown';

/** The registry of the auth package in the repository, if there is one. */
function findSsoConfig(repository: Repository): string | undefined {
  return repository.files.find((file) => /(?:^|\/)sso\.config\.[cm]?[jt]s$/.test(file));
}

/** The postures of the registry, by app; read from its text, because no code of the repository is run. */
export function readPostures(repository: Repository): ReadonlyMap<string, WrittenPosture> {
  const file = findSsoConfig(repository);
  const source = file === undefined ? undefined : repository.source(file);
  const apps = source && findProperty(source.program, 'apps');
  if (apps?.type !== 'ObjectExpression') return new Map();
  return new Map(
    apps.properties.flatMap((property): readonly (readonly [string, WrittenPosture])[] => {
      const name = property.type === 'Property' ? keyName(property.key) : undefined;
      if (name === undefined || property.type !== 'Property') return [];
      return [[name, postureOf(findProperty(property.value, 'posture'))]];
    }),
  );
}

/** Root domains the registry names, that of production first; none when there is no registry. */
export function findRootDomains(repository: Repository): readonly string[] {
  const file = findSsoConfig(repository);
  const source = file === undefined ? undefined : repository.source(file);
  return ['rootDomain', 'localRootDomain'].flatMap((name) => {
    const value = source && findProperty(source.program, name);
    return value?.type === 'Literal' && typeof value.value === 'string' ? [value.value] : [];
  });
}

function findProperty(node: Node, name: string): Node | undefined {
  for (const { node: inner } of visit(node)) {
    if (inner.type === 'Property' && keyName(inner.key) === name) return inner.value;
  }
  return undefined;
}

function postureOf(node: Node | undefined): WrittenPosture {
  if (node?.type === 'ObjectExpression') return 'staff';
  const value = node?.type === 'Literal' ? node.value : undefined;
  return value === 'public' || value === 'mixed' || value === 'protected' || value === 'bearer'
    ? value
    : 'unknown';
}
