import { problemResponse } from '@subdomain-sso/auth/problem';
import { type CallerOf, withAuth } from '@subdomain-sso/auth/server';
import { parseProjectDraft } from '../../../projects/project.ts';
import { addProject, listProjects, PROJECTS_PER_OWNER } from '../../../projects/project-store.ts';

/** A session token reads its user's projects; an API key those of its user or organization. */
export const GET = withAuth(
  (_request, caller) => Response.json({ projects: listProjects(ownerOf(caller)) }),
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
  const project = addProject(ownerOf(caller), parsed.draft);
  if (!project)
    return problemResponse({ status: 409, detail: `The limit is ${PROJECTS_PER_OWNER} projects each.` });
  return Response.json(project, { status: 201 });
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
