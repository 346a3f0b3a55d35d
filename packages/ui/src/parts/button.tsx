import clsx from 'clsx';
import Link from 'next/link';
import type { ComponentProps } from 'react';

const SHAPE =
  'inline-flex h-10 items-center justify-center gap-2 rounded-lg px-4 text-sm font-semibold whitespace-nowrap transition-colors disabled:opacity-60';
const LOOKS = {
  solid: 'bg-accent text-on-accent hover:bg-[color-mix(in_oklab,var(--app-accent),var(--ink)_14%)]',
  quiet: 'border border-edge bg-surface text-ink hover:bg-sunken',
} as const;

/** Class names of a button, for elements that are links by nature (AppLink, a plain anchor). */
export function buttonClass(look: keyof typeof LOOKS = 'solid'): string {
  return clsx(SHAPE, LOOKS[look]);
}

/** A button that does something on this page. */
export function Button({
  look = 'solid',
  ...props
}: ComponentProps<'button'> & { look?: keyof typeof LOOKS }) {
  return <button {...props} className={clsx(buttonClass(look), props.className)} />;
}

/** A link within the app that looks like a button. */
export function ButtonLink({
  look = 'solid',
  ...props
}: ComponentProps<typeof Link> & { look?: keyof typeof LOOKS }) {
  return <Link {...props} className={clsx(buttonClass(look), props.className)} />;
}
