/** Where Vercel uses a value. Development is never set: this machine has the local Clerk. */
export type Target = 'production' | 'preview';

/**
 * One change at Vercel or Clerk. A step names what it changes, never a value of a variable, so it can be printed.
 * Projects are named by name: their ids exist only after a step made them.
 */
export type Step =
  | {
      readonly kind: 'create-project';
      readonly project: string;
      readonly rootDirectory: string;
      readonly framework: string;
      /** `owner/name` on GitHub; null: connected by hand. */
      readonly repository: string | null;
    }
  | {
      readonly kind: 'change-project';
      readonly project: string;
      readonly setting: 'rootDirectory' | 'framework' | 'nodeVersion';
      readonly from: string | null;
      readonly to: string;
      /** A project made in this run: nothing can break. */
      readonly isNew: boolean;
    }
  | { readonly kind: 'add-domain'; readonly project: string; readonly host: string }
  | { readonly kind: 'verify-domain'; readonly project: string; readonly host: string }
  | {
      readonly kind: 'set-variable';
      readonly name: string;
      readonly target: Target;
      readonly isSecret: boolean;
      /** One variable of the team for all of them, or one of each project. */
      readonly isShared: boolean;
      readonly projects: readonly string[];
      /** True: a value is there, and is lost. */
      readonly isReplaced: boolean;
    }
  | {
      readonly kind: 'link-variable';
      readonly id: string;
      readonly name: string;
      readonly target: Target;
      readonly projects: readonly string[];
    }
  | { readonly kind: 'remove-variable'; readonly project: string; readonly id: string; readonly name: string }
  | { readonly kind: 'allow-origins'; readonly added: readonly string[]; readonly origins: readonly string[] }
  | { readonly kind: 'add-redirect-url'; readonly url: string }
  | { readonly kind: 'enable-organizations' }
  | { readonly kind: 'write-related-projects'; readonly apps: readonly string[] };

/** Which service a step changes. */
export function serviceOf({ kind }: Step): 'Vercel' | 'Clerk' | 'this repository' {
  if (kind === 'allow-origins' || kind === 'add-redirect-url' || kind === 'enable-organizations')
    return 'Clerk';
  return kind === 'write-related-projects' ? 'this repository' : 'Vercel';
}

/** Whether a step can break what works today, or loses a value. Such steps are carried out only after a question. */
export function isDestructive(step: Step): boolean {
  if (step.kind === 'change-project') return !step.isNew && step.from !== null;
  return step.kind === 'remove-variable' || (step.kind === 'set-variable' && step.isReplaced);
}

/** Describes a step in one line, as in a diff: `+` is added, `~` changed, `-` removed. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'create-project':
      return `+ project ${step.project} (${step.rootDirectory}, ${step.repository ?? 'no repository connected'})`;
    case 'change-project':
      return `~ ${step.project}: ${SETTINGS[step.setting]} ${step.from ?? 'not set'} → ${step.to}`;
    case 'add-domain':
      return `+ ${step.project}: domain ${step.host}`;
    case 'verify-domain':
      return `~ ${step.project}: verify domain ${step.host}`;
    case 'set-variable':
      return `${step.isReplaced ? '~' : '+'} ${step.name} (${step.target}${step.isSecret ? ', secret' : ''}): ${describeHolders(step)}`;
    case 'link-variable':
      return `+ ${step.name} (${step.target}): the team's variable for ${step.projects.join(', ')}`;
    case 'remove-variable':
      return `- ${step.project}: ${step.name}`;
    case 'allow-origins':
      return `+ allowed origins ${step.added.join(', ')}`;
    case 'add-redirect-url':
      return `+ redirect URL ${step.url}`;
    case 'enable-organizations':
      return '~ organizations: off → on';
    case 'write-related-projects':
      return `~ related projects in vercel.json of ${step.apps.join(', ')}`;
  }
}

const SETTINGS = { rootDirectory: 'root directory', framework: 'framework', nodeVersion: 'Node.js' } as const;

function describeHolders(step: Extract<Step, { kind: 'set-variable' }>): string {
  const who = step.projects.join(', ');
  return step.isShared ? `one variable of the team for ${who}` : who;
}
