import { problemResponse } from '@subdomain-sso/auth/problem';
import { type CallerOf, withAuth } from '@subdomain-sso/auth/server';
import { PROJECTS_PER_OWNER, parseProjectDraft } from '../../../projects/project.ts';
import { addProject, listProjects } from '../../../projects/project-store.ts';

/** A session token reads its user's projects; an API key those of its user or organization. */
export const GET = withAuth(
  async (_request, caller) => {
    const projects = await listProjects(ownerOf(caller));
    return projects.ok ? Response.json({ projects: projects.value }) : databaseAway();
  },
  {
    accepts: ['session_token', 'api_key'],
  },
);

export const POST = withAuth(addOne, { accepts: ['session_token', 'api_key'] });

async function addOne(request: Request, caller: ProjectCaller): Promise<Response> {
  // Another site can post a form or plain text with our cookies, but not this content type without a preflight (CORS).
  if (!/^application\/json(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return problemResponse({ status: 415, detail: 'Send the project as application/json.' });
  }
  const parsed = parseProjectDraft(await readJson(request));
  if (!parsed.ok) {
    return problemResponse({
      status: 422,
      detail: 'See errors for each field.',
      extensions: { errors: parsed.errors },
    });
  }
  const added = await addProject(ownerOf(caller), parsed.draft);
  if (!added.ok) return databaseAway();
  if (added.value === 'full') {
    return problemResponse({ status: 409, detail: `The limit is ${PROJECTS_PER_OWNER} projects each.` });
  }
  if (added.value === 'owner-deleted') {
    return problemResponse({ status: 409, detail: 'This account or organization was deleted.' });
  }
  return Response.json(added.value, { status: 201 });
}

/** Nothing was written, so the caller may repeat it. */
function databaseAway(): Response {
  return problemResponse({
    status: 503,
    detail: 'The database cannot be reached just now. Nothing was changed.',
    headers: { 'retry-after': '5' },
  });
}

type ProjectCaller = CallerOf<'session_token' | 'api_key'>;

function ownerOf(caller: ProjectCaller): string {
  return caller.tokenType === 'api_key' ? caller.subject : caller.userId;
}

/** A body that is not JSON is treated as empty: the answer then names the missing fields. */
async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return null;
  }
}
