import { expect, test } from 'vitest';
import { checkOutput, type OutputRules } from './check-output.ts';
import type { BuildOutput, OutputFunction } from './read-output.ts';

const made = (name: string, rest: Partial<OutputFunction> = {}): OutputFunction => ({
  name,
  runtime: 'nodejs24.x',
  isPrerendered: false,
  files: [],
  bytes: 1000,
  ...rest,
});
const good: BuildOutput = {
  version: 3,
  middlewares: ['/_middleware'],
  functions: [
    made('_middleware'),
    made('index', { isPrerendered: true }),
    made('index.rsc', { isPrerendered: true }),
  ],
  staticFiles: [],
  ownFiles: ['/out/a.js'],
};
const rules: OutputRules = {
  secrets: { CLERK_SECRET_KEY: 'sk_live_made_up' },
  control: 'pk_live_made_up',
  localClerk: { 'its key': 'local_key' },
  localClerkCode: { 'its package': 'clerk-local' },
  staticPages: ['/'],
  mayRenderPages: false,
  maxFunctionBytes: 1000,
};

test('an output as it should be has no fault', () => {
  expect(checkOutput(good, rules, () => 'pk_live_made_up')).toEqual([]);
});

test.each<{ name: string; output?: Partial<BuildOutput>; content?: string; fault: string }>([
  { name: 'another format', output: { version: 2 }, fault: 'Build Output version 2, not 3' },
  { name: 'no proxy', output: { middlewares: [] }, fault: 'no proxy runs before requests are routed' },
  {
    name: 'a proxy that leads nowhere',
    output: { functions: good.functions.slice(1) },
    fault: 'the proxy /_middleware is not among the functions',
  },
  {
    name: 'a proxy on the edge',
    output: { functions: [made('_middleware', { runtime: 'edge' }), ...good.functions.slice(1)] },
    fault: 'the proxy runs on edge',
  },
  {
    name: 'a page of a public app that is rendered',
    output: { functions: [...good.functions, made('plans')] },
    fault: 'the page plans is rendered for each request',
  },
  {
    name: 'a missing static page',
    output: { functions: good.functions.filter(({ name }) => name !== 'index') },
    fault: '/ was rendered by the build, and is not in the output as a static page',
  },
  { name: 'a secret', content: 'x="sk_live_made_up"', fault: 'a secret (CLERK_SECRET_KEY) in /out/a.js' },
  {
    name: 'local code',
    content: 'from "clerk-local"',
    fault: 'the local Clerk (its package) in /out/a.js',
  },
  {
    name: 'a large function',
    output: { functions: [...good.functions, made('big.rsc', { bytes: 1001 })] },
    fault: 'the function big.rsc has 1001 bytes, more than 1000',
  },
])('$name is a fault, and the secret is not shown', ({ output, content = '', fault }) => {
  const faults = checkOutput({ ...good, ...output }, rules, () => `pk_live_made_up ${content}`);
  expect(faults).toEqual([fault]);
  expect(faults.join()).not.toContain('sk_live_made_up');
});

test('a page may write about the local Clerk, and not use its key', () => {
  const page = { ...good, ownFiles: ['/out/guide.html', '/out/search.json.body'] };
  expect(checkOutput(page, rules, () => 'pk_live_made_up npx clerk-local')).toEqual([]);
  expect(checkOutput(page, rules, () => 'pk_live_made_up local_key')).toEqual([
    'the local Clerk (its key) in /out/guide.html',
    'the local Clerk (its key) in /out/search.json.body',
  ]);
});

test('without the publishable key in the files, the output does not count as clean', () => {
  expect(checkOutput(good, rules, () => '')).toEqual([
    'the publishable key is not in the examined files, so a secret would not be found either',
  ]);
});
