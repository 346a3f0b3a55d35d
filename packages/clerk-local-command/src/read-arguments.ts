import { parseArgs } from 'node:util';
import type { ArgsDef } from 'citty';
import { CommandError } from './command-error.ts';

/** Options as they were given, each as often as it was given; flags that were given are `['true']`. */
export type GivenArguments = Readonly<Record<string, readonly string[]>>;

/**
 * Reads options strictly: citty ignores what it does not know and keeps only the last of a repeated option.
 *
 * @throws {CommandError} `option_unknown`: an option or word that is not defined, or an option without its value.
 */
export function readArguments(rawArgs: readonly string[], definitions: ArgsDef): GivenArguments {
  const options = Object.fromEntries(
    Object.entries(definitions)
      .filter(([, { type }]) => type !== 'positional')
      .map(([name, { type }]) => [
        name,
        { type: type === 'boolean' ? ('boolean' as const) : ('string' as const), multiple: true as const },
      ]),
  );
  const hasPositional = Object.values(definitions).some(({ type }) => type === 'positional');
  try {
    const { values, positionals } = parseArgs({
      args: [...rawArgs],
      options,
      allowPositionals: hasPositional,
    });
    const given = Object.entries(values).map(([name, all]) => [name, toTexts(all)] as const);
    return { ...Object.fromEntries(given), ...(hasPositional ? { _: positionals } : {}) };
  } catch (cause) {
    // Node's own message names the option; the part after it is about programs, not about their users.
    const [says = ''] = cause instanceof Error ? cause.message.split('. ', 1) : [];
    throw new CommandError('option_unknown', `${says.replace(/\.$/, '')}.`, { cause });
  }
}

function toTexts(all: readonly (string | boolean)[] | string | boolean | undefined): string[] {
  return Array.isArray(all) ? all.map(String) : [];
}
