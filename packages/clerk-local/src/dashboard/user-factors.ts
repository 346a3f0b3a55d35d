import { html } from 'hono/html';
import { usableTotpCode } from '../flows/second-factors/usable-totp-code.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import type { Markup } from './page.ts';

/** Query of the user's page that shows the code. */
const SHOW_CODE = 'totp';

/** Offers the current code of the user's authenticator app, for signing in by hand; empty: the user has no app. */
export function totpForm(user: UserRow): Markup | string {
  if (!user.secondFactors?.totp) return '';
  return html`<form method="get" action="/users/${user.id}"><input type="hidden" name="show" value="${SHOW_CODE}"><button>Current code</button></form>`;
}

/** The code, when it was requested. @param shown `?show=` of the page. */
export function totpCard(instance: Instance, user: UserRow, shown: string | undefined): Markup | string {
  const totp = user.secondFactors?.totp;
  if (!totp || shown !== SHOW_CODE) return '';
  const { code, readyInMs } = usableTotpCode(totp, instance.nowMs());
  const seconds = Math.ceil(readyInMs / 1000);
  return html`<div class="card" role="status"><p class="subject">Authenticator app${totp.isVerified ? '' : ', being set up'}</p>
<p class="soft">${seconds > 0 ? `Every current code has been used; this one works in ${seconds} s.` : 'Works now, once.'}</p>
<div class="code"><span class="digits">${code}</span><button type="button" data-copy="${code}">Copy code</button></div></div>`;
}
