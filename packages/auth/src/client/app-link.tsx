import type { AnchorHTMLAttributes, ReactNode } from 'react';
import type { AppName } from '../../sso.config.ts';
import { appUrl } from './app-url.ts';

interface AppLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  readonly app: AppName;
  /** Path within that app; default its home. */
  readonly href?: `/${string}`;
  readonly children: ReactNode;
}

/**
 * A link to another app of this session. A plain anchor: the other app is another origin, which a router cannot soft-navigate to.
 * Where that app has no deployment (some previews), the text stays and says so, rather than leading to production.
 */
export function AppLink({ app, href = '/', children, ...anchor }: AppLinkProps) {
  const url = appUrl(app, href);
  if (url) {
    return (
      <a {...anchor} href={url}>
        {children}
      </a>
    );
  }
  return (
    <span className={anchor.className} title={`${app} has no deployment in this preview`}>
      {children}
    </span>
  );
}
