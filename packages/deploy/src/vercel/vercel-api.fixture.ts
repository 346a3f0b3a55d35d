import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A project as Vercel's API describes it, as far as this package reads it. */
export interface FakeProject {
  readonly id: string;
  readonly name: string;
  readonly rootDirectory: string;
  readonly nodeVersion?: string;
  readonly domains: readonly { readonly name: string; readonly verified: boolean }[];
  readonly env: readonly FakeVariable[];
}

interface FakeVariable {
  readonly key: string;
  readonly value: string;
  readonly target: readonly string[];
}

interface StoredProject {
  readonly id: string;
  readonly name: string;
  rootDirectory: string | null;
  framework: string | null;
  nodeVersion: string;
  link: object | undefined;
  domains: { name: string; verified: boolean }[];
  env: (FakeVariable & { id: string; type: string })[];
}

interface StoredShared extends FakeVariable {
  readonly id: string;
  readonly type: string;
  projectId: string[];
}

/** What Vercel holds, with the values, which its API does not return. */
export interface VercelContent {
  readonly projects: StoredProject[];
  readonly shared: StoredShared[];
}

/** What goes wrong with the next calls that match: a status, an answer that never comes, or one that comes after the deed. */
export interface VercelFault {
  readonly method: string;
  readonly path: RegExp;
  /** HTTP status with `error`; 'silence': no answer; 'done, silence': carried out, no answer. */
  readonly answer:
    | 'silence'
    | 'done, silence'
    | { readonly status: number; readonly code: string; readonly headers?: Record<string, string> };
  /** How many calls; default 1. */
  times?: number;
}

/**
 * Stands in for Vercel's REST API: projects, domains and variables that stay as they were set.
 *
 * @param options `taken`: hosts that a project of another account has. `repositories`: those that Vercel may read.
 * @source `@vercel/sdk` 1.28.35: paths, bodies and answers of the calls below.
 */
export async function startVercelApi(
  projects: readonly FakeProject[] = [],
  {
    faults = [],
    taken = [],
    repositories = ['acme/apps'],
  }: {
    readonly faults?: VercelFault[];
    readonly taken?: readonly string[];
    readonly repositories?: readonly string[];
  } = {},
): Promise<{ url: string; content: VercelContent; calls: string[]; close: () => Promise<void> }> {
  const content: VercelContent = { projects: projects.map(store), shared: [] };
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://vercel.test');
    const method = request.method ?? 'GET';
    calls.push(`${method} ${pathname}`);
    const fault = faults.find(
      (each) => each.method === method && each.path.test(pathname) && (each.times ?? 1) > 0,
    );
    if (fault) fault.times = (fault.times ?? 1) - 1;
    const body = await readJson(request);
    if (fault?.answer === 'silence') return;
    if (fault && typeof fault.answer === 'object') {
      const { status, code, headers } = fault.answer;
      return answer(response, status, { error: { code, message: `Vercel says ${code}` } }, headers);
    }
    if (request.headers.authorization !== 'Bearer goodtoken') {
      return answer(response, 403, {
        error: { code: 'forbidden', message: 'Not authorized', invalidToken: true },
      });
    }
    const outcome = carryOutCall({ method, pathname, searchParams, body }, content, { taken, repositories });
    if (fault?.answer === 'done, silence') return;
    answer(response, outcome.status, outcome.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server on a TCP port always has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, content, calls, close: () => closeServer(server) };
}

interface Call {
  readonly method: string;
  readonly pathname: string;
  readonly searchParams: URLSearchParams;
  // Bodies of tests only, written by the code under test.
  readonly body: Record<string, never>;
}

interface World {
  readonly taken: readonly string[];
  readonly repositories: readonly string[];
}

const refuse = (status: number, code: string) => ({
  status,
  body: { error: { code, message: `Vercel says ${code}` } },
});
const accept = (body: object, status = 200) => ({ status, body });

function carryOutCall(call: Call, content: VercelContent, world: World): { status: number; body: object } {
  const { method, pathname, searchParams, body } = call;
  if (pathname === '/v1/env') return sharedCall(call, content);
  if (method === 'POST' && pathname === '/v11/projects') return createProject(body, content, world);
  const [, id = '', what, rest] = /^\/v\d+\/projects\/([^/]+)(?:\/([^/]+))?(?:\/(.+))?$/.exec(pathname) ?? [];
  const project = content.projects.find((each) => each.id === id || each.name === id);
  if (!project) return refuse(404, 'not_found');
  if (what === undefined) {
    if (method === 'PATCH') Object.assign(project, body);
    return accept(describe(project));
  }
  if (what === 'domains') return domainCall(call, project, { rest, content, world });
  if (what !== 'env') return refuse(404, 'not_found');
  if (method === 'GET') return accept({ envs: project.env.map(({ value: _value, ...each }) => each) });
  if (method === 'DELETE') {
    const index = project.env.findIndex((each) => each.id === rest);
    if (index < 0) return refuse(404, 'not_found');
    project.env.splice(index, 1);
    return accept({});
  }
  const sent: FakeVariable & { type: string } = { ...body } as never;
  const known = project.env.findIndex(
    ({ key, target }) => key === sent.key && target.join() === sent.target.join(),
  );
  if (known >= 0 && searchParams.get('upsert') !== 'true') return refuse(409, 'ENV_ALREADY_EXISTS');
  const stored = { id: `env_${project.name}_${project.env.length}`, ...sent };
  if (known >= 0) project.env[known] = stored;
  else project.env.push(stored);
  return accept({ created: { id: stored.id }, failed: [] }, 201);
}

function createProject(
  body: Record<string, never>,
  content: VercelContent,
  { repositories }: World,
): { status: number; body: object } {
  const sent: { name: string; rootDirectory: string; framework: string; gitRepository?: { repo: string } } = {
    ...body,
  } as never;
  if (content.projects.some(({ name }) => name === sent.name)) return refuse(409, 'conflict');
  if (sent.gitRepository && !repositories.includes(sent.gitRepository.repo))
    return refuse(400, 'repo_not_found');
  if ('nodeVersion' in sent) return refuse(400, 'bad_request');
  const [org, repo] = sent.gitRepository?.repo.split('/') ?? [];
  const project: StoredProject = {
    id: `prj_${sent.name}`,
    name: sent.name,
    rootDirectory: sent.rootDirectory,
    framework: sent.framework,
    nodeVersion: '22.x',
    link: org ? { type: 'github', org, repo } : undefined,
    domains: [],
    env: [],
  };
  content.projects.push(project);
  return accept(describe(project));
}

function domainCall(
  { method, body }: Call,
  project: StoredProject,
  { rest, content, world }: { rest: string | undefined; content: VercelContent; world: World },
): { status: number; body: object } {
  const host = String(rest?.replace(/\/verify$/, '') ?? (body as { name?: string }).name);
  const found = project.domains.find(({ name }) => name === host);
  if (method === 'GET' && rest === undefined) {
    return accept({ domains: project.domains, pagination: { count: 1, next: null, prev: null } });
  }
  if (method === 'GET') return found ? accept(found) : refuse(404, 'not_found');
  if (rest?.endsWith('/verify')) return found?.verified ? accept(found) : refuse(400, 'missing_txt_record');
  if (world.taken.includes(host)) return refuse(403, 'forbidden_domain');
  if (content.projects.some(({ domains }) => domains.some(({ name }) => name === host))) {
    return refuse(409, 'domain_already_in_use');
  }
  project.domains.push({ name: host, verified: true });
  return accept({ name: host, verified: true });
}

function sharedCall(
  { method, searchParams, body }: Call,
  { shared }: VercelContent,
): { status: number; body: object } {
  if (!searchParams.has('slug') && !searchParams.has('teamId')) return refuse(400, 'missing_team');
  if (method === 'GET') {
    const search = searchParams.get('search') ?? '';
    const data = shared.filter(({ key }) => key.includes(search)).map(({ value: _value, ...each }) => each);
    return accept({ data, pagination: { count: data.length, next: null, prev: null } });
  }
  if (method === 'PATCH') {
    const {
      updates,
    }: { updates: Record<string, { value?: string; projectIdUpdates?: { link?: string[] } }> } = {
      ...body,
    } as never;
    for (const [id, { value, projectIdUpdates }] of Object.entries(updates)) {
      const index = shared.findIndex((each) => each.id === id);
      const found = shared[index];
      if (!found) return refuse(404, 'not_found');
      const projectId = [...found.projectId, ...(projectIdUpdates?.link ?? [])];
      shared[index] = { ...found, projectId, ...(value === undefined ? {} : { value }) };
    }
    return accept({ updated: [], failed: [] });
  }
  const sent: { evs: { key: string; value: string }[]; target: string[]; type: string; projectId: string[] } =
    {
      ...body,
    } as never;
  for (const { key, value } of sent.evs) {
    if (shared.some((each) => each.key === key && each.target.join() === sent.target.join())) {
      return accept(
        { created: [], failed: [{ error: { code: 'ENV_ALREADY_EXISTS', message: 'It exists' } }] },
        201,
      );
    }
    shared.push({
      id: `shared_${shared.length}`,
      key,
      value,
      target: sent.target,
      type: sent.type,
      projectId: sent.projectId,
    });
  }
  return accept({ created: [{ id: `shared_${shared.length - 1}` }], failed: [] }, 201);
}

function store({ env, domains, nodeVersion = '24.x', ...project }: FakeProject): StoredProject {
  return {
    ...project,
    nodeVersion,
    framework: 'nextjs',
    link: { type: 'github', org: 'acme', repo: 'apps' },
    domains: [...domains],
    env: env.map((each, index) => ({ id: `e${index}`, type: 'encrypted', ...each })),
  };
}

function describe({ env: _env, domains: _domains, ...project }: StoredProject): object {
  return { accountId: 'team_1', createdAt: 1, updatedAt: 1, ...project };
}

async function readJson(request: IncomingMessage): Promise<Record<string, never>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : {};
}

function answer(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
