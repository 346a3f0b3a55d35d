import { randomBytes } from 'node:crypto';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export interface ApiErrorDetails {
  /** Text for the user; default: the message. */
  longMessage?: string;
  /** Machine-readable hints, snake_case: `param_name` ties the error to a form field. */
  meta?: Record<string, unknown>;
}

/**
 * An error response, in the shape that both Clerk APIs use. Never carries a key, token or code.
 *
 * @source clerk/openapi-specs `ClerkErrors`; `@clerk/shared` `parseError` reads `code`, `message`, `long_message`, `meta`.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly details: ApiErrorDetails;

  constructor(status: ContentfulStatusCode, code: string, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

/** The JSON body of an error response. */
export interface ErrorsJSON {
  errors: { code: string; message: string; long_message: string; meta: Record<string, unknown> }[];
  clerk_trace_id: string;
}

/** Puts any thrown value into Clerk's error envelope. A value that is not an `ApiError` becomes a 500 without details. */
export function renderError(thrown: unknown): { status: ContentfulStatusCode; body: ErrorsJSON } {
  const error =
    thrown instanceof ApiError
      ? thrown
      : new ApiError(500, 'internal_clerk_error', 'The local Clerk failed. Its log says why.');
  const { longMessage = error.message, meta = {} } = error.details;
  return {
    status: error.status,
    body: {
      errors: [{ code: error.code, message: error.message, long_message: longMessage, meta }],
      clerk_trace_id: randomBytes(16).toString('hex'),
    },
  };
}

/** 404: there is no such row, or the caller may not see it. */
export function notFound(what: string): ApiError {
  return new ApiError(404, 'resource_not_found', `${what} was not found.`);
}

/** 422 on one form field: `code` such as `form_param_format_invalid`, `param` as the caller spells it. */
export function invalidField(param: string, code: string, message: string): ApiError {
  return new ApiError(422, code, message, { meta: { param_name: param } });
}

/** 422: a required field is absent or empty. */
export function missingField(param: string): ApiError {
  return invalidField(param, 'form_param_nil', `Enter ${param.replaceAll('_', ' ')}.`);
}

/** 422: a field has more characters than its limit. */
export function tooLong(param: string, limit: number): ApiError {
  return invalidField(param, 'form_param_max_length_exceeded', `${param} has at most ${limit} characters.`);
}

/** 403: a member of the organization whose role lacks the permission. */
export function missingPermission(permission: string): ApiError {
  return new ApiError(
    403,
    'missing_organization_permission',
    'Your role in this organization does not allow this.',
    { meta: { permissions: [permission] } },
  );
}

/** 401: no user is signed in on this client, or the named session is not live any more. */
export function unauthenticated(): ApiError {
  return new ApiError(401, 'authentication_invalid', 'No user is signed in here.');
}

/** 404: real Clerk has this operation and the local one does not. It never pretends. */
export function notImplemented(method: string, path: string): ApiError {
  return new ApiError(
    404,
    'not_implemented_by_local_clerk',
    `The local Clerk does not implement ${method} ${path}. SUPPORTED.md lists what it does.`,
  );
}
