import { env } from 'cloudflare:workers';
import { sso } from '@repo/sso';
import { resolveBearerPolicy } from '@subdomain-sso/auth/bearer';
import { createApi } from './api.ts';

/** Built when the worker starts, not with the first call: a wrong variable fails the deployment. */
export default createApi(resolveBearerPolicy(sso, 'api', env));
