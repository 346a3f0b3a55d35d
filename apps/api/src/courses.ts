import { problemResponse } from '@subdomain-sso/auth/problem';
import { Hono } from 'hono';
import { createMemory } from './memory.ts';
import type { CallerEnv } from './require-caller.ts';

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
export function courseRoutes(): Hono<CallerEnv> {
  const doneBy = createMemory<ReadonlySet<string>>();
  const progressOf = (user: string, course: string, lessons: readonly string[]): Progress => {
    const done = doneBy.get(`${user} ${course}`) ?? new Set();
    return { course, lessons: lessons.length, done: lessons.filter((lesson) => done.has(lesson)) };
  };
  return new Hono<CallerEnv>({ strict: false })
    .get('/:course/progress', (c) => {
      const course = c.req.param('course');
      const lessons = COURSES.get(course);
      if (!lessons) return notFound('course_unknown', 'There is no such course.');
      return c.json(progressOf(c.get('caller').sub, course, lessons));
    })
    .put('/:course/lessons/:lesson', (c) => {
      const { course, lesson } = c.req.param();
      const lessons = COURSES.get(course);
      if (!lessons?.includes(lesson)) return notFound('lesson_unknown', 'There is no such lesson.');
      const { sub } = c.get('caller');
      const key = `${sub} ${course}`;
      doneBy.set(key, new Set([...(doneBy.get(key) ?? []), lesson]));
      return c.json(progressOf(sub, course, lessons));
    });
}

function notFound(code: string, detail: string): Response {
  return problemResponse({ status: 404, code, detail });
}
