'use client';

import { Button, Notice } from '@repo/ui';
import { appUrl, useAuthFetch } from '@subdomain-sso/auth/client';
import { useCallback, useEffect, useState } from 'react';

/** The API's answer about a course. */
interface Progress {
  readonly lessons: number;
  readonly done: readonly string[];
}

type Shown =
  | { state: 'loading' }
  | { state: 'failed'; problem: string }
  | { state: 'ready'; progress: Progress };

const COURSE = '/v1/courses/web-sessions' as const;

/** The member's progress, kept by the API on another origin; this page sends a bearer token of its own. */
export function LessonProgress({ lesson }: { lesson: string }) {
  const call = useAuthFetch();
  const [shown, setShown] = useState<Shown>({ state: 'loading' });
  const ask = useCallback(
    async (path: `/${string}`, method: 'GET' | 'PUT') => {
      setShown({ state: 'loading' });
      setShown(await fetchProgress(call, path, method));
    },
    [call],
  );

  useEffect(() => {
    void ask(`${COURSE}/progress`, 'GET');
  }, [ask]);

  return (
    <section
      aria-label="Your progress"
      aria-busy={shown.state === 'loading'}
      className="mt-12 flex min-h-16 flex-wrap items-center justify-between gap-4 rounded-xl border border-line bg-surface p-4"
    >
      <ProgressText shown={shown} />
      {shown.state === 'ready' && !shown.progress.done.includes(lesson) && (
        <Button onClick={() => void ask(`${COURSE}/lessons/${lesson}`, 'PUT')}>Mark as read</Button>
      )}
      {shown.state === 'failed' && (
        <Button look="quiet" onClick={() => void ask(`${COURSE}/progress`, 'GET')}>
          Try again
        </Button>
      )}
    </section>
  );
}

function ProgressText({ shown }: { shown: Shown }) {
  if (shown.state === 'failed') return <Notice tone="danger">{shown.problem}</Notice>;
  return (
    <p aria-live="polite" className="text-[0.9375rem]">
      {shown.state === 'loading'
        ? 'Looking up your progress …'
        : `You have read ${shown.progress.done.length} of ${shown.progress.lessons} lessons.`}
    </p>
  );
}

async function fetchProgress(
  call: ReturnType<typeof useAuthFetch>,
  path: `/${string}`,
  method: 'GET' | 'PUT',
): Promise<Shown> {
  const url = appUrl('api', path);
  if (!url) return { state: 'failed', problem: 'Progress is not kept in this preview: it has no API.' };
  try {
    const response = await call(url, { method });
    const body: unknown = response.ok ? await response.json() : null;
    if (isProgress(body)) return { state: 'ready', progress: body };
    return { state: 'failed', problem: `Your progress could not be read (${response.status}).` };
  } catch {
    return {
      state: 'failed',
      problem: 'Your progress could not be reached. The lesson is complete without it.',
    };
  }
}

function isProgress(body: unknown): body is Progress {
  return (
    typeof body === 'object' &&
    body !== null &&
    'lessons' in body &&
    typeof body.lessons === 'number' &&
    'done' in body &&
    Array.isArray(body.done)
  );
}
