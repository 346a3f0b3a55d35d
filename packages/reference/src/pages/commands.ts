import { ssoCommand } from '@repo/cli/sso-command';
import type { ArgDef, ArgsDef, CommandDef } from 'citty';
import { buildReferencePage, code, prose, type ReferencePage, table } from '../markdown.ts';

/** Every command and option of `pnpm sso`, from its definitions. */
export async function commandsPage(): Promise<ReferencePage> {
  return buildReferencePage({
    file: 'commands.mdx',
    title: 'Commands',
    description: 'Every command of pnpm sso with its options and exit codes.',
    lead: 'Run in this repository as pnpm sso …; each also explains itself with --help.',
    keywords: ['cli', 'pnpm sso', 'options'],
    blocks: await blocksOf('pnpm sso', ssoCommand),
  });
}

/** A command's heading, purpose and options, then those of its subcommands. */
async function blocksOf(name: string, command: CommandDef<ArgsDef>): Promise<readonly string[]> {
  const [meta, args, children] = await Promise.all([
    resolved(command.meta),
    resolved(command.args),
    resolved(command.subCommands),
  ]);
  const options = Object.entries(args ?? {});
  const blocks = [
    ...(name === 'pnpm sso' ? [] : [`## ${code(name)}`]),
    ...(meta?.description ? [`${prose(meta.description.replace(/\.$/, ''))}.`] : []),
    ...(options.length > 0 ? [table(['Option', 'Meaning'], options.map(rowOf))] : []),
  ];
  for (const [word, child] of Object.entries(children ?? {}))
    blocks.push(...(await blocksOf(`${name} ${word}`, await resolved(child))));
  return blocks;
}

function rowOf([name, option]: [string, ArgDef]): readonly string[] {
  const { type, valueHint, default: fallback } = option as ArgDef & { valueHint?: string };
  const value = valueHint ? ` ${valueHint}` : '';
  const isOn = type === 'boolean' && fallback === true;
  const description =
    (isOn && 'negativeDescription' in option && option.negativeDescription) || option.description || '';
  const spelling = type === 'positional' ? name.toUpperCase() : `--${isOn ? 'no-' : ''}${name}${value}`;
  const ending = type !== 'boolean' && fallback !== undefined ? ` Default: ${code(String(fallback))}.` : '';
  return [
    code(spelling),
    `${description ? `${prose(description.replace(/\.$/, ''))}.` : ''}${ending}`.trim(),
  ];
}

async function resolved<Value>(
  part: Value | Promise<Value> | (() => Value | Promise<Value>),
): Promise<Value> {
  // citty lets each part be a value, a promise, or a function that returns either.
  return typeof part === 'function' ? await (part as () => Value | Promise<Value>)() : await part;
}
