import { Hono } from 'hono';
import { html } from 'hono/html';
import type { Instance } from '../instance/instance.ts';
import { INBOX_SCRIPT } from './inbox-script.ts';
import { type Markup, protectAnswer, respondWithPage } from './page.ts';

/** One message as `/inbox.json` lists it. */
export interface InboxMessageJSON {
  id: string;
  to: string;
  subject: string;
  text: string;
  /** One-time code, null when the message has none. */
  code: string | null;
  /** ISO 8601, UTC. */
  time: string;
}

const NO_MESSAGE: InboxMessageJSON = { id: '', to: '', subject: '', text: '', code: '', time: '' };

/** Messages that a real instance would have mailed: `/inbox` to read, `/inbox.json` for scripts. Newest first. */
export function inboxRoutes(instance: Instance): Hono {
  return new Hono()
    .get('/inbox.json', (c) => {
      protectAnswer(c);
      return c.json({ messages: listMessages(instance) });
    })
    .get('/inbox', (c) => {
      const messages = listMessages(instance);
      return respondWithPage(c, {
        title: 'Inbox',
        path: '/inbox',
        script: INBOX_SCRIPT,
        body: inboxBody(messages),
      });
    });
}

function listMessages({ store }: Instance): InboxMessageJSON[] {
  return store.inbox
    .list()
    .toReversed()
    .map(({ id, to, subject, text, code, createdAtMs }) => ({
      id,
      to,
      subject,
      text,
      code,
      time: new Date(createdAtMs).toISOString(),
    }));
}

function inboxBody(messages: readonly InboxMessageJSON[]): Markup {
  return html`<h1>Inbox</h1>
<p class="soft">Every message the local Clerk would have sent, newest first. Nothing leaves this machine.</p>
<div class="card empty" id="empty" ${messages.length > 0 ? 'hidden' : ''}>
<p class="subject">No messages yet</p>
<p class="soft">Ask for a code on a sign-in or sign-up page: it appears here within two seconds.<br>Addresses with <code>+clerk_test</code> accept the code <code>424242</code> and get no message.</p>
</div>
<ul class="cards" id="messages">${messages.map(messageItem)}</ul>
<p class="soft" id="status" role="status"></p>
<template id="message">${messageItem(NO_MESSAGE)}</template>`;
}

/** Also the template that the script fills, so that server and script render a message alike. */
function messageItem({ id, to, subject, text, code, time }: InboxMessageJSON): Markup {
  return html`<li class="card" data-id="${id}">
<div class="meta"><span>To <strong data-field="to">${to}</strong></span><time data-field="time" datetime="${time}">${time}</time></div>
<p class="subject" data-field="subject">${subject}</p>
<div class="code" data-part="code" ${code === null ? 'hidden' : ''}>
<span class="digits" data-field="code">${code ?? ''}</span>
<button type="button" data-copy>Copy code</button>
</div>
<p class="text" data-field="text">${text}</p>
</li>`;
}
