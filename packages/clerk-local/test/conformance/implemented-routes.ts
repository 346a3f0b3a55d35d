import type { Hono } from 'hono';
import { backendApiRoutes } from '../../src/backend-api/index.ts';
import { frontendApiRoutes } from '../../src/frontend-api/index.ts';
import { createInstance } from '../../src/start/create-instance.ts';
import type { ImplementedRoute } from './build-support-matrix.ts';
import type { Api } from './descriptions.ts';

/** Families of the Backend API that have no version prefix. */
const UNVERSIONED = /^\/(api_keys|m2m_tokens|oauth_applications\/access_tokens)(\/|$)/;

/** Lists the routes of both tables, without middleware. */
export async function listImplementedRoutes(): Promise<ImplementedRoute[]> {
  const { instance } = await createInstance({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: [],
    homeUrl: 'http://acme.localhost:3000',
    signInUrl: 'http://acme.localhost:3000/sign-in',
    signUpUrl: 'http://acme.localhost:3000/sign-up',
    seed: { users: [], organizations: [] },
  });
  return [
    ...routesOf('frontend', frontendApiRoutes(instance), (path) => path),
    ...routesOf('backend', backendApiRoutes(instance), (path) =>
      UNVERSIONED.test(path) ? path : `/v1${path}`,
    ),
  ];
}

function routesOf(api: Api, app: Pick<Hono, 'routes'>, toPath: (path: string) => string): ImplementedRoute[] {
  return app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => ({ api, method, path: toPath(path) }));
}
