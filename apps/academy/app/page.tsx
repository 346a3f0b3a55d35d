import { Badge, PageHeader } from '@repo/ui';
import Link from 'next/link';
import { lessons } from '../lessons/catalogue.ts';
import { JoinInvitation } from '../lessons/join-invitation.tsx';
import { type Lesson, lessonHref } from '../lessons/lesson.ts';

export default function LessonsPage() {
  return (
    <>
      <PageHeader
        title="Web sessions in six short lessons"
        lead="Half an hour, no framework. The first three are for everyone; the others are for people who are signed in."
      />
      <JoinInvitation />
      <ol className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {lessons.map((lesson, index) => (
          <li key={lesson.slug}>
            <LessonCard lesson={lesson} number={index + 1} />
          </li>
        ))}
      </ol>
    </>
  );
}

function LessonCard({ lesson, number }: { lesson: Lesson; number: number }) {
  return (
    <Link
      href={lessonHref(lesson)}
      // Without a session, the prefetch of a member lesson would only fetch a redirect.
      prefetch={lesson.access === 'free' ? null : false}
      className="flex h-full flex-col rounded-xl border border-line bg-surface p-5 transition-colors hover:border-accent"
    >
      <span className="flex items-center justify-between">
        <span aria-hidden="true" className="text-3xl font-semibold text-accent tabular-nums">
          {number}
        </span>
        <Badge tone={lesson.access === 'free' ? 'good' : 'accent'}>{lesson.access}</Badge>
      </span>
      <span className="mt-4 text-lg font-semibold">{lesson.title}</span>
      <span className="mt-1.5 flex-1 text-[0.9375rem] leading-relaxed text-ink-soft">{lesson.summary}</span>
      <span className="mt-4 text-sm text-ink-soft">{lesson.minutes} min</span>
    </Link>
  );
}
