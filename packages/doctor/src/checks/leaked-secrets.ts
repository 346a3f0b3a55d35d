import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NextApp, Repository } from '@repo/next-repository';
import { lineOf } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { findSecret, holdsSecret } from '../clerk/keys.ts';
import { readEnvHistory } from '../git/env-history.ts';
import type { Unread } from '../unread.ts';

export const leakedSecrets: StaticCheck = {
  id: 'leaked-secrets',
  kind: 'static',
  title: 'A secret in the repository, its history or the browser’s scripts',
  whyItMatters:
    'Anyone who has the secret key can read and change every user, and sign in as any of them. A committed key stays in every clone, even when it was deleted later.',
  fix: 'Replace the key in the dashboard first. Then remove it: add env files to .gitignore, and keep secrets in server variables only. Cleaning the history does not clean existing clones.',
  severity: 'error',
  run: (repository) => [
    ...inFiles(repository),
    ...inHistory(repository).filter(({ file }) => !inFiles(repository).some((one) => one.file === file)),
    ...repository.apps.flatMap((app) => inScripts(repository, app)),
  ],
  unread: unreadHistory,
};

/** Files that git tracks: with git, ignored env files are not among them; without git, env files are not checked. */
function inFiles(repository: Repository): readonly Finding[] {
  const tracked = repository.hasGit ? repository.files.filter((file) => ENV_FILE.test(file)) : [];
  const code = repository.packages.flatMap((owner) => repository.codeOf(owner));
  return [...new Set([...tracked, ...code])].flatMap((file) => {
    const text = repository.read(file) ?? '';
    const at = findSecret(text);
    return at === undefined ? [] : [{ saw: 'A secret is written here', file, line: lineOf(text, at) }];
  });
}

const ENV_FILE = /(?:^|\/)\.env(?:\.[\w.-]+)?$/;

/** Commits of every branch that put a secret into an env file. */
function inHistory({ root, hasGit }: Repository): readonly Finding[] {
  if (!hasGit) return [];
  return readEnvHistory(root).secrets.map(({ file, commit }) => ({
    saw: `${file} held a secret in commit ${commit.slice(0, 10)}`,
    file,
  }));
}

/** A part of the history that was not read is no clean history. */
function unreadHistory({ root, hasGit }: Repository): readonly Unread[] {
  if (!hasGit) return [];
  const { missing } = readEnvHistory(root);
  if (missing === undefined) return [];
  return [{ saw: missing, file: '.git', line: 1, checks: ['leaked-secrets'] }];
}

/** What the last build of an app serves to browsers. */
function inScripts(repository: Repository, app: NextApp): readonly Finding[] {
  const folder = join(app.directory, '.next/static');
  const names = listScripts(join(repository.root, folder));
  return names.flatMap((name) => {
    const text = readFileSync(join(repository.root, folder, name), 'utf8');
    return holdsSecret(text)
      ? [{ saw: 'A script for browsers holds a secret', file: join(folder, name).replaceAll('\\', '/') }]
      : [];
  });
}

function listScripts(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.(?:js|json|map|html)$/.test(name),
    );
  } catch {
    return [];
  }
}
