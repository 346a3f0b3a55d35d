import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { appDirectory } from '@repo/stack/repository';
import { z } from 'zod';
import { DeployError } from '../errors.ts';
import type { DeployPlan } from '../plan/deploy-plan.ts';
import { buildVercelJson, type VercelJson } from '../plan/vercel-json.ts';

/** What is chosen by hand in an app's vercel.json; everything else follows from the registry. */
const chosen = z.looseObject({
  regions: z.array(z.string()).min(1).optional(),
  relatedProjects: z.array(z.string()).optional(),
});

/**
 * Reads the parts of `apps/<app>/vercel.json` that the registry does not decide.
 *
 * @returns Empty where there is no such file.
 * @throws {DeployError} `invalid_vercel_json`.
 */
export function readChosen(app: string): {
  readonly regions?: readonly string[] | undefined;
  readonly relatedProjects?: readonly string[] | undefined;
} {
  const path = pathOf(app);
  if (!existsSync(path)) return {};
  const parsed = chosen.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new DeployError('invalid_vercel_json', `apps/${app}/vercel.json is not valid.`);
}

/**
 * Builds an app's vercel.json as planned, and keeps what was chosen in it.
 *
 * @param relatedProjects Ids; those in the file when absent.
 */
export function plannedVercelJson(
  plan: DeployPlan,
  project: DeployPlan['projects'][number],
  relatedProjects: readonly string[] = readChosen(project.app).relatedProjects ?? [],
): VercelJson {
  return buildVercelJson({
    isPrimary: project.app === plan.primary,
    regions: project.regions,
    relatedProjects,
  });
}

/** Writes an app's vercel.json. @returns Whether anything changed. */
export function writeVercelJson(app: string, content: VercelJson): boolean {
  const text = `${JSON.stringify(content, null, 2)}\n`;
  const path = pathOf(app);
  if (existsSync(path) && JSON.stringify(parseJson(readFileSync(path, 'utf8'))) === JSON.stringify(content)) {
    return false;
  }
  writeFileSync(path, text);
  return true;
}

function pathOf(app: string): string {
  return join(appDirectory(app), 'vercel.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
