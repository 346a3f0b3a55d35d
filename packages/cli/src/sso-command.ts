import { defineCommand } from 'citty';

/** `pnpm sso`: every command there is. A command is loaded when it is asked for: what one needs is nothing to the others. */
export const ssoCommand = defineCommand({
  meta: { name: 'sso', description: 'Runs and tests the apps that share one Clerk session.' },
  subCommands: {
    doctor: () => import('./commands/doctor/command.ts').then(({ doctorCommand }) => doctorCommand),
    add: () => import('./commands/add/command.ts').then(({ addCommand }) => addCommand),
    copy: () => import('./commands/copy/command.ts').then(({ copyCommand }) => copyCommand),
    dev: () => import('./commands/dev/command.ts').then(({ devCommand }) => devCommand),
    deploy: () => import('./commands/deploy/command.ts').then(({ deployCommand }) => deployCommand),
    directory: () =>
      import('./commands/directory/command.ts').then(({ directoryCommand }) => directoryCommand),
    stack: () => import('./commands/stack/command.ts').then(({ stackCommand }) => stackCommand),
    test: () => import('./commands/test/command.ts').then(({ testCommand }) => testCommand),
    token: () => import('./commands/token/command.ts').then(({ tokenCommand }) => tokenCommand),
    trace: () => import('./commands/trace/command.ts').then(({ traceCommand }) => traceCommand),
  },
});
