import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppName, sso } from '@repo/sso';
import { ROOT } from '@repo/stack/repository';
import type { Posture } from '@subdomain-sso/auth/define-sso';

/** A small app that is type-checked in this repository. It has the name of the primary app. */
const TEMPLATE = join(ROOT, 'packages/cli/templates/app');
const NAME: AppName = 'account';

/** Files that tools leave in a folder. */
const LEFT_BEHIND = /^(node_modules|\.next|\.turbo)(\/|$)|^next-env\.d\.ts$|\.tsbuildinfo$/;

/**
 * Builds the files of a new app from the template.
 *
 * @returns Text by path inside `apps/<name>`.
 */
export function scaffoldApp({
  name,
  posture,
}: {
  readonly name: string;
  readonly posture: Posture;
}): ReadonlyMap<string, string> {
  const template = readFolder(TEMPLATE);
  const files = new Map<string, string>();
  for (const [path, text] of template) {
    // A public app knows no user on the server, and so refuses none.
    if (path.startsWith('home/') || (posture === 'public' && path.startsWith('app/no-access/'))) continue;
    files.set(path, rename(text, name));
  }
  files.set('app/page.tsx', homePage(template, posture));
  files.set('package.json', manifest(template, name));
  files.set('tsconfig.json', (template.get('tsconfig.json') ?? '').replace('../../../../', '../../'));
  return files;
}

/** Reads every file of a folder that no tool left there. Empty when there is no such folder. */
export function readFolder(directory: string): ReadonlyMap<string, string> {
  const paths = listFiles(directory).filter((path) => !LEFT_BEHIND.test(path));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(directory, path), 'utf8')]));
}

function listFiles(directory: string, folder = ''): string[] {
  try {
    return readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (LEFT_BEHIND.test(path)) return [];
      return entry.isDirectory() ? listFiles(directory, path) : [path];
    });
  } catch {
    return [];
  }
}

function rename(text: string, name: string): string {
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  return text
    .replaceAll(`'${NAME}'`, `'${name}'`)
    .replaceAll(`"${NAME}"`, `"${name}"`)
    .replaceAll('Acme Account', `Acme ${title}`);
}

/** The staff organization is in the registry, which `requireStaff()` reads. */
function homePage(template: ReadonlyMap<string, string>, posture: Posture): string {
  return template.get(`home/${typeof posture === 'string' ? posture : 'staff'}.tsx`) ?? '';
}

/** The template has no build scripts; a new app gets those of the primary app. */
function manifest(template: ReadonlyMap<string, string>, name: string): string {
  const own: object = JSON.parse(template.get('package.json') ?? '{}');
  const ofPrimary: { scripts: Record<string, string> } = JSON.parse(
    readFileSync(join(ROOT, 'apps', sso.primary, 'package.json'), 'utf8'),
  );
  return `${JSON.stringify({ ...own, name, scripts: ofPrimary.scripts }, null, 2)}\n`;
}
