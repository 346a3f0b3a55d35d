import { type CopyOptions, chooseCopy } from '../choose.ts';
import { CopyError } from '../errors.ts';
import { parseFolder } from '../options/parse-folder.ts';
import { parsePackageName, parseScope } from '../options/parse-package-name.ts';
import type { Target } from '../target/target.ts';
import type { InstallChoices, RegistryPlace } from './install-choices.ts';

/** Options of the command line for an installed package. */
export interface InstallOptions extends Omit<CopyOptions, 'withTests'> {
  /** Name of the package that several apps share. */
  readonly name: string | undefined;
  /** A range of versions, instead of a file in `vendor/`. */
  readonly range: string | undefined;
}

/**
 * Decides what an installation needs to know: by the options, else by the target. An app that is there already stays open where
 * it was: `mixed`, unless the options say otherwise.
 *
 * @throws {CopyError} `invalid_usage`, as `chooseCopy` does; `name_taken`: the workspace has such a package or folder.
 */
export function chooseInstall(options: InstallOptions, target: Target, taken: Taken): InstallChoices {
  const { domain, apps, placements } = chooseCopy({ ...options, as: undefined, withTests: false }, target);
  const [first, ...others] = placements;
  if (!first) throw new CopyError('invalid_usage', 'None of the apps is in this repository.');
  if (others.length === 0 && (options.as !== undefined || options.name !== undefined))
    throw new CopyError(
      'invalid_usage',
      '--as and --name are about the package in which several apps share the registry; one app has it beside its next.config. Leave them out.',
    );
  const [primary, ...siblings] = apps;
  return {
    domain,
    apps:
      options.apps === undefined
        ? [primary, ...siblings.map(({ name }) => ({ name, posture: 'mixed' as const }))]
        : apps,
    placements: [first, ...others],
    registry: others.length > 0 ? choosePackage(options, target, taken) : { kind: 'beside-app' },
    source: options.range === undefined ? 'vendor' : { range: options.range },
  };
}

/** What the target has already. */
export interface Taken {
  readonly packageNames: ReadonlySet<string>;
  readonly hasPath: (path: string) => boolean;
}

function choosePackage(
  { as, name, scope }: InstallOptions,
  target: Target,
  { packageNames, hasPath }: Taken,
): RegistryPlace {
  const directory = parseFolder(as ?? 'packages/sso');
  const chosen = parsePackageName('--name', name ?? `${parseScope(scope ?? target.scope ?? '@repo')}/sso`);
  if (hasPath(directory)) {
    throw new CopyError(
      'name_taken',
      `${directory} is there already, and nothing of yours is replaced. Choose another folder with --as, such as packages/sso-registry.`,
    );
  }
  if (packageNames.has(chosen)) {
    throw new CopyError(
      'name_taken',
      `The package ${chosen} is there already. Choose another name with --name, such as ${chosen}-registry.`,
    );
  }
  return { kind: 'package', directory, name: chosen };
}
