import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A project as Vercel's API describes it, as far as the CLI asks. */
export interface FakeProject {
  readonly id: string;
  readonly name: string;
  readonly rootDirectory: string;
  readonly nodeVersion?: string;
  readonly domains: readonly { readonly name: string; readonly verified: boolean }[];
  readonly env: readonly {
    readonly key: string;
    readonly value: string;
    readonly target: readonly string[];
  }[];
}

/**
 * Stands in for Vercel's cloud; the CLI that asks it is the real one.
 *
 * @param pageSize Projects to a page of the list.
 */
export async function startVercelApi(
  projects: readonly FakeProject[],
  { pageSize = 100 }: { readonly pageSize?: number } = {},
): Promise<{
  url: string;
  close: () => Promise<void>;
}> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://vercel.test');
    const isAllowed = request.headers.authorization === 'Bearer goodtoken';
    const body = isAllowed
      ? answer(projects, pathname, { until: searchParams.get('until'), pageSize })
      : undefined;
    response.statusCode = isAllowed ? (body === undefined ? 404 : 200) : 403;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body ?? { error: { code: 'not_found', message: 'Not found' } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server on a TCP port always has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => closeServer(server) };
}

function answer(
  projects: readonly FakeProject[],
  path: string,
  { until, pageSize }: { readonly until: string | null; readonly pageSize: number },
): unknown {
  if (path === '/v2/user')
    return { user: { id: 'user_1', username: 'acme', email: 'ada@acme.test', name: 'A' } };
  if (path === '/teams/user_1') return { id: 'user_1', slug: 'acme', name: 'Acme' };
  if (path === '/v9/projects') {
    const from = Number(until ?? 0);
    const next = from + pageSize < projects.length ? from + pageSize : null;
    return {
      projects: projects.slice(from, from + pageSize).map(describe),
      pagination: { count: pageSize, next, prev: null },
    };
  }
  const [, id = '', what] = /^\/v\d+\/projects\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
  const project = projects.find((each) => each.id === id || each.name === id);
  if (!project) return undefined;
  if (what === undefined) return describe(project);
  if (what === 'env')
    return {
      envs: project.env.map((each, index) => ({
        id: `e${index}`,
        type: 'plain',
        createdAt: 1,
        updatedAt: 1,
        ...each,
      })),
    };
  return what === 'domains'
    ? { domains: project.domains, pagination: { count: 1, next: null, prev: null } }
    : undefined;
}

function describe({ id, name, rootDirectory, nodeVersion = '24.x' }: FakeProject): object {
  return {
    id,
    name,
    accountId: 'user_1',
    createdAt: 1,
    updatedAt: 1,
    framework: 'nextjs',
    rootDirectory,
    nodeVersion,
  };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
