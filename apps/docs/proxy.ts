import { createAuthProxy } from '@subdomain-sso/auth/proxy';

export const proxy = createAuthProxy();
export const config = { matcher: ['/((?!api/|_next/static/|favicon\\.ico$|icon\\.svg$).*)'] };
