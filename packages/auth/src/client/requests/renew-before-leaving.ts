import type { LoadedClerk } from '@clerk/shared/types';
import { atMost } from './at-most.ts';
import { readCookieToken } from './cookie-token.ts';

/** Browsers open a new tab only within five seconds after the click. */
const LIMIT_MS = 4_000;

/**
 * Renews a stale token before the browser itself sends a form of this page by POST, or follows a link of this page, where both stay
 * on this origin. So the form reaches the app at once, whatever its size, and a link to a file leaves the page as it is.
 *
 * It acts only where the token in the cookie is missing, of another origin, session or organization, or about to expire. What the
 * page's own code or the router handles (`preventDefault()`) is left alone. The user's form is not changed: a copy with the same
 * entries is sent, once. When the token cannot be renewed within four seconds, the request begins without: the proxy then syncs.
 *
 * @param parties Origins whose tokens the cookie may hold.
 * @returns Ends it.
 * @source HTML standard "form submission algorithm": a `submit` event is fired also by `requestSubmit()`, not by `submit()`.
 */
export function renewBeforeLeaving(clerk: LoadedClerk, parties: readonly string[]): () => void {
  const sending = new WeakSet<Element>();
  const leave = (event: Event, element: Element, copy: () => () => void) => {
    const { session } = clerk;
    const isSending = sending.has(element);
    if (!isSending && (!session || readCookieToken(parties, session) !== null)) return;
    event.preventDefault();
    // A second click, while the first one waits.
    if (isSending || !session) return;
    const go = copy();
    sending.add(element);
    void atMost(LIMIT_MS, session.getToken({ skipCache: true })).then(() => {
      sending.delete(element);
      go();
    });
  };
  const onSubmit = (event: SubmitEvent) => {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    const setting = (name: string) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
    const action = new URL(setting('action') || window.location.href, document.baseURI);
    if (setting('method')?.toLowerCase() !== 'post' || action.origin !== window.location.origin) return;
    leave(event, form, () => {
      const copied = copyForm(form, submitter);
      copied.setAttribute('action', action.href);
      for (const name of ['enctype', 'target']) {
        const value = setting(name);
        if (value !== null) copied.setAttribute(name, value);
      }
      return () => {
        document.documentElement.append(copied);
        // A field may be named "submit".
        HTMLFormElement.prototype.submit.call(copied);
        copied.remove();
      };
    });
  };
  const onClick = (event: MouseEvent) => {
    const { target, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (event.defaultPrevented || event.button !== 0 || altKey || ctrlKey || metaKey || shiftKey) return;
    const link = target instanceof Element && target.closest<HTMLAnchorElement>('a[href]');
    if (!link || !isOtherPage(link)) return;
    leave(event, link, () => {
      const copied = document.createElement('a');
      for (const { name, value } of link.attributes)
        if (!name.startsWith('on')) copied.setAttribute(name, value);
      return () => copied.click();
    });
  };
  const ending = new AbortController();
  // Last of all: the page's own listeners have decided whether the browser is to act.
  window.addEventListener('submit', onSubmit, ending);
  window.addEventListener('click', onClick, ending);
  return () => ending.abort();
}

/** A link to a place on the same page begins no request. */
function isOtherPage({ href }: HTMLAnchorElement): boolean {
  const { location } = window;
  const [address = '', hash] = href.split('#', 2);
  if (!address.startsWith(`${location.origin}/`)) return false;
  return hash === undefined || address !== location.href.split('#', 1)[0];
}

/** As it would be sent now, with the button that was used and the files: what is typed later does not change it. */
function copyForm(form: HTMLFormElement, submitter: HTMLElement | null): HTMLFormElement {
  const copied = document.createElement('form');
  copied.hidden = true;
  copied.setAttribute('method', 'post');
  for (const name of ['accept-charset', 'rel']) {
    const value = form.getAttribute(name);
    if (value !== null) copied.setAttribute(name, value);
  }
  const entries = new FormData(form, submitter);
  for (const [name, value] of entries) {
    const input = document.createElement('input');
    input.type = typeof value === 'string' ? 'hidden' : 'file';
    input.name = name;
    if (typeof value === 'string') input.value = value;
    // A file input in which no file was chosen is an entry without a name.
    else if (value.name !== '') {
      const transfer = new DataTransfer();
      transfer.items.add(value);
      input.files = transfer.files;
    }
    copied.append(input);
  }
  return copied;
}
