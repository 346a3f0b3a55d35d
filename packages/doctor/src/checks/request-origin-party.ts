import { constantNamed, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Finding, StaticCheck } from '../check.ts';
import { dottedName, partiesIn } from '../clerk/clerk-names.ts';

/** @source CWE-346; AGENTS.md "The one rule": a request never authorises itself. */
export const requestOriginParty: StaticCheck = {
  id: 'request-origin-party',
  kind: 'static',
  title: 'authorizedParties is taken from the request',
  whyItMatters:
    'The sender of a request then chooses whom the app trusts. Behind most proxies Host and X-Forwarded-Host hold what the caller wrote, so any token of the instance is accepted.',
  fix: 'Write the origins in the code, or read them from a variable that only the deployment sets. With the auth package they come from sso.config.ts.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner, /authorizedParties/).flatMap(findDerived),
    ),
};

function findDerived(source: Source): readonly Finding[] {
  return partiesIn(source).flatMap((list) => {
    const used = fromRequest(source, list, new Set());
    return used === undefined
      ? []
      : [{ saw: `authorizedParties holds ${used}`, file: source.file, line: source.lineAt(list.start) }];
  });
}

const HEADERS: ReadonlySet<string> = new Set([
  'host',
  'x-forwarded-host',
  'x-forwarded-proto',
  'origin',
  'referer',
  'forwarded',
]);

/** What of a request an expression holds, constants it names included. */
function fromRequest(source: Source, expression: Node, seen: Set<string>): string | undefined {
  for (const {
    node,
    ancestors: [parent],
  } of visit(expression)) {
    const own = partOfRequest(node);
    if (own !== undefined) return own;
    const isProperty = parent?.type === 'MemberExpression' && parent.property === node && !parent.computed;
    if (node.type !== 'Identifier' || isProperty || seen.has(node.name)) continue;
    seen.add(node.name);
    const value = constantNamed(source, node.name);
    const inner = value && fromRequest(source, value, seen);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

function partOfRequest(node: Node): string | undefined {
  if (node.type === 'MemberExpression') {
    const name = dottedName(node);
    if (name !== undefined && /(?:^|\.)nextUrl\b|^(?:req|request)\.url$/.test(name)) return name;
  }
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return undefined;
  const [argument] = node.arguments;
  const isRead = node.callee.property.type === 'Identifier' && node.callee.property.name === 'get';
  if (!isRead || argument?.type !== 'Literal' || typeof argument.value !== 'string') return undefined;
  return HEADERS.has(argument.value.toLowerCase()) ? `the header ${argument.value}` : undefined;
}
