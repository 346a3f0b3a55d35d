import { keyName, type Source, visit } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { clerkImports, dottedName } from '../clerk/clerk-names.ts';

/** @source Clerk API versions 2025-11-10 and 2026-05-12: `commerce` is `billing`, `payment_source` is `payment_method`. */
export const outdatedBillingApi: StaticCheck = {
  id: 'outdated-billing-api',
  kind: 'static',
  title: 'Billing is called by the names of an outdated API version',
  whyItMatters:
    'Since API version 2025-11-10 /commerce/ is /billing/ and payment_source is payment_method. The SDKs use today’s version, so the old names answer 404 or are undefined.',
  fix: 'Rename commerce to billing and payment source to payment method, in paths, properties and hooks.',
  severity: 'error',
  run: (repository) =>
    repository.packages.flatMap((owner) =>
      repository.sourcesOf(owner, /commerce|payment_?source/i).flatMap(findOldNames),
    ),
};

function findOldNames(source: Source): readonly Finding[] {
  if (!/commerce|payment_?source/i.test(source.text)) return [];
  const usesClerk = clerkImports(source).length > 0;
  return [...visit(source.program)].flatMap(({ node }): readonly Finding[] => {
    const place = () => ({ file: source.file, line: source.lineAt(node.start) });
    if (node.type === 'Literal' && typeof node.value === 'string')
      return oldText(node.value, usesClerk, place);
    if (node.type === 'TemplateElement') return oldText(node.value.cooked ?? '', usesClerk, place);
    if (
      node.type === 'MemberExpression' &&
      /(?:[cC]lerk\w*|client)\.(?:__experimental_)?commerce$/.test(dottedName(node) ?? '')
    )
      return usesClerk ? [{ saw: `${dottedName(node)} is billing now`, ...place() }] : [];
    const key =
      node.type === 'MemberExpression' && !node.computed
        ? node.property
        : node.type === 'Property'
          ? node.key
          : undefined;
    const name = key && keyName(key);
    return usesClerk &&
      name !== undefined &&
      /^(?:payment_sources?(?:_id)?|paymentSources?(?:Id)?)$/.test(name)
      ? [
          {
            saw: `${name} is ${name.replace('source', 'method').replace('Source', 'Method')} now`,
            ...place(),
          },
        ]
      : [];
  });
}

function oldText(
  text: string,
  usesClerk: boolean,
  place: () => Pick<Finding, 'file' | 'line'>,
): readonly Finding[] {
  const isOld = /(?:^|\/)commerce\//.test(text) || /(?:^|\/)payment_sources?(?:\/|$)/.test(text);
  if (!isOld || !(usesClerk || /clerk/i.test(text))) return [];
  return [{ saw: `The path ${text.replace(/\?.*$/s, '')}`, ...place() }];
}
