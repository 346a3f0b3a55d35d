import { API_VARIABLES, NOT_TO_SET, type PlannedVariable, planOfThisRepository } from '@repo/deploy';
import { buildReferencePage, code, prose, type ReferencePage, table } from '../markdown.ts';

/** Every environment variable that the code reads: those to set, those of the worker, and those that are set by something else. */
export function variablesPage(): ReferencePage {
  const { projects } = planOfThisRepository({});
  const planned = new Map(projects.flatMap(({ variables }) => variables.map((each) => [each.name, each])));
  const toSet = [...planned.values()].filter(({ need }) => need !== 'never');
  const never = [...planned.values()].filter(({ need }) => need === 'never');
  return buildReferencePage({
    file: 'variables.mdx',
    title: 'Environment variables',
    description: 'Every environment variable: who sets it, where, and where its value comes from.',
    lead: 'Two are required: the keys of one Clerk instance, the same for every app. A deployment without them does not build.',
    keywords: ['env', '.env.local', 'keys', ...toSet.map(({ name }) => name)],
    blocks: [
      '## To set in a deployment',
      'On your machine none of them is needed: without keys, the local Clerk is used. To use your own instance there, write both keys into `.env.local` at the root of the repository.',
      table(['Variable', 'Production', 'Preview'], toSet.map(rowOf)),
      `Never in a deployment: ${never.map(({ name }) => code(name)).join(', ')}. ${code('pnpm sso deploy plan --check')} reports them, and the build of a deployment stops with the first.`,
      '## Of the API worker',
      'They are in `apps/api/wrangler.jsonc`; none is secret.',
      table(['Variable', 'Production', 'Preview'], API_VARIABLES.map(rowOf)),
      '## Set by something else',
      table(
        ['Variable', 'Who sets it'],
        Object.entries(NOT_TO_SET).map(([name, who]) => [code(name), prose(who)]),
      ),
    ],
  });
}

function rowOf({ name, need, isSecret, from }: PlannedVariable): readonly string[] {
  const marks = [need, ...(isSecret ? ['secret'] : [])].join(', ');
  return [`${code(name)} (${marks})`, prose(from.production ?? '—'), prose(from.preview ?? '—')];
}
