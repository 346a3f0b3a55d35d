import { problemResponse } from '@subdomain-sso/auth/problem';
import { Hono } from 'hono';
import type { CallerEnv } from './require-caller.ts';
import type { RecordOf } from './user-record.ts';

/** Lessons of each course, in the order in which academy teaches them. */
const COURSES: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'web-sessions',
    [
      'what-a-session-is',
      'cookie-scopes',
      'origins-and-sites',
      'who-asked-for-this-token',
      'redirects-that-stay-home',
      'signing-out-everywhere',
    ],
  ],
]);

/** How far one user is in a course. */
export interface Progress {
  readonly course: string;
  readonly lessons: number;
  /** Slugs of the lessons that are done, in the course's order. */
  readonly done: readonly string[];
}

/**
 * Creates the routes for progress in courses: read it, and mark a lesson as done. Marking a lesson twice changes nothing.
 *
 * @returns Routes under `/v1/courses`; 404 for a course or lesson that does not exist.
 */
export function courseRoutes(recordOf: RecordOf): Hono<CallerEnv> {
  return new Hono<CallerEnv>({ strict: false })
    .get('/:course/progress', async (c) => {
      const course = c.req.param('course');
      const lessons = COURSES.get(course);
      if (!lessons) return notFound('course_unknown', 'There is no such course.');
      const done = await recordOf(c.get('caller').sub).lessonsDone(course);
      return c.json(toProgress(course, lessons, done));
    })
    .put('/:course/lessons/:lesson', async (c) => {
      const { course, lesson } = c.req.param();
      const lessons = COURSES.get(course);
      if (!lessons?.includes(lesson)) return notFound('lesson_unknown', 'There is no such lesson.');
      const done = await recordOf(c.get('caller').sub).markDone(course, lesson, Date.now());
      return c.json(toProgress(course, lessons, done));
    });
}

function toProgress(course: string, lessons: readonly string[], done: readonly string[]): Progress {
  return { course, lessons: lessons.length, done: lessons.filter((lesson) => done.includes(lesson)) };
}

function notFound(code: string, detail: string): Response {
  return problemResponse({ status: 404, code, detail });
}
