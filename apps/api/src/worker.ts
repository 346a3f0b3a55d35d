import { env } from 'cloudflare:workers';
import { resolveBearerPolicy } from '@repo/auth/bearer';
import { createApi } from './api.ts';

/** Built when the worker starts, not when somebody calls: a wrong variable stops the deployment, and nobody else. */
export default createApi(resolveBearerPolicy('api', env));
