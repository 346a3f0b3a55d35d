import { CLERK_LABEL, type LocalApp, type StartOptions } from './options.ts';

/** Where everything is, for browsers of this machine. */
export interface Addresses {
  /** Host and port of the Clerk: `clerk.acme.localhost:4000`. */
  readonly clerkHost: string;
  /** `http://clerk.acme.localhost:4000`. */
  readonly clerk: string;
  readonly inbox: string;
  /** Page that lists the apps: `http://acme.localhost:4000`. */
  readonly index: string;
  /** Origins, in the order of the apps. */
  readonly apps: readonly { readonly app: LocalApp; readonly origin: string }[];
  /** Origin of the primary app. */
  readonly home: string;
  readonly signIn: string;
  readonly signUp: string;
}

export function resolveAddresses(options: StartOptions): Addresses {
  const { domain, port, apps, primary, signIn, signUp } = options;
  const originOf = (name: string) => `http://${name}.${domain}:${port}`;
  const home = originOf(primary.name);
  const clerk = originOf(CLERK_LABEL);
  return {
    clerkHost: new URL(clerk).host,
    clerk,
    inbox: `${clerk}/inbox`,
    index: `http://${domain}:${port}`,
    apps: apps.map((app) => ({ app, origin: originOf(app.name) })),
    home,
    signIn: `${home}${signIn}`,
    signUp: `${home}${signUp}`,
  };
}
