import { COPY_SCRIPT } from './copy-script.ts';

/**
 * Keeps the open inbox current: polls every two seconds while the page is visible and changes only new messages, so that
 * neither the focus nor the scroll position nor a selection is lost.
 */
export const INBOX_SCRIPT = `${COPY_SCRIPT}
const list = document.getElementById('messages');
const empty = document.getElementById('empty');
const status = document.getElementById('status');
const template = document.getElementById('message');

function showTime(element) {
  const time = new Date(element.dateTime);
  if (!Number.isNaN(time.valueOf())) element.textContent = time.toLocaleTimeString();
}

function buildItem(message) {
  const item = template.content.firstElementChild.cloneNode(true);
  item.dataset.id = message.id;
  for (const name of ['to', 'subject', 'code', 'text']) {
    item.querySelector('[data-field="' + name + '"]').textContent = message[name] ?? '';
  }
  item.querySelector('[data-part="code"]').hidden = message.code === null;
  const time = item.querySelector('time');
  time.dateTime = message.time;
  showTime(time);
  return item;
}

function show(messages) {
  const wanted = new Set(messages.map((message) => message.id));
  for (const item of [...list.children]) if (!wanted.has(item.dataset.id)) item.remove();
  const shown = new Set([...list.children].map((item) => item.dataset.id));
  const fresh = messages.filter((message) => !shown.has(message.id));
  for (const message of fresh.reverse()) list.prepend(buildItem(message));
  empty.hidden = messages.length > 0;
  if (fresh.length > 0) status.textContent = 'New message for ' + fresh.at(-1).to;
}

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch('/inbox.json', { cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    show((await answer.json()).messages);
    if (status.dataset.lost) { status.textContent = ''; delete status.dataset.lost; }
  } catch {
    status.dataset.lost = 'yes';
    status.textContent = 'The local Clerk does not answer. Trying again.';
  }
}

for (const element of document.querySelectorAll('time')) showTime(element);
document.addEventListener('visibilitychange', refresh);
setInterval(refresh, 2000);
`;
