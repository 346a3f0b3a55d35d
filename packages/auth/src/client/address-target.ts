import type { OrganizationTarget, TargetExpression } from '../organization-target.ts';

/**
 * Which organization an address names, in the browser.
 *
 * @param expressions From `targetExpressions()`, in their order.
 * @param pathname Of the page.
 * @returns null: none, and any may be active.
 */
export function addressTarget(
  expressions: readonly TargetExpression[],
  pathname: string,
): OrganizationTarget | null {
  for (const { source, kind, group } of expressions) {
    const found = new RegExp(source, 'i').exec(pathname);
    if (!found) continue;
    if (kind === 'personal') return { kind };
    const value = found[group];
    if (value) return { kind, value };
  }
  return null;
}
