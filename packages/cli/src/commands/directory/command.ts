import { defineCommand } from 'citty';

/** `sso directory`: the mirror of people and organizations that portal shows. */
export const directoryCommand = defineCommand({
  meta: { name: 'directory', description: "Fill, repair and look into the mirror of Clerk's people" },
  subCommands: {
    sync: () => import('./sync-command.ts').then(({ syncCommand }) => syncCommand),
    migrate: () => import('./migrate-command.ts').then(({ migrateCommand }) => migrateCommand),
    status: () => import('./status-command.ts').then(({ statusCommand }) => statusCommand),
  },
});
