import { formatReasonHeader, REASONS, type Reason } from '../reasons.ts';
import { escapeHtml, renderPage } from './recovery-page.ts';
import type { PageSources } from './recovery-page-policy.ts';
import { REPOST_FORM_ID, type Repost, renderRepostForm } from './repost-form.ts';
import { FILL_SCRIPT, SEND_SCRIPT } from './repost-script.ts';

interface FormPage {
  readonly repost: Repost;
  readonly sources: PageSources;
}

/**
 * Renders the page that sends a form of another site once more, by itself: with the first request the browser kept the
 * `SameSite=Lax` cookies at home, so nobody could know who sent it. Its `action` is marked: the form stays one of another site.
 *
 * @source RFC 6265bis, "SameSite cookies": Lax cookies are not sent with cross-site requests by POST.
 */
export function resendFormPage(page: FormPage): Response {
  return formPage(page, {
    status: 200,
    reason: 'cross_site_form',
    title: 'One moment',
    text: 'Another site sent you here with a form.',
    button: 'Continue',
    script: SEND_SCRIPT,
  });
}

/**
 * Renders the page that asks a signed-in user whether a form that another site sent may act for them. Only the user's click
 * sends it as a form of this app, so no page may frame this one.
 */
export function confirmFormPage(page: FormPage): Response {
  return formPage(
    { ...page, sources: { ...page.sources, frameAncestors: [] } },
    {
      status: 403,
      reason: 'cross_site_form',
      title: 'Did you expect this form?',
      text: 'Another site sent a form to this app while you are signed in. Continue only if you expected it, for example after a payment.',
      button: 'Continue',
      script: FILL_SCRIPT,
    },
  );
}

/**
 * Renders the page for a form of this app that was not accepted: it says why, and keeps what the user entered. They send it again
 * from here, after they have signed in in another tab, or once an outage is over.
 *
 * @param page `signInUrl`: absolute; undefined where signing in does not help.
 */
export function keptFormPage({
  status,
  reason,
  signInUrl,
  ...page
}: FormPage & {
  readonly status: number;
  readonly reason: Reason;
  readonly signInUrl: string | undefined;
}): Response {
  return formPage(page, {
    status,
    reason,
    title: 'This form was not sent',
    text: `${escapeHtml(REASONS[reason].message)} What you entered is kept as long as this page is open.`,
    link: signInUrl
      ? `<p><a href="${escapeHtml(signInUrl)}" target="_blank" rel="noopener">Sign in in a new tab</a>, then come back here.</p>`
      : '',
    button: 'Send the form again',
    script: FILL_SCRIPT,
  });
}

function formPage(
  { repost, sources }: FormPage,
  {
    status,
    reason,
    title,
    text,
    link = '',
    button,
    script,
  }: {
    readonly status: number;
    readonly reason: Reason;
    readonly title: string;
    /** Trusted HTML. */
    readonly text: string;
    readonly link?: string;
    readonly button: string;
    readonly script: string;
  },
): Response {
  const body = `<main><h1>${title}</h1><p>${text}</p>${link}
<p><button type="submit" form="${REPOST_FORM_ID}">${button}</button></p><p><code>${reason}</code></p></main>
${renderRepostForm(repost)}`;
  return renderPage({
    status,
    title,
    reason: formatReasonHeader(reason),
    body,
    sources,
    sendsForm: true,
    scripts: [{ attributes: {}, code: script }],
  });
}
