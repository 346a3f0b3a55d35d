import type { CopyOptions } from './choose.ts';

/** As if nothing but the target was given. */
export const NO_OPTIONS: CopyOptions = {
  as: undefined,
  scope: undefined,
  domain: undefined,
  apps: undefined,
  app: undefined,
  withTests: false,
};
