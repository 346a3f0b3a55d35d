import { z } from 'zod';

/** An environment variable, and where its value comes from. */
const variable = z.strictObject({
  name: z.string(),
  /** True: never shown, never in a browser, stored as "sensitive" where Vercel allows it. */
  isSecret: z.boolean(),
  /** `required`: the build or the app fails without it. */
  need: z.enum(['required', 'optional', 'never']),
  /** Source of the value, per environment of Vercel; null: not to be set there. */
  from: z.strictObject({
    production: z.string().nullable(),
    preview: z.string().nullable(),
    development: z.string().nullable(),
  }),
});

const project = z.strictObject({
  app: z.string(),
  name: z.string(),
  rootDirectory: z.string(),
  framework: z.literal('nextjs'),
  nodeVersion: z.string(),
  installCommand: z.string(),
  buildCommand: z.string(),
  ignoreCommand: z.string(),
  regions: z.array(z.string()).min(1),
  /** Names, the most important first; `sso deploy link` writes their ids into vercel.json. */
  relatedProjects: z.array(z.string()).max(3),
  /** Hosts, the canonical one first. */
  domains: z.array(z.string()).min(1),
  variables: z.array(variable),
});

const dnsRecord = z.strictObject({
  name: z.string(),
  type: z.enum(['CNAME', 'A', 'NS']),
  value: z.string(),
  for: z.string(),
  /** True: the value is a placeholder; the dashboard shows the real one, which differs between accounts. */
  isFromDashboard: z.boolean(),
});

const clerkSetting = z.strictObject({
  /** Page of the dashboard. */
  page: z.string(),
  setting: z.string(),
  value: z.union([z.string(), z.array(z.string())]),
  why: z.string(),
});

const preview = z.strictObject({
  suffix: z.string(),
  /** Whether one sign-in is valid on all apps of one preview. */
  isSessionShared: z.boolean(),
  /** Example of one app's address, for the branch "topic". */
  example: z.string(),
  notes: z.array(z.string()).min(1),
});

/** The shape of `sso deploy plan --json`. `version` changes only when a field changes its meaning or is removed. */
export const deployPlanSchema = z.strictObject({
  version: z.literal(1),
  rootDomain: z.string(),
  primary: z.string(),
  projects: z.array(project).min(1),
  /** Apps that do not run on Vercel. */
  workers: z.array(
    z.strictObject({
      app: z.string(),
      directory: z.string(),
      domain: z.string(),
      deployCommand: z.string(),
      variables: z.array(variable),
    }),
  ),
  dns: z.array(dnsRecord),
  clerk: z.array(clerkSetting),
  preview,
});

export type DeployPlan = z.infer<typeof deployPlanSchema>;
export type PlannedProject = DeployPlan['projects'][number];
export type PlannedVariable = z.infer<typeof variable>;
export type DnsRecord = z.infer<typeof dnsRecord>;
export type ClerkSetting = z.infer<typeof clerkSetting>;
