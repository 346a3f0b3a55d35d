import { html, raw } from 'hono/html';
import type { Markup } from './page.ts';

/** A button that does something at once: a form of its own, so that it works without a script. */
export function actionButton(options: {
  action: string;
  label: string;
  /** What screen readers add: which row it is about. */
  about?: string;
  isDanger?: boolean;
}): Markup {
  const { action, label, about, isDanger = false } = options;
  return html`<form method="post" action="${action}"><button${isDanger ? raw(' class="danger"') : ''}>${label}${
    about === undefined ? '' : html`<span class="hidden"> ${about}</span>`
  }</button></form>`;
}

/** What a list shows before it has anything. */
export function emptyCard(title: string, text: string | Markup): Markup {
  return html`<div class="card empty"><p class="subject">${title}</p><p class="soft">${text}</p></div>`;
}

/** UTC, to the second. */
export function timeOf(atMs: number): Markup {
  const iso = new Date(atMs).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')}</time>`;
}

export type Tone = 'ok' | 'warn' | 'bad' | 'soft';

export function mark(text: string, tone: Tone): Markup {
  return html`<span class="mark ${tone}">${text}</span>`;
}

export function searchForm(action: string, label: string, value: string): Markup {
  return html`<form class="search" role="search" method="get" action="${action}">
<label class="hidden" for="query">${label}</label><input id="query" name="query" type="search" value="${value}" placeholder="${label}" autocomplete="off">
<button>Search</button></form>`;
}
