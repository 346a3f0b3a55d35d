import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One instance that the stand-in knows. */
export interface FakeInstance {
  readonly secretKey: string;
  readonly kind: 'production' | 'development';
  readonly domain: string;
  readonly frontendApi: string;
  readonly allowedOrigins: string[];
  readonly redirectUrls: string[];
  /** null: this plan has none; Clerk answers 402. */
  hasOrganizations: boolean | null;
}

/**
 * Stands in for the part of Clerk's Backend API that describes an instance, which the local Clerk does not have: an instance
 * on this machine has neither DNS records nor a plan.
 *
 * @param faults Statuses for the next calls of a path.
 * @source BAPI 2026-05-12 `GetInstance`, `UpdateInstance`, `ListDomains`, `GetJWKS`, `ListRedirectURLs`, `CreateRedirectURL`,
 *   `GetInstanceOrganizationSettings`, `UpdateInstanceOrganizationSettings`.
 */
export async function startClerkApi(
  instances: readonly FakeInstance[],
  {
    faults = [],
  }: { readonly faults?: { path: string; method: string; status: number; times: number }[] } = {},
): Promise<{ url: string; calls: string[]; close: () => Promise<void> }> {
  const calls: string[] = [];
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'ins_1', use: 'sig', alg: 'RS256' };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://clerk.test');
    const call = `${request.method} ${pathname}`;
    calls.push(call);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    // Bodies of tests only, written by the code under test.
    const body: { allowed_origins?: string[]; url?: string; enabled?: boolean } = text
      ? JSON.parse(text)
      : {};
    const instance = instances.find(
      ({ secretKey }) => request.headers.authorization === `Bearer ${secretKey}`,
    );
    const fault = faults.find((each) => `${each.method} ${each.path}` === call && each.times > 0);
    if (fault) fault.times -= 1;
    const outcome = fault
      ? refuse(fault.status, 'internal_clerk_error')
      : instance
        ? carryOutCall(call, body, { instance, jwk })
        : refuse(401, 'clerk_key_invalid');
    response.writeHead(outcome.status, { 'content-type': 'application/json' });
    response.end(outcome.status === 204 ? undefined : JSON.stringify(outcome.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server on a TCP port always has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, calls, close: () => closeServer(server) };
}

function carryOutCall(
  call: string,
  body: { allowed_origins?: string[]; url?: string; enabled?: boolean },
  { instance, jwk }: { instance: FakeInstance; jwk: object },
): { status: number; body: unknown } {
  const { domain, frontendApi, allowedOrigins, redirectUrls } = instance;
  switch (call) {
    case 'GET /v1/instance':
      return accept({
        object: 'instance',
        id: 'ins_1',
        environment_type: instance.kind,
        allowed_origins: allowedOrigins.length > 0 ? allowedOrigins : null,
        workspace_id: null,
      });
    case 'PATCH /v1/instance':
      allowedOrigins.splice(0, allowedOrigins.length, ...(body.allowed_origins ?? []));
      return { status: 204, body: undefined };
    case 'GET /v1/domains':
      return accept({
        data: [
          {
            object: 'domain',
            id: 'dmn_1',
            name: domain,
            is_satellite: false,
            frontend_api_url: `https://${frontendApi}`,
            development_origin: '',
            cname_targets: [{ host: frontendApi, value: 'frontend-api.clerk.services', required: true }],
          },
        ],
        total_count: 1,
      });
    case 'GET /v1/jwks':
      return accept({ keys: [jwk] });
    case 'GET /v1/redirect_urls':
      return accept(
        redirectUrls.map((url, index) => ({
          object: 'redirect_url',
          id: `ru_${index}`,
          url,
          created_at: 1,
          updated_at: 1,
        })),
      );
    case 'POST /v1/redirect_urls':
      if (!body.url || redirectUrls.includes(body.url)) return refuse(422, 'duplicate_record');
      redirectUrls.push(body.url);
      return accept({ object: 'redirect_url', id: 'ru_new', url: body.url, created_at: 1, updated_at: 1 });
    case 'GET /v1/instance/organization_settings':
      return instance.hasOrganizations === null
        ? refuse(402, 'unsupported_subscription_plan_features')
        : accept({ enabled: instance.hasOrganizations });
    case 'PATCH /v1/instance/organization_settings':
      instance.hasOrganizations = body.enabled ?? false;
      return accept({ enabled: instance.hasOrganizations });
    default:
      return refuse(404, 'resource_not_found');
  }
}

const accept = (body: unknown) => ({ status: 200, body });
const refuse = (status: number, code: string) => ({
  status,
  body: { errors: [{ code, message: `Clerk says ${code}`, long_message: code }] },
});

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
