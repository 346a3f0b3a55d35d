import { z } from 'zod';
import { DeployError } from '../errors.ts';
import { type Patience, type ServiceRequest, send } from '../http/send.ts';

export interface VercelAccess {
  readonly token: string;
  /** Team slug, or its id (`team_…`); the token's own account when absent. */
  readonly scope?: string | undefined;
  /** Where Vercel's API is; for tests. */
  readonly apiUrl?: string | undefined;
  /** How long to wait for it; for tests. */
  readonly patience?: Patience | undefined;
}

const API_URL = 'https://api.vercel.com';

/** An answer of Vercel's that is an error, as far as it may be shown: its message can name hosts, projects and variables. */
const refusal = z.object({
  error: z.object({
    code: z.string().catch(''),
    message: z.string().catch(''),
    invalidToken: z.boolean().catch(false),
  }),
});

export type VercelOutcome<Output> =
  | { readonly isDone: true; readonly output: Output; readonly mayBeRepeated: boolean }
  | {
      readonly isDone: false;
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly mayBeRepeated: boolean;
    };

/**
 * Asks Vercel, and returns its refusals as values.
 *
 * @param path With its version, without team: `/v9/projects/acme-docs`.
 * @returns `mayBeRepeated`: an earlier attempt of the same call may have been carried out.
 * @throws {DeployError} `vercel_refused`: the token is not valid or not of this team. `vercel_unavailable`: no answer after
 *   every attempt, or one of an unknown form.
 */
export async function tryVercel<Schema extends z.ZodType>(
  access: VercelAccess,
  request: { readonly method: ServiceRequest['method']; readonly path: string; readonly body?: unknown },
  schema: Schema,
): Promise<VercelOutcome<z.output<Schema>>> {
  const { method, path, body } = request;
  const what = `${method} ${path.split('?', 1)[0]}`;
  const answer = await send(
    { method, url: addressOf(access, path), token: access.token, body },
    access.patience,
  );
  const { status, mayBeDone: mayBeRepeated } = answer;
  if (status === 0 || status === 429 || status >= 500) throw unavailable(what, status);
  if (status >= 400) {
    const error = refusal.safeParse(answer.body).data?.error;
    // 403 to a change can be about its subject: a domain that another team has.
    if (status === 401 || (status === 403 && (method === 'GET' || error?.invalidToken)))
      throw refused(what, status, error);
    const { code = `http_${status}`, message = 'refused' } = error ?? {};
    return { isDone: false, status, code, message, mayBeRepeated };
  }
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return { isDone: true, output: parsed.data, mayBeRepeated };
  throw new DeployError(
    'vercel_unavailable',
    `Vercel answered ${what} in a form that this version does not know.`,
  );
}

/** As `tryVercel`, for calls that Vercel has no reason to refuse. @throws {DeployError} also for every refusal. */
export async function askVercel<Schema extends z.ZodType>(
  access: VercelAccess,
  request: { readonly method: ServiceRequest['method']; readonly path: string; readonly body?: unknown },
  schema: Schema,
): Promise<z.output<Schema>> {
  const outcome = await tryVercel(access, request, schema);
  if (outcome.isDone) return outcome.output;
  const said = `${outcome.message} (${outcome.code}, HTTP ${outcome.status})`;
  throw new DeployError(
    'vercel_refused',
    `Vercel refused ${request.method} ${request.path.split('?', 1)[0]}: ${said}`,
  );
}

function addressOf({ apiUrl = API_URL, scope }: VercelAccess, path: string): string {
  const url = new URL(path, apiUrl);
  if (scope !== undefined) url.searchParams.set(scope.startsWith('team_') ? 'teamId' : 'slug', scope);
  return url.href;
}

function refused(
  what: string,
  status: number,
  error: { code: string; message: string } | undefined,
): DeployError {
  const said = error?.message ? ` It says: ${error.message} (${error.code}).` : '';
  const advice = 'Is VERCEL_TOKEN valid, and for this team (--scope)?';
  return new DeployError('vercel_refused', `Vercel refused ${what} (HTTP ${status}).${said} ${advice}`);
}

function unavailable(what: string, status: number): DeployError {
  const seen = status === 0 ? 'did not answer' : `answered HTTP ${status} to`;
  const advice =
    status === 429
      ? 'Its rate limit is used up. Run the command again in a minute; what is done stays done.'
      : 'See www.vercel-status.com, and run the command again; what is done stays done.';
  return new DeployError('vercel_unavailable', `Vercel ${seen} ${what}, several times. ${advice}`);
}
