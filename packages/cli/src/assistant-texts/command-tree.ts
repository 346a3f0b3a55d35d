import type { ArgDef, CommandDef } from 'citty';

/** A command with everything below it loaded. */
export interface CommandNode {
  readonly args: Readonly<Record<string, ArgDef>>;
  readonly children: ReadonlyMap<string, CommandNode>;
}

/** Loads a command's definition and those of its subcommands, aliases included. */
export async function loadCommandTree(command: CommandDef): Promise<CommandNode> {
  const children = new Map<string, CommandNode>();
  for (const [name, child] of Object.entries((await resolved(command.subCommands)) ?? {})) {
    const definition = await resolved(child);
    const node = await loadCommandTree(definition);
    const { alias } = (await resolved(definition.meta)) ?? {};
    for (const each of [name, ...[alias ?? []].flat()]) children.set(each, node);
  }
  return { args: (await resolved(command.args)) ?? {}, children };
}

/** citty lets every part of a definition be a value, a promise or a function that gives either. */
async function resolved<Value>(
  part: Value | Promise<Value> | (() => Value | Promise<Value>),
): Promise<Value> {
  // A definition holds no functions of its own where one is asked for here.
  return typeof part === 'function' ? await (part as () => Value | Promise<Value>)() : await part;
}

/** Every option of a command and of those below it, as it is typed: `--json`, `--no-install`. */
export function flagsOf({ args, children }: CommandNode): readonly string[] {
  const own = Object.entries(args).flatMap(([name, arg]) => {
    if (arg.type === 'positional') return [];
    return arg.type === 'boolean' ? [`--${name}`, `--no-${name}`] : [`--${name}`];
  });
  return [...own, ...[...children.values()].flatMap(flagsOf)];
}
