import type { AppName } from '@repo/sso';
import { appCatalogue } from './app-catalogue.ts';

/**
 * The mark of one app: one cell per app, its own filled with its colour.
 * Decorative: the app's name is always next to it.
 */
export function AppMark({ app, size = 28 }: { app: AppName; size?: number }) {
  return (
    <svg
      data-app={app}
      viewBox="0 0 28 28"
      width={size}
      height={size}
      aria-hidden="true"
      className="shrink-0"
    >
      <rect width="28" height="28" rx="7" fill="var(--app-accent-soft)" />
      {appCatalogue.map(({ name }, index) => (
        <rect
          key={name}
          x={5 + (index % 3) * 6.5}
          y={8 + Math.floor(index / 3) * 6.5}
          width="5"
          height="5"
          rx="1.4"
          fill="var(--app-accent)"
          opacity={name === app ? 1 : 0.26}
        />
      ))}
    </svg>
  );
}
