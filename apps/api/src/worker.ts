import { env } from 'cloudflare:workers';
import { sso } from '@repo/sso';
import { resolveBearerPolicy } from '@subdomain-sso/auth/bearer';
import { createApi } from './api.ts';
import type { UserRecordCalls } from './user-record.ts';

export { UserRecord } from './user-record.ts';

const { USER_RECORDS: records, ...variables } = env;

/** Built when the worker starts, not with the first call: a wrong variable fails the deployment. */
export default createApi(
  resolveBearerPolicy(sso, 'api', variables),
  // The namespace is bound to the class `UserRecord` in wrangler.jsonc; its stubs have the methods of the class.
  (userId) => records.getByName(userId) as UserRecordCalls,
);
