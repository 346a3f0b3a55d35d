import { html, raw } from 'hono/html';
import type { Markup } from './page.ts';

/** A button that acts at once. It is a form of its own, so that it works without a script. */
export function actionButton(options: {
  action: string;
  label: string;
  /** Text for screen readers: which row the button is about. */
  about?: string;
  isDanger?: boolean;
}): Markup {
  const { action, label, about, isDanger = false } = options;
  return html`<form method="post" action="${action}"><button${isDanger ? raw(' class="danger"') : ''}>${label}${
    about === undefined ? '' : html`<span class="hidden"> ${about}</span>`
  }</button></form>`;
}

/** What an empty list shows. */
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
