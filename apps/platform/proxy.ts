import { createAuthProxy } from '@repo/auth/proxy';

export const proxy = createAuthProxy('platform');
export const config = { matcher: ['/((?!api/|_next/static/|favicon\\.ico$|icon\\.svg$).*)'] };
