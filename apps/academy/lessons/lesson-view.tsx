import { Badge, PageHeader } from '@repo/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { lessons } from './catalogue.ts';
import { type Lesson, lessonHref } from './lesson.ts';

/**
 * A lesson, and a link to the next one.
 *
 * @param progress Shown after the text; only members have any.
 */
export function LessonView({ lesson, progress }: { lesson: Lesson; progress?: ReactNode }) {
  const next = lessons[lessons.indexOf(lesson) + 1];
  return (
    <article className="mx-auto max-w-2xl">
      <p className="mb-4 flex items-center gap-3 text-sm text-ink-soft">
        <Link href="/" className="text-accent hover:underline">
          All lessons
        </Link>
        <Badge tone={lesson.access === 'free' ? 'good' : 'accent'}>{lesson.access}</Badge>
        {lesson.minutes} min
      </p>
      <PageHeader title={lesson.title} lead={lesson.summary} />
      <div className="prose">{lesson.body}</div>
      {progress}
      <p className="mt-14 border-t border-line pt-5 font-semibold">
        <Link
          href={next ? lessonHref(next) : '/'}
          prefetch={next?.access === 'free'}
          className="text-accent hover:underline"
        >
          {next ? `Next: ${next.title}` : 'You have read everything. Back to all lessons'}
        </Link>
      </p>
    </article>
  );
}
