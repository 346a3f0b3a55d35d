import { keyName, parseSource, visit, withoutTypes } from '@repo/next-repository';
import type { Node } from 'oxc-parser';
import semver from 'semver';
import type { CopyChoices } from '../choices.ts';
import { wrapNextConfig } from '../edits/wrap-next-config.ts';
import type { NeededVersions } from '../source/needed-versions.ts';
import type { NextApp, Target } from '../target/target.ts';
import type { BuildProblem } from './build-problem.ts';
import { findPinProblems, findVersionProblems } from './version-problems.ts';

/** Of a copy of the sources, or of an installed package; only the first has a form. */
export type PredictedChoices = Pick<CopyChoices, 'placements'> & Partial<Pick<CopyChoices, 'form'>>;

/**
 * Predicts whether the apps of the target would build after a copy. Pure: all was read before, and nothing is run.
 *
 * @param needed What the package needs, see `readNeededVersions`.
 * @returns Those of the repository first, then those of each app; empty: nothing is known that would stop the build.
 */
export function predictBuild(
  target: Pick<Target, 'apps' | 'node' | 'pins'>,
  choices: PredictedChoices,
  needed: NeededVersions,
): readonly BuildProblem[] {
  const apps = choices.placements.flatMap(({ directory, app: name }) => {
    const app = target.apps.find((each) => each.directory === directory);
    return app ? [{ app, name, isSource: choices.form !== undefined }] : [];
  });
  return [
    ...findNodeProblems(target, needed),
    ...findPinProblems(target.pins, needed),
    ...apps.flatMap((placed) => [
      ...findVersionProblems(placed.app, placed.name, needed),
      ...CHECKS.flatMap((check) => check(placed, needed) ?? []),
    ]),
  ];
}

interface Placed {
  readonly app: NextApp;
  readonly name: string;
  /** Whether sources are copied, rather than a built package added. */
  readonly isSource: boolean;
}

type Check = (placed: Placed, needed: NeededVersions) => BuildProblem | undefined;

const CHECKS: readonly Check[] = [
  clerkTwice,
  withoutTypeScript,
  compileTarget,
  pagesWithoutProvider,
  staticExport,
  configByHand,
];

function findNodeProblems({ node }: Pick<Target, 'node'>, needed: NeededVersions): readonly BuildProblem[] {
  return node.flatMap(({ range, file, line }): readonly BuildProblem[] => {
    if (!semver.validRange(range) || semver.intersects(range, needed.node)) return [];
    return [
      {
        code: 'node_too_old',
        app: null,
        what: `${file}:${line} asks for Node.js ${range}`,
        why: `${needed.node} is needed: a next.config loads the package, an ES module, with require()`,
        fix: `Raise it to ${needed.node}.`,
      },
    ];
  });
}

/** Copied sources pin Clerk's packages to what they are tested with; an app with a newer one gets both. */
function clerkTwice({ app, name, isSource }: Placed, needed: NeededVersions): BuildProblem | undefined {
  const found = app.versions.clerk;
  const tested = semver.minVersion(needed.clerk);
  const own =
    found && (found.installed ?? (semver.validRange(found.range) && semver.minVersion(found.range)));
  if (!isSource || !found || !own || !tested || !semver.gt(own, tested)) return undefined;
  return {
    code: 'clerk_installed_twice',
    app: name,
    what: `@clerk/nextjs is ${String(own)} (${found.file}:${found.line}), and the sources are tested with ${tested.version}`,
    why: 'two versions of @clerk/shared may be installed, and types of one are not those of the other',
    fix: 'Add the built package instead (without --source), or force one version of @clerk/shared for all packages.',
  };
}

function withoutTypeScript({ app, name, isSource }: Placed): BuildProblem | undefined {
  if (app.versions.typescript !== null || !(isSource || app.language === 'ts')) return undefined;
  return {
    code: 'typescript_missing',
    app: name,
    what: `${app.manifest.path} does not depend on typescript`,
    why: isSource
      ? 'the copied sources are TypeScript, and next build stops without it in CI'
      : 'the app has TypeScript files, and next build stops without it in CI',
    fix: isSource
      ? 'Add typescript and @types/react as development dependencies, or add the built package (without --source).'
      : 'Add typescript as a development dependency.',
  };
}

/** A built package is not compiled again. */
function compileTarget({ app, name, isSource }: Placed): BuildProblem | undefined {
  if (!isSource || !/^es(3|5)$/.test(app.compileTarget ?? '')) return undefined;
  return {
    code: 'compile_target_too_old',
    app: name,
    what: `tsconfig.json of ${app.directory || 'the app'} has "target": "${app.compileTarget}"`,
    why: 'the type check refuses iterating a Map or a Set, which the sources do',
    fix: 'Raise it to ES2017, the target of new Next.js apps; Next.js compiles for browsers by its own list.',
  };
}

function pagesWithoutProvider({ app, name }: Placed): BuildProblem | undefined {
  if (!app.pagesRouter?.hasPages) return undefined;
  const { customApp, folder } = app.pagesRouter;
  if (customApp && /\b(?:Clerk|Sso)Provider\b/.test(customApp.text)) return undefined;
  return {
    code: 'pages_router_without_provider',
    app: name,
    what: customApp ? `${customApp.path} has no ClerkProvider` : `${folder} has no _app with a ClerkProvider`,
    why: 'components and hooks of Clerk throw without one, also while next build renders the pages',
    fix: `Put SsoProvider of @subdomain-sso/auth/client around <Component> in ${customApp?.path ?? `${folder}/_app`}.`,
  };
}

function staticExport({ app, name }: Placed): BuildProblem | undefined {
  const { nextConfig } = app;
  const source = nextConfig && parseSource(nextConfig.path, nextConfig.text);
  const isExported = [...(source ? visit(source.program) : [])].some(({ node }) => {
    if (node.type === 'Property') return keyName(node.key) === 'output' && mayBeExport(node.value);
    if (node.type !== 'AssignmentExpression' || node.left.type !== 'MemberExpression') return false;
    return keyName(node.left.property) === 'output' && mayBeExport(node.right);
  });
  if (!nextConfig || !isExported) return undefined;
  return {
    code: 'static_export',
    app: name,
    what: `${nextConfig.path} sets output to 'export'`,
    why: 'a static export runs no proxy and no server, so no request is checked',
    fix: 'Take it out, or leave this app out of --apps.',
  };
}

/** Also where a condition chooses it: `isMobile ? 'export' : undefined`. */
function mayBeExport(value: Node): boolean {
  const node = withoutTypes(value);
  if (node.type === 'ConditionalExpression')
    return mayBeExport(node.consequent) || mayBeExport(node.alternate);
  if (node.type === 'LogicalExpression') return mayBeExport(node.left) || mayBeExport(node.right);
  return node.type === 'Literal' && node.value === 'export';
}

function configByHand({ app, name, isSource }: Placed): BuildProblem | undefined {
  const why = whyByHand(app, isSource);
  if (why === undefined || !app.nextConfig) return undefined;
  return {
    code: 'next_config_by_hand',
    app: name,
    what: `${app.nextConfig.path} cannot be edited by a program: ${why}`,
    why: 'without withSso() an app does not know which app it is, and its first request fails',
    fix: 'Write the printed lines into it before the first build.',
  };
}

function whyByHand({ nextConfig }: NextApp, isSource: boolean): string | undefined {
  if (!nextConfig || nextConfig.text.includes('withSso')) return undefined;
  if (isSource && !nextConfig.path.endsWith('.ts'))
    return 'it must import TypeScript, which only a next.config.ts can';
  const result = wrapNextConfig(nextConfig.text, { app: '', from: '', registry: '' });
  return result.kind === 'by-hand' ? result.why : undefined;
}
