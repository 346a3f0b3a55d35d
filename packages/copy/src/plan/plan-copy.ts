import { posix } from 'node:path';
import type { CopyChoices, Placement } from '../choices.ts';
import { addDependencies, addToField } from '../edits/edit-manifest.ts';
import { addWorkspace, editPnpmWorkspace, missingGlob } from '../edits/edit-workspace.ts';
import { wrapNextConfig } from '../edits/wrap-next-config.ts';
import type { ChangelogSection } from '../source/changelog.ts';
import { importOf, proxyPath } from '../source/managed-files.ts';
import type { Upstream } from '../source/upstream.ts';
import type { NextApp, Target, TextFile } from '../target/target.ts';
import type { FileAction } from './plan-files.ts';

/** An addition to a file of the target. */
export interface EditAction {
  readonly kind: 'edit' | 'create';
  readonly path: string;
  readonly text: string;
  /** What it adds, one phrase each. */
  readonly changes: readonly string[];
}

/** An edit that a program cannot make safely, with the lines to write. */
export interface ManualStep {
  readonly path: string;
  readonly why: string;
  readonly lines: string;
}

/** Changes of the target around the copied files. */
export interface ProjectEdits {
  readonly edits: readonly EditAction[];
  readonly manualSteps: readonly ManualStep[];
  readonly notes: readonly string[];
}

/** The whole plan. */
export interface CopyPlan extends ProjectEdits {
  readonly files: readonly FileAction[];
  /** What the versions since the copy's own ask of the team; empty for a first copy. */
  readonly changelog: readonly ChangelogSection[];
}

interface Input {
  readonly upstream: Upstream;
  readonly target: Target;
  readonly choices: CopyChoices;
}

/**
 * Plans what to add around the copy: dependencies, the workspace's list, `next.config.ts`, `.env.example`.
 */
export function planProjectEdits(input: Input): ProjectEdits {
  const { target, choices } = input;
  const parts = [planRoot(input)];
  for (const placement of choices.placements) {
    const app = target.apps.find(({ directory }) => directory === placement.directory);
    if (!app) continue;
    parts.push(planApp(app, placement, input));
  }
  return {
    edits: parts.flatMap(({ edits }) => edits),
    manualSteps: parts.flatMap(({ manualSteps }) => manualSteps),
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  };
}

/** The apps with a proxy of their own: another file, or one that calls createAuthProxy() itself. */
export function appsWithOwnProxy(target: Target, disk: ReadonlyMap<string, string>): readonly NextApp[] {
  return target.apps.filter((app) => {
    const own = disk.get(proxyPath(app));
    return app.middleware !== null || app.otherProxy !== null || Boolean(own?.includes('createAuthProxy('));
  });
}

function planRoot({ upstream, target, choices }: Input): ProjectEdits {
  const { manifest, packageManager, pnpmWorkspace, packageGlobs } = target;
  const glob = choices.form === 'package' ? missingGlob(packageGlobs, choices.as) : undefined;
  const own =
    choices.form === 'folder' ? addDependencies(manifest.text, upstream.dependencies) : unchanged(manifest);
  const isOurClerk = target.apps.every((app) => usesOurClerk(app.manifest.text, upstream));
  const overrides = isOurClerk ? upstream.overrides : {};
  const isPnpm = packageManager === 'pnpm';
  const field = packageManager === 'yarn' ? 'resolutions' : 'overrides';
  const pinned = isPnpm ? { ...unchanged(manifest), text: own.text } : addToField(own.text, field, overrides);
  const isListed = glob === undefined || pnpmWorkspace !== null;
  const text = isListed ? pinned.text : addWorkspace(pinned.text, glob);
  const listed = isListed ? [] : [`lists ${glob} (workspaces)`];
  return {
    edits: [
      ...edit(manifest, text, [...own.changes, ...pinned.changes, ...listed]),
      ...(isPnpm ? editPnpm(pnpmWorkspace, { glob, overrides }) : []),
    ],
    manualSteps: [],
    notes: [
      ...own.notes,
      ...pinned.notes,
      ...(isOurClerk
        ? []
        : [
            'Your @clerk/nextjs has another version than the package, so the versions of Clerk’s packages are not pinned.',
          ]),
    ],
  };
}

function planApp(app: NextApp, placement: Placement, input: Input): ProjectEdits {
  const { choices, target, upstream } = input;
  const needed = {
    [choices.packageName]: target.workspaceRange,
    // The app imports its components and hooks itself.
    '@clerk/nextjs': upstream.dependencies['@clerk/nextjs'] ?? '*',
  };
  const manifest =
    choices.form === 'package' ? addDependencies(app.manifest.text, needed) : unchanged(app.manifest);
  const config = planNextConfig(app, placement, input);
  const proxy = planOwnProxy(app, input);
  return {
    edits: [
      ...edit(app.manifest, manifest.text, manifest.changes),
      ...config.edits,
      ...planEnvExample(app, upstream),
    ],
    manualSteps: [...config.manualSteps, ...proxy],
    notes: manifest.notes,
  };
}

function planNextConfig(
  app: NextApp,
  placement: Placement,
  input: Input,
): Pick<ProjectEdits, 'edits' | 'manualSteps'> {
  const path = app.nextConfig?.path ?? posix.join(app.directory, 'next.config.ts');
  const from = importOf('next-config', path, input);
  const registry = importOf('config', path, input);
  const manualSteps = (why: string) => [
    {
      path,
      why,
      lines: `import { withSso } from '${from}';\nimport { sso } from '${registry}';\n\nexport default withSso(sso, '${placement.app}', nextConfig);`,
    },
  ];
  // Next.js compiles a next.config.ts and its imports, but no other form.
  if (!path.endsWith('.ts')) {
    const isDone = app.nextConfig?.text.includes('withSso');
    const renamed = path.replace(/\.[a-z]+$/, '.ts');
    return {
      edits: [],
      manualSteps: isDone ? [] : manualSteps(`it must import TypeScript: rename it to ${renamed}`),
    };
  }
  const result = wrapNextConfig(app.nextConfig?.text, { app: placement.app, from, registry });
  if (result.kind === 'by-hand') return { edits: [], manualSteps: manualSteps(result.why) };
  if (result.kind === 'done') return { edits: [], manualSteps: [] };
  const kind = app.nextConfig ? ('edit' as const) : ('create' as const);
  return { edits: [{ kind, path, text: result.text, changes: ['wraps it in withSso()'] }], manualSteps: [] };
}

function planOwnProxy(app: NextApp, input: Input): readonly ManualStep[] {
  const path = app.middleware ?? app.otherProxy;
  if (path === null) return [];
  const from = importOf('proxy', proxyPath(app), input);
  const why = 'Next.js runs only one of the two: call this in yours and return its result, or delete yours';
  const lines = `import { createAuthProxy } from '${from}';\n\nconst authProxy = createAuthProxy();`;
  return [{ path, why, lines }];
}

function planEnvExample({ directory, envExample }: NextApp, upstream: Upstream): readonly EditAction[] {
  const path = posix.join(directory, '.env.example');
  if (!envExample)
    return [{ kind: 'create', path, text: upstream.envExample, changes: ['names the variables'] }];
  if (envExample.text.includes('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY')) return [];
  const text = `${envExample.text.trimEnd()}\n\n${upstream.envExample}`;
  return [{ kind: 'edit', path, text, changes: ['names Clerk’s variables'] }];
}

function editPnpm(
  file: TextFile | null,
  additions: { readonly glob: string | undefined; readonly overrides: Readonly<Record<string, string>> },
): readonly EditAction[] {
  const before = file ?? { path: 'pnpm-workspace.yaml', text: '' };
  const text = editPnpmWorkspace(before.text, additions);
  if (text.trim() === before.text.trim() || text.trim() === '{}') return [];
  const changes = [
    'holds Clerk’s packages at one version',
    ...(additions.glob ? [`lists ${additions.glob}`] : []),
  ];
  return [{ kind: file ? 'edit' : 'create', path: before.path, text, changes }];
}

function edit(
  { path, text: before }: TextFile,
  text: string,
  changes: readonly string[],
): readonly EditAction[] {
  return text === before ? [] : [{ kind: 'edit', path, text, changes }];
}

function unchanged({ text }: TextFile) {
  return { text, changes: [], notes: [] } as const;
}

function usesOurClerk(manifest: string, { dependencies }: Upstream): boolean {
  const { text } = addDependencies(manifest, { '@clerk/nextjs': dependencies['@clerk/nextjs'] ?? '*' });
  const parsed: { dependencies?: Record<string, string>; devDependencies?: Record<string, string> } =
    JSON.parse(text);
  const version = parsed.dependencies?.['@clerk/nextjs'] ?? parsed.devDependencies?.['@clerk/nextjs'];
  return version === dependencies['@clerk/nextjs'];
}
