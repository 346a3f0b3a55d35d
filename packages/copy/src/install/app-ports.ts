import { posix } from 'node:path';
import type { InstallChoices } from './install-choices.ts';
import type { AppTexts } from './install-input.ts';

/** Port of every app of the registry: that of its `dev` script, else the first free one from 3000. */
export function portsOf(
  { placements, apps }: Pick<InstallChoices, 'placements' | 'apps'>,
  texts: readonly AppTexts[],
): ReadonlyMap<string, number> {
  const known = new Map(placements.map(({ app, directory }) => [app, portOf(directory, texts)]));
  const taken = new Set(known.values());
  const free = () => {
    let port = 3000;
    while (taken.has(port)) port += 1;
    taken.add(port);
    return port;
  };
  return new Map(apps.map(({ name }) => [name, known.get(name) ?? free()]));
}

/** `clerk-local` for these apps, at the ports where their `dev` scripts listen. */
export function clerkCommand(choices: InstallChoices, texts: readonly AppTexts[]): string {
  const { domain, placements, apps } = choices;
  const label = domain.split('.')[0] ?? domain;
  const ports = [...portsOf(choices, texts)].map(([name, port]) => `--app ${name}=${port}`);
  const inOrder = apps.flatMap(({ name }) => placements.filter(({ app }) => app === name));
  const files = inOrder.map(({ directory }) => `--write-env ${posix.join(directory, '.env.local')}`);
  return ['clerk-local', `--domain ${label}.localhost`, ...ports, ...files].join(' ');
}

/** Two apps whose `next dev` begins at port 3000 would take each other's place. */
export function portNotes(
  { placements }: Pick<InstallChoices, 'placements'>,
  texts: readonly AppTexts[],
): readonly string[] {
  const open = placements.filter(({ directory }) => portOf(directory, texts) === undefined);
  if (placements.length < 2 || open.length === 0) return [];
  const names = open.map(({ directory }) => directory).join(', ');
  return [
    `${names}: write the port of the script "clerk" into "dev" (next dev -p 3001), so that each app has its own.`,
  ];
}

function portOf(directory: string, texts: readonly AppTexts[]): number | undefined {
  return texts.find((each) => each.app.directory === directory)?.app.devScript?.port ?? undefined;
}
