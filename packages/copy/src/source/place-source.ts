import { posix } from 'node:path';
import type { CopyChoices } from '../choices.ts';

type Form = Pick<CopyChoices, 'form' | 'as' | 'packageName'>;

/**
 * The place of a file of packages/auth in the target. A folder of an app has no `src` inside: `src/lib/auth/proxy.ts`.
 *
 * @param path Relative to packages/auth.
 * @returns Relative to the target.
 */
export function placeOf(path: string, { form, as }: Form): string {
  return posix.join(as, form === 'folder' ? path.replace(/^src\//, '') : path);
}

/**
 * The text of a file in the copy. Imports lose their `.ts`: with it, every project that includes the file would need
 * `allowImportingTsExtensions`, which a new Next.js app does not have.
 *
 * @param path Relative to packages/auth.
 */
export function placeText(path: string, text: string, choices: Form): string {
  const moved = path.endsWith('.md') ? text : relinkImports(path, text, choices);
  return renamePackage(moved, choices);
}

/**
 * The relative module specifier for a file of the copy.
 *
 * @param target Relative to packages/auth: 'src/proxy.ts'.
 * @param from The importing file, relative to the target repository.
 * @returns A relative path without extension, such as './lib/auth/proxy'.
 */
export function relativeImport(from: string, target: string, choices: Form): string {
  return linkTo(from, placeOf(target, choices));
}

function relinkImports(path: string, text: string, choices: Form): string {
  const from = placeOf(path, choices);
  return text.replace(
    /((?:\bfrom|\bimport|\bdeclare module)\s*\(?\s*)'(\.\.?\/[^']+)'/g,
    (_whole, before: string, name: string) => {
      const target = placeOf(posix.join(posix.dirname(path), name), choices);
      return `${before}'${linkTo(from, target)}'`;
    },
  );
}

function linkTo(from: string, target: string): string {
  const path = posix.relative(posix.dirname(from), target).replace(/\.tsx?$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

function renamePackage(text: string, { form, as, packageName }: Form): string {
  const named = text.replaceAll('packages/auth/', `${as}/`);
  if (form === 'package') return named.replaceAll('@subdomain-sso/auth', packageName);
  // Next.js transpiles an app's own folders.
  return named.replaceAll("'@subdomain-sso/auth', ", '').replaceAll('@subdomain-sso/auth', aliasOf(as));
}

/** The folder with the import alias of a new Next.js app, for the README. */
function aliasOf(as: string): string {
  return `@/${as.replace(/^src\//, '')}`;
}
