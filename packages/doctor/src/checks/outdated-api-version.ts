import { keyName, type Source, visit } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { belowFloors } from '../clerk/version-floors.ts';

/** The API version before which names and values differ from what Clerk documents today. */
const CURRENT = '2025-11-10';

const fault = 'it asks for an API version older than 2025-11-10';

/** @source `SUPPORTED_BAPI_VERSION` of @clerk/backend 2.20.0 and 2.21.0; `dependencies` of @clerk/nextjs 6.35.0. */
export const outdatedApiVersion: StaticCheck = {
  id: 'outdated-api-version',
  kind: 'static',
  title: 'Clerk is asked for an outdated version of its API',
  whyItMatters:
    'Clerk answers in the form of the version that is asked for. With an old one, fields have other names or are left out, new features are missing, and one day it is no longer answered.',
  fix: 'Leave the Clerk-API-Version header out and call the SDK; raise the SDK to the version named, or newer.',
  severity: 'warning',
  run: (repository) => [
    ...repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner, /clerk-api-version|clerk_api_version/i).flatMap(oldHeaders),
    ),
    ...belowFloors(repository, [
      { name: '@clerk/nextjs', since: '5.0.0', fixedIn: ['6.35.0'], fault },
      { name: '@clerk/backend', since: '1.0.0', fixedIn: ['2.21.0'], fault },
    ]).map((finding): Finding => ({ ...finding, level: 'note' })),
  ],
};

/** `'Clerk-API-Version': '2024-10-01'` in an object, and `headers.set('Clerk-API-Version', …)`. */
function oldHeaders(source: Source): readonly Finding[] {
  return [...visit(source.program)].flatMap(({ node }) => {
    const [name, value] =
      node.type === 'Property'
        ? [keyName(node.key), node.value]
        : node.type === 'CallExpression' && node.arguments[0]?.type === 'Literal'
          ? [String(node.arguments[0].value), node.arguments[1]]
          : [];
    if (name === undefined || !/^(?:clerk-api-version|__clerk_api_version)$/i.test(name)) return [];
    const version = value?.type === 'Literal' ? String(value.value) : '';
    if (!/^(?:\d{4}-\d{2}-\d{2}|v?1)$/.test(version) || version >= CURRENT) return [];
    return [
      {
        saw: `API version ${version}; Clerk documents ${CURRENT} and newer`,
        file: source.file,
        line: source.lineAt(node.start),
      },
    ];
  });
}
