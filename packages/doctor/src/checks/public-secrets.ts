import type { Repository } from '@repo/next-repository';
import { type Source, visit } from '@repo/next-repository';
import type { EnvironmentCheck, Finding } from '../check.ts';
import { dottedName } from '../clerk/clerk-names.ts';
import { holdsSecret, isSecretName } from '../clerk/keys.ts';
import type { Setting } from '../clerk/settings.ts';

/** @source Next.js docs "Environment variables": a NEXT_PUBLIC_ variable is written into the browser's scripts. */
export const publicSecrets: EnvironmentCheck = {
  id: 'public-secrets',
  kind: 'environment',
  title: 'A secret in a NEXT_PUBLIC_ variable',
  whyItMatters:
    'The value of a NEXT_PUBLIC_ variable is written into scripts that every visitor loads. Anyone who has the secret key can act as any user.',
  fix: 'Remove NEXT_PUBLIC_ from the name, read the variable on the server only, and replace the key in the dashboard: the old one is public.',
  severity: 'error',
  run: ({ repository, settingsOf }) => [
    ...repository.apps.flatMap((app) => settingsOf(app).flatMap(findingsOfSetting)),
    ...repository.packages.flatMap((owner) => repository.sourcesOf(owner, /NEXT_PUBLIC_/).flatMap(readsOf)),
    ...examples(repository),
  ],
};

function findingsOfSetting({ name, value, file, line }: Setting): readonly Finding[] {
  if (!name.startsWith('NEXT_PUBLIC_') || !(holdsSecret(value) || isSecretName(name))) return [];
  const saw = `${name} ${holdsSecret(value) ? 'holds a secret' : 'has the name of a secret'}`;
  return [{ saw, ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) }];
}

function readsOf(source: Source): readonly Finding[] {
  if (!source.text.includes('NEXT_PUBLIC_')) return [];
  return [...visit(source.program)].flatMap(({ node }) => {
    const name = dottedName(node)?.match(/^process\.env\.(NEXT_PUBLIC_\w+)$/)?.[1];
    if (name === undefined || !isSecretName(name)) return [];
    return [{ saw: `${name} is read here`, file: source.file, line: source.lineAt(node.start) }];
  });
}

/** Examples are copied. */
function examples(repository: Repository): readonly Finding[] {
  const files = repository.files.filter((file) => /(?:^|\/)\.env\.(?:example|sample|template)$/.test(file));
  return files.flatMap((file) =>
    (repository.read(file) ?? '').split('\n').flatMap((text, index) => {
      const name = /^\s*(?:export\s+)?(NEXT_PUBLIC_\w+)\s*=/.exec(text)?.[1];
      return name !== undefined && isSecretName(name)
        ? [{ saw: `${name} is in the example`, file, line: index + 1 }]
        : [];
    }),
  );
}
