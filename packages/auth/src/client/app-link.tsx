import type { AnchorHTMLAttributes, ReactNode } from 'react';
import type { AppName } from '../registry/define-sso.ts';
import { appUrl } from './apps.ts';

interface AppLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  readonly app: AppName;
  /** Path within that app; default its home. */
  readonly href?: `/${string}`;
  readonly children: ReactNode;
}

/**
 * A link to another app of this session. It is a plain anchor, because the router cannot navigate to another origin.
 * Where that app has no deployment (some previews), it is a text with an explanation instead of a link to production.
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
