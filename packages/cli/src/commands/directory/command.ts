import { defineCommand } from 'citty';

/** `sso directory`: the mirror of users and organizations that portal shows. */
export const directoryCommand = defineCommand({
  meta: { name: 'directory', description: "Fill, repair and inspect the mirror of Clerk's users" },
  subCommands: {
    sync: () => import('./sync-command.ts').then(({ syncCommand }) => syncCommand),
    migrate: () => import('./migrate-command.ts').then(({ migrateCommand }) => migrateCommand),
    status: () => import('./status-command.ts').then(({ statusCommand }) => statusCommand),
  },
});
