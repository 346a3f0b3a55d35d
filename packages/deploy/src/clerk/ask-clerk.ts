import { z } from 'zod';
import { DeployError } from '../errors.ts';
import { type Patience, type ServiceRequest, send } from '../http/send.ts';

export interface ClerkAccess {
  readonly secretKey: string;
  /** Where Clerk's Backend API is; for tests. */
  readonly apiUrl?: string | undefined;
  /** How long to wait for it; for tests. */
  readonly patience?: Patience | undefined;
}

const API_URL = 'https://api.clerk.com';

const refusal = z.object({
  errors: z.array(z.object({ code: z.string(), message: z.string().catch('') })).min(1),
});

/**
 * Asks Clerk's Backend API.
 *
 * @param absent Statuses that mean "not on this plan of Clerk's": the result is null.
 * @throws {DeployError} `clerk_refused`: it refuses the key, or the call. `clerk_unavailable`: no answer after every attempt,
 *   or one of an unknown form.
 */
export async function askClerk<Schema extends z.ZodType>(
  access: ClerkAccess,
  request: Call,
  schema: Schema,
): Promise<z.output<Schema>>;
export async function askClerk<Schema extends z.ZodType>(
  access: ClerkAccess,
  request: Call,
  schema: Schema,
  absent: readonly number[],
): Promise<z.output<Schema> | null>;
export async function askClerk<Schema extends z.ZodType>(
  { secretKey, apiUrl = API_URL, patience }: ClerkAccess,
  { method, path, body }: Call,
  schema: Schema,
  absent: readonly number[] = [],
): Promise<z.output<Schema> | null> {
  const what = `${method} ${path.split('?', 1)[0]}`;
  const answer = await send({ method, url: new URL(path, apiUrl).href, token: secretKey, body }, patience);
  const { status } = answer;
  if (absent.includes(status)) return null;
  if (status === 0 || status === 429 || status >= 500) {
    const seen = status === 0 ? 'did not answer' : `answered HTTP ${status} to`;
    throw new DeployError(
      'clerk_unavailable',
      `Clerk ${seen} ${what}, several times. See status.clerk.com, and run the command again; what is done stays done.`,
    );
  }
  if (status >= 400) {
    const [error] = refusal.safeParse(answer.body).data?.errors ?? [];
    const said = error ? ` It says: ${error.message} (${error.code}).` : '';
    const advice = status === 401 ? ' Is the secret key of this instance still valid?' : '';
    throw new DeployError('clerk_refused', `Clerk refused ${what} (HTTP ${status}).${said}${advice}`);
  }
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new DeployError(
    'clerk_unavailable',
    `Clerk answered ${what} in a form that this version does not know.`,
  );
}

interface Call {
  readonly method: ServiceRequest['method'];
  readonly path: string;
  readonly body?: unknown;
}
