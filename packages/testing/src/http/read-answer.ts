import { parseReasonHeader, REASON_HEADER } from '@subdomain-sso/auth/reasons';

/** A response of Playwright, or one of `send`. */
export interface AnyAnswer {
  status: number | (() => number);
  headers: object | (() => Record<string, string>);
}

/** Status of an answer, however it was received. */
export function statusOf(answer: AnyAnswer): number {
  // A method of Playwright's objects, which needs its object.
  return typeof answer.status === 'function' ? answer.status() : answer.status;
}

/** Whether an answer is the page on which an app mints its own token: a 200 without the content that was asked for. */
export function isSessionSync(answer: AnyAnswer): boolean {
  const reason = parseReasonHeader(headerOf(answer, REASON_HEADER))?.reason;
  return reason === 'session_sync_needed';
}

/** Whether an answer has the content that was asked for. */
export function isOpened(answer: AnyAnswer): boolean {
  return statusOf(answer) === 200 && !isSessionSync(answer);
}

/** The value of the reason header, for messages; undefined where there is none. */
export function reasonOf(answer: AnyAnswer): string | undefined {
  return headerOf(answer, REASON_HEADER);
}

function headerOf(answer: AnyAnswer, name: string): string | undefined {
  const headers = typeof answer.headers === 'function' ? answer.headers() : answer.headers;
  const found = Object.entries(headers).find(([key]) => key === name)?.[1];
  return typeof found === 'string' ? found : undefined;
}
