import { posix } from 'node:path';
import { inStyle } from '../edits/code-style.ts';
import { addDependencies, addToField } from '../edits/edit-manifest.ts';
import { addWorkspace, editPnpmWorkspace, missingGlob } from '../edits/edit-workspace.ts';
import type { CodeEdit } from '../edits/text-edits.ts';
import { wrapNextConfig } from '../edits/wrap-next-config.ts';
import { wrapProvider } from '../edits/wrap-provider.ts';
import { wrapProxy } from '../edits/wrap-proxy.ts';
import type { ManualStep } from '../plan/plan-copy.ts';
import type { NextApp } from '../target/target.ts';
import { clerkCommand, portNotes } from './app-ports.ts';
import type { InstallChoices, ModuleFormat } from './install-choices.ts';
import type { AppTexts, InstallInput, InstallPlan, PlannedFile } from './install-input.ts';
import { codeStyle, newFile, registryPath, sharedFormat } from './new-file.ts';
import { proxyText, signInPages } from './page-texts.ts';
import { planTests, testDependencies } from './plan-tests.ts';
import { registryFile, registryManifest, registryText } from './registry-text.ts';

/** Plans everything around the packages. Pure: the texts are in the input, and nothing of the team is replaced. */
export function planInstall(input: InstallInput): InstallPlan {
  const plan = joined([
    planRegistry(input),
    planManifests(input),
    ...input.apps.map((texts) => planApp(texts, input)),
    ...(input.tests ? [planTests(input, input.tests)] : []),
  ]);
  return { ...plan, files: plan.files.filter(({ before, after }) => before !== after) };
}

type Part = InstallPlan;
const part = (files: readonly PlannedFile[], rest: Partial<InstallPlan> = {}): Part => ({
  files,
  manualSteps: rest.manualSteps ?? [],
  notes: rest.notes ?? [],
});

function joined(parts: readonly Part[]): Part {
  return {
    files: parts.flatMap(({ files }) => files),
    manualSteps: parts.flatMap(({ manualSteps }) => manualSteps),
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  };
}

function planRegistry({ choices, apps, specifiers }: InstallInput): Part {
  const format = sharedFormat(apps);
  const primary = apps.find(({ app }) => placed(app, choices) === choices.apps[0].name);
  const text = inStyle(registryText(choices, { format, pages: primary?.pages ?? {} }), codeStyle(apps));
  const { registry } = choices;
  const files = [newFile(registryPath(choices, apps), text, 'your apps, and where they live')];
  if (registry.kind === 'package') {
    const folder = registry.directory;
    const manifest = registryManifest({
      name: registry.name,
      dependency: specifiers(registry.directory).auth,
      format,
    });
    files.push(newFile(posix.join(folder, 'package.json'), manifest, 'the package that your apps share'));
  }
  return part(files);
}

function planApp(texts: AppTexts, input: InstallInput): Part {
  return joined([planNextConfig(texts, input), planProxy(texts), planLayout(texts), planPages(texts, input)]);
}

/** Dependencies and scripts, each manifest once: that of an app may be the root's. */
function planManifests(input: InstallInput): Part {
  const { target, apps } = input;
  const own = apps.find(({ app }) => app.directory === '');
  const manifests = [
    ...apps.map(({ app }) => app),
    ...(own ? [] : [{ directory: '', manifest: target.manifest }]),
  ];
  const parts = manifests.map(({ directory, manifest }) => {
    const app = apps.find((each) => each.app.directory === directory)?.app;
    const needed = addDependencies(manifest.text, app ? appDependencies(app, input) : {});
    const tools = directory === '' ? planTools(needed.text, input) : { text: needed.text, changes: [] };
    const changes = [...needed.changes, ...tools.changes];
    return part([{ path: manifest.path, before: manifest.text, after: tools.text, changes }], {
      notes: needed.notes,
    });
  });
  return joined([...parts, planWorkspace(input), part([], { notes: portNotes(input.choices, apps) })]);
}

function appDependencies(
  app: NextApp,
  { choices: { registry }, specifiers, clerkRange, target }: InstallInput,
): Record<string, string> {
  return {
    '@subdomain-sso/auth': specifiers(app.directory).auth,
    ...(hasDependency(app, '@clerk/nextjs') ? {} : { '@clerk/nextjs': clerkRange }),
    ...(registry.kind === 'package' ? { [registry.name]: target.workspaceRange } : {}),
  };
}

/** The local Clerk, what the tests need, and the workspace's list of packages where package.json has it. */
function planTools(
  manifest: string,
  input: InstallInput,
): { readonly text: string; readonly changes: readonly string[] } {
  const { choices, apps, target, specifiers, tests } = input;
  const clerk = specifiers('').clerkLocal;
  const tools = {
    ...(clerk === undefined ? {} : { 'clerk-local': clerk }),
    ...(tests ? testDependencies(input, tests) : {}),
  };
  const scripts = clerk === undefined ? {} : { clerk: clerkCommand(choices, apps) };
  const added = addDependencies(manifest, tools, 'devDependencies');
  const scripted = addToField(added.text, 'scripts', scripts);
  const glob = newGlob(input);
  const listsHere = glob !== undefined && target.pnpmWorkspace === null;
  return {
    text: listsHere ? addWorkspace(scripted.text, glob) : scripted.text,
    changes: [
      ...added.changes,
      ...(clerk === undefined ? [] : ['adds the script "clerk"']),
      ...(listsHere ? [`lists ${glob} (workspaces)`] : []),
    ],
  };
}

function planWorkspace(input: InstallInput): Part {
  const file = input.target.pnpmWorkspace;
  const glob = newGlob(input);
  if (glob === undefined || !file) return part([]);
  const after = editPnpmWorkspace(file.text, { glob, overrides: {} });
  return part([{ path: file.path, before: file.text, after, changes: [`lists ${glob}`] }]);
}

/** What the workspace must list for the registry's package. */
function newGlob({ choices: { registry }, target }: InstallInput): string | undefined {
  return registry.kind === 'package' ? missingGlob(target.packageGlobs, registry.directory) : undefined;
}

function planNextConfig({ app, format }: AppTexts, { choices, apps }: InstallInput): Part {
  const { registry } = choices;
  const created = app.language === 'ts' ? 'next.config.ts' : 'next.config.mjs';
  const path = app.nextConfig?.path ?? posix.join(app.directory, created);
  const from = registry.kind === 'package' ? registry.name : relativeRegistry(sharedFormat(apps));
  const name = placed(app, choices);
  const result = wrapNextConfig(app.nextConfig?.text, {
    app: name,
    from: '@subdomain-sso/auth/next-config',
    registry: from,
    format,
  });
  return planEdit(result, { path, before: app.nextConfig?.text ?? null, change: 'wraps it in withSso()' });
}

/** What an edit of code comes to: a changed file, a step by hand, or nothing. */
function planEdit(
  result: CodeEdit,
  {
    path,
    before,
    change,
  }: { readonly path: string; readonly before: string | null; readonly change: string },
): Part {
  if (result.kind === 'done') return part([]);
  if (result.kind === 'by-hand')
    return part([], { manualSteps: [{ path, why: result.why, lines: result.lines }] });
  return part([{ path, before, after: result.text, changes: [change] }], {
    notes: result.notes.map((note) => `${path}: ${note}`),
  });
}

/** Node resolves the extension of a module; Next resolves TypeScript without one. */
function relativeRegistry(format: ModuleFormat): string {
  return format === 'ts' ? './sso.config' : `./${registryFile(format)}`;
}

function planProxy(texts: AppTexts): Part {
  const { app, proxy, hasSignedInApi, language } = texts;
  if (proxy === null) {
    const name = language === 'ts' ? 'proxy.ts' : 'proxy.js';
    const path = posix.join(app.directory, app.hasSrc ? 'src' : '', name);
    return part([
      newFile(
        path,
        inStyle(proxyText({ withApi: hasSignedInApi }), codeStyle([texts])),
        'sessions before each request',
      ),
    ]);
  }
  const result = wrapProxy(proxy.text, {
    from: '@subdomain-sso/auth/proxy',
    language,
    hasClerkElsewhere: texts.hasClerkElsewhere.proxy,
  });
  return planEdit(result, {
    path: proxy.path,
    before: proxy.text,
    change: 'your code becomes the handler of createAuthProxy()',
  });
}

function planLayout({ app, layout, isPagesRouter, hasClerkElsewhere }: AppTexts): Part {
  if (layout === null) return part([], { notes: isPagesRouter ? [pagesRouterNote(app.directory)] : [] });
  const result = wrapProvider(layout.text, {
    from: '@subdomain-sso/auth/client',
    hasClerkElsewhere: hasClerkElsewhere.provider,
  });
  return planEdit(result, {
    path: layout.path,
    before: layout.text,
    change: 'SsoProvider around the pages',
  });
}

function planPages(texts: AppTexts, { choices }: InstallInput): Part {
  const { app, pagesFolder, language, pages } = texts;
  if (placed(app, choices) !== choices.apps[0].name) return part([]);
  const notes =
    pages.signIn === undefined
      ? []
      : [
          `${placed(app, choices)}: put <ReturnUrlFragment /> of @subdomain-sso/auth/client beside <SignIn />; without it the part after # of an address is lost on the way through ${pages.signIn}.`,
        ];
  const missing = [
    ...(pages.signIn === undefined ? (['SignIn'] as const) : []),
    ...(pages.signUp === undefined ? (['SignUp'] as const) : []),
  ];
  if (texts.isPagesRouter) return part([], { manualSteps: pagesByHand(app.directory, missing) });
  const made = signInPages(pagesFolder, { language, missing });
  return part(
    made.map(({ path, text }) => newFile(path, inStyle(text, codeStyle([texts])), 'Clerk’s component')),
    { notes },
  );
}

/** The Pages Router renders no server components, so its provider stays Clerk's. */
function pagesRouterNote(directory: string): string {
  const where = directory === '' ? 'This app' : directory;
  return `${where} has the Pages Router: keep ClerkProvider in _app. It finds the sign-in page; its open tabs do not follow a sign-out elsewhere before the next request.`;
}

function pagesByHand(directory: string, missing: readonly ('SignIn' | 'SignUp')[]): readonly ManualStep[] {
  return missing.map((component) => {
    const route = component === 'SignIn' ? 'sign-in' : 'sign-up';
    return {
      path: posix.join(directory, 'pages', route, '[[...index]].tsx'),
      why: 'the app that signs users in needs this page',
      lines: `import { ${component} } from '@clerk/nextjs';\n\nexport default function ${component}Page() {\n  return <${component} path="/${route}" />;\n}`,
    };
  });
}

function placed({ directory }: NextApp, { placements, apps }: InstallChoices): string {
  return placements.find((each) => each.directory === directory)?.app ?? apps[0].name;
}

function hasDependency({ manifest }: NextApp, name: string): boolean {
  return manifest.text.includes(`"${name}"`);
}
