import { withAuth } from '@repo/auth/server';
import { parseProjectDraft } from '../../../projects/project.ts';
import { addProject, listProjects, PROJECTS_PER_OWNER } from '../../../projects/project-store.ts';
import { problemResponse } from '../problem-response.ts';

export const GET = withAuth((_request, { userId }) => Response.json({ projects: listProjects(userId) }));

export const POST = withAuth(async (request, { userId }) => {
  // Another site can post a form or plain text with our cookies, but not this type without asking first (CORS).
  if (!/^application\/json(?:;|$)/i.test(request.headers.get('content-type') ?? '')) {
    return problemResponse(415, 'Unsupported media type', 'Send the project as application/json.');
  }
  const parsed = parseProjectDraft(await readJson(request));
  if (!parsed.ok) {
    return problemResponse(422, 'Invalid project', 'See errors for each field.', { errors: parsed.errors });
  }
  const project = addProject(userId, parsed.draft);
  if (!project)
    return problemResponse(409, 'Too many projects', `The limit is ${PROJECTS_PER_OWNER} per person.`);
  return Response.json(project, { status: 201 });
});

/** A body that is no JSON is treated as an empty one: the answer then names the fields that are missing. */
async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch {
    return null;
  }
}
