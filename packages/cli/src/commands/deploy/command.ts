import { defineCommand } from 'citty';

/** `sso deploy`: to Vercel. */
export const deployCommand = defineCommand({
  meta: { name: 'deploy', description: 'Plan, carry out, check and try out the deployment to Vercel' },
  subCommands: {
    plan: () => import('./plan-command.ts').then(({ planCommand }) => planCommand),
    apply: () => import('./apply-command.ts').then(({ applyCommand }) => applyCommand),
    check: () => import('./check-command.ts').then(({ checkCommand }) => checkCommand),
    build: () => import('./build-command.ts').then(({ buildCommand }) => buildCommand),
    link: () => import('./link-command.ts').then(({ linkCommand }) => linkCommand),
  },
});
