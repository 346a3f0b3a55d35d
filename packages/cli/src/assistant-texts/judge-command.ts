import { type CommandNode, flagsOf } from './command-tree.ts';

/** What commands there are. */
export interface Commands {
  readonly sso: CommandNode;
  /** Script by name, of the root's package.json. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Scripts of the packages of the workspace, by the package's name. */
  readonly packages: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Options of `pnpm bench NAME`, as they are typed, by name. */
  readonly bench: ReadonlyMap<string, readonly string[]>;
  /** What an option's value has to be, by command and option: `test --only`. Says what is wrong, or nothing. */
  readonly values: Readonly<Record<string, (value: string) => string | undefined>>;
}

const BUILT_IN: readonly string[] = ['install', 'add', 'exec'];

/**
 * Tells what is wrong with a command line.
 *
 * @param line Begins with variables, `pnpm` or `npx -y pnpm@…`. Capital words and `…` stand for what a person puts there.
 * @returns undefined: there is such a command, and it has these options.
 */
export function judgeCommand(line: string, commands: Commands): string | undefined {
  const words = line
    .replaceAll(/<[^>]*>/g, '…')
    .split(/\s+/)
    .filter((word) => word !== '…' && word !== '-s');
  const start = words.findIndex((word) => word.startsWith('pnpm'));
  const [first, ...rest] = words.slice(start + 1);
  if (first === undefined || BUILT_IN.includes(first)) return undefined;
  if (first === '--filter') {
    const [name = '', script = ''] = rest;
    return commands.packages.get(name)?.[script] === undefined
      ? `${name} has no script ${script}`
      : undefined;
  }
  const script = commands.scripts[first];
  if (script === undefined) return `there is no script ${first}`;
  if (first === 'sso') return judgeSso(rest, commands);
  if (first === 'bench') return judgeBench(rest, commands);
  return script.startsWith('pnpm ') ? judgeCommand([script, ...rest].join(' '), commands) : undefined;
}

function judgeSso(words: readonly string[], { sso, values }: Commands): string | undefined {
  let node = sso;
  let depth = 0;
  for (let next = node.children.get(words[0] ?? ''); next; next = node.children.get(words[depth] ?? '')) {
    node = next;
    depth += 1;
  }
  const name = words.slice(0, depth).join(' ');
  const known = flagsOf({ ...node, children: new Map() });
  const { flags, others } = readOptions(words.slice(depth), node);
  const unknown = flags.find(({ flag }) => flag !== '--help' && !known.includes(flag));
  if (unknown) return `sso ${name} has no option ${unknown.flag}`;
  const room = Object.values(node.args).filter(({ type }) => type === 'positional').length;
  if (others.length > room) return `sso ${name} does not take ${others[room]}`;
  return flags
    .map(({ flag, value }) => (value === undefined ? undefined : values[`${name} ${flag}`]?.(value)))
    .find((fault) => fault !== undefined);
}

function judgeBench([name = '', ...words]: readonly string[], { bench }: Commands): string | undefined {
  const options = bench.get(name);
  if (!options) return `there is no bench ${name}`;
  const unknown = words
    .map((word) => word.split('=')[0] ?? '')
    .find((word) => word.startsWith('--') && !options.includes(word));
  return unknown === undefined ? undefined : `bench ${name} has no option ${unknown}`;
}

interface Option {
  readonly flag: string;
  readonly value: string | undefined;
}

function readOptions(
  words: readonly string[],
  { args }: CommandNode,
): { readonly flags: readonly Option[]; readonly others: readonly string[] } {
  const flags: Option[] = [];
  const others: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const [flag = '', inline] = word.split('=');
    if (!word.startsWith('--')) others.push(word);
    else if (inline !== undefined) flags.push({ flag, value: inline });
    else {
      const type = args[flag.slice(2)]?.type;
      const takesValue = type === 'string' || type === 'enum';
      flags.push({ flag, value: takesValue ? words[index + 1] : undefined });
      if (takesValue) index += 1;
    }
  }
  return { flags, others };
}
