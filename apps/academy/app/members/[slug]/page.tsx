import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findLesson } from '../../../lessons/catalogue.ts';
import { LessonProgress } from '../../../lessons/lesson-progress.tsx';
import { LessonView } from '../../../lessons/lesson-view.tsx';

export const metadata: Metadata = { title: 'Member lesson' };

export default async function MemberLessonPage({ params }: PageProps<'/members/[slug]'>) {
  await requireUser();
  const lesson = findLesson('member', (await params).slug);
  if (!lesson) notFound();
  return <LessonView lesson={lesson} progress={<LessonProgress lesson={lesson.slug} />} />;
}
