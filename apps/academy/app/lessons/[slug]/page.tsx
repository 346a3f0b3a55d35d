import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { findLesson, lessons } from '../../../lessons/catalogue.ts';
import { LessonView } from '../../../lessons/lesson-view.tsx';

/** Only the free lessons live here; any other address is a 404, decided without rendering. */
export const dynamicParams = false;

export function generateStaticParams() {
  return lessons.filter(({ access }) => access === 'free').map(({ slug }) => ({ slug }));
}

export async function generateMetadata({ params }: PageProps<'/lessons/[slug]'>): Promise<Metadata> {
  const lesson = findLesson('free', (await params).slug);
  return lesson ? { title: lesson.title, description: lesson.summary } : {};
}

export default async function FreeLessonPage({ params }: PageProps<'/lessons/[slug]'>) {
  const lesson = findLesson('free', (await params).slug);
  if (!lesson) notFound();
  return <LessonView lesson={lesson} />;
}
