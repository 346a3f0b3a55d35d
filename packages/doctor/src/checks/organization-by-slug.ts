import { keyName, type Source, visit } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import type { Finding, StaticCheck } from '../check.ts';
import { calleeName } from '../clerk/clerk-names.ts';

/** @source Clerk docs "Organizations: slugs": an admin of an organization can change its slug, and another one may then take it. */
export const organizationBySlug: StaticCheck = {
  id: 'organization-by-slug',
  kind: 'static',
  title: 'Who may do something depends on the slug of an organization',
  whyItMatters:
    'A slug is a name: an admin of the organization can change it in the profile, and then anyone who creates an organization with the old slug gets what it opens. The id of an organization never changes and is never given twice.',
  fix: 'Compare the id: requireOrganization({ id }) or orgId, with the id of the organization from the dashboard in a variable of the server.',
  severity: 'warning',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner, /requireOrganization|orgSlug|org_slug|organizationSlug/).flatMap(findSlugs),
    ),
};

function findSlugs(source: Source): readonly Finding[] {
  if (source.directives.has('use client')) return [];
  return [...visit(source.program)].flatMap(({ node }): readonly Finding[] => {
    const slug = requiredSlug(node) ?? comparedSlug(node);
    if (slug === undefined) return [];
    return [{ saw: `The slug "${slug}" decides`, file: source.file, line: source.lineAt(node.start) }];
  });
}

/** `requireOrganization({ slug: 'acme' })`. One from the address of the page names what the user asks for, and is compared with the session. */
function requiredSlug(node: Node): string | undefined {
  if (node.type !== 'CallExpression' || calleeName(node)?.split('.').at(-1) !== 'requireOrganization')
    return undefined;
  const [organization] = node.arguments;
  if (organization?.type !== 'ObjectExpression') return undefined;
  const slug = organization.properties.find((one) => one.type === 'Property' && keyName(one.key) === 'slug');
  return slug?.type === 'Property' ? textOf(slug.value) : undefined;
}

/** `orgSlug === 'acme'`, and the same with `!==`. */
function comparedSlug(node: Node): string | undefined {
  if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return undefined;
  const sides = [node.left, node.right];
  const isSlug = sides.some((side) => /^(?:orgSlug|org_slug|organizationSlug)$/.test(lastName(side) ?? ''));
  return isSlug ? sides.map(textOf).find((text) => text !== undefined) : undefined;
}

/** The name, or the last of `(await auth()).orgSlug` and `session?.orgSlug`. */
function lastName(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ChainExpression') return lastName(node.expression);
  return node.type === 'MemberExpression' && node.property.type === 'Identifier'
    ? node.property.name
    : undefined;
}

function textOf(node: Node): string | undefined {
  return node.type === 'Literal' && typeof node.value === 'string' && node.value !== ''
    ? node.value
    : undefined;
}
