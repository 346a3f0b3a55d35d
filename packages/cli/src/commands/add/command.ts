import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isCancel, select, text } from '@clack/prompts';
import { addToRegistry, appLabel, parsePosture, removeFromRegistry } from '@repo/copy';
import { sso } from '@repo/sso';
import { appDirectory, ROOT } from '@repo/stack/repository';
import type { Posture } from '@subdomain-sso/auth/define-sso';
import { defineCommand } from 'citty';
import { CliError } from '../../cli-error.ts';
import { assertNodeVersion, resolvePort } from '../../options.ts';
import { readFolder, scaffoldApp } from './scaffold.ts';

const REGISTRY = join(ROOT, 'packages/sso/sso.config.ts');

/** `sso add`: adds an app to this repository, or removes one. */
export const addCommand = defineCommand({
  meta: { name: 'add', description: 'Add an app to this repository, or remove it again' },
  args: {
    name: {
      type: 'positional',
      required: true,
      description: 'Name and subdomain of the app',
      valueHint: 'billing',
    },
    posture: {
      type: 'string',
      description: 'Who has access. Default: a terminal asks, else protected',
      valueHint: 'protected|public|mixed|staffOf:acme',
    },
    remove: { type: 'boolean', description: 'Remove the app, if its files are as they were added' },
    yes: { type: 'boolean', description: 'Remove it even if its files were edited' },
    install: { type: 'boolean', default: true, negativeDescription: 'Do not run `pnpm install`' },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const { name } = args;
    if (name !== appLabel(name)) {
      throw new CliError(
        'invalid_usage',
        `"${name}" is not a subdomain: lower-case letters, digits and "-".`,
      );
    }
    if (args.remove) removeApp(name, { isForced: args.yes ?? false });
    else addApp(name, await choosePosture(args.posture));
    if (args.install) install();
    const url = `http://${name}.${sso.localRootDomain}:${resolvePort(undefined, process.env)}`;
    console.log(
      args.remove
        ? `apps/${name} is removed.`
        : `apps/${name} is added: pnpm dev --filter=${name}, then ${url}`,
    );
  },
});

function addApp(name: string, posture: Posture): void {
  const directory = appDirectory(name);
  if (existsSync(join(directory, 'package.json'))) {
    throw new CliError('app_exists', `apps/${name} exists already.`);
  }
  const registry = addToRegistry(readFileSync(REGISTRY, 'utf8'), { name, posture });
  for (const [path, text] of scaffoldApp({ name, posture })) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  writeFileSync(REGISTRY, registry);
}

function removeApp(name: string, { isForced }: { readonly isForced: boolean }): void {
  const registry = removeFromRegistry(readFileSync(REGISTRY, 'utf8'), name);
  const edited = editedFiles(name);
  if (edited.length > 0 && !isForced) {
    const list = edited.map((path) => `\n  apps/${name}/${path}`).join('');
    throw new CliError('would_overwrite', `These files were edited. Remove them with --yes:${list}`);
  }
  writeFileSync(REGISTRY, registry);
  rmSync(appDirectory(name), { recursive: true, force: true });
}

/** Files that differ from those that `addApp` writes. */
function editedFiles(name: string): readonly string[] {
  const definition = Object.entries(sso.apps).find(([key]) => key === name)?.[1];
  const posture = definition && definition.posture !== 'bearer' ? definition.posture : undefined;
  const ours = posture === undefined ? new Map<string, string>() : scaffoldApp({ name, posture });
  return [...readFolder(appDirectory(name))].flatMap(([path, text]) =>
    ours.get(path) === text ? [] : [path],
  );
}

async function choosePosture(given: string | undefined): Promise<Posture> {
  if (given !== undefined) return parsePosture(given);
  if (!process.stdin.isTTY || !process.stdout.isTTY) return 'protected';
  const answer = await select({
    message: 'Who has access?',
    options: [
      { value: 'protected', label: 'protected: signed-in users' },
      { value: 'mixed', label: 'mixed: everyone; it knows who is signed in' },
      { value: 'public', label: 'public: everyone, static' },
      { value: 'staff', label: 'staff: members of one organization' },
    ],
  });
  if (isCancel(answer)) throw new CliError('invalid_usage', 'Nothing was changed.');
  if (answer !== 'staff') return parsePosture(answer);
  const slug = await text({ message: 'Slug of the organization', placeholder: 'acme', defaultValue: 'acme' });
  if (isCancel(slug)) throw new CliError('invalid_usage', 'Nothing was changed.');
  return parsePosture(`staffOf:${slug}`);
}

/** Links the new app's dependencies, or removes the links of the removed app. All dependencies are installed already. */
function install(): void {
  const own = process.env.npm_execpath;
  const [file, args]: [string, string[]] =
    own?.includes('pnpm') && /\.[cm]?js$/.test(own) ? [process.execPath, [own]] : ['npx', ['-y', 'pnpm@12']];
  execFileSync(file, [...args, 'install', '--prefer-offline', '--no-frozen-lockfile'], {
    cwd: ROOT,
    stdio: 'ignore',
  });
}
