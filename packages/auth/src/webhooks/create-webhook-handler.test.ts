import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { WEBHOOK_PATH } from '../webhooks.ts';
import {
  createWebhookHandler,
  type WebhookHandlerOptions,
  type WebhookIncident,
} from './create-webhook-handler.ts';

const SECRET = 'whsec_bG9jYWwtd2ViaG9vay1zZWNyZXQtMDEyMzQ1Njc4OWFi';
const OTHER_SECRET = 'whsec_b3RoZXItd2ViaG9vay1zZWNyZXQtMDEyMzQ1Njc4OWFi';
const NOW_MS = 1_700_000_000_000;
const URL_HERE = `https://account.acme.test${WEBHOOK_PATH}`;
const BODY = '{"object":"event","type":"user.deleted","data":{"id":"user_1","object":"user","deleted":true}}';

interface Delivery {
  body?: string | Uint8Array | ReadableStream<Uint8Array>;
  signed?: string;
  secret?: string;
  id?: string;
  sentAtMs?: number;
  headers?: Record<string, string>;
}

/** A delivery as Clerk sends it, with the changes of a test. */
function deliver({
  body = BODY,
  signed,
  secret = SECRET,
  id = 'msg_1',
  sentAtMs = NOW_MS,
  headers = {},
}: Delivery = {}) {
  const text = signed ?? (typeof body === 'string' ? body : '');
  const all = new Headers({
    'content-type': 'application/json',
    'svix-id': id,
    'svix-timestamp': String(Math.floor(sentAtMs / 1000)),
    'svix-signature': new Webhook(secret).sign(id, new Date(sentAtMs), text),
  });
  for (const [name, value] of Object.entries(headers)) value ? all.set(name, value) : all.delete(name);
  return new Request(URL_HERE, { method: 'POST', headers: all, body, duplex: 'half' } as RequestInit);
}

/** A handler with the clock at `NOW_MS`, and everything that it passed on. */
function start(options: Partial<WebhookHandlerOptions> = {}) {
  const seen: unknown[] = [];
  const incidents: WebhookIncident[] = [];
  const handle = createWebhookHandler({
    secrets: [SECRET],
    nowMs: () => NOW_MS,
    onEvent: (event, delivery) => seen.push({ event, delivery }),
    onIncident: (incident) => incidents.push(incident),
    ...options,
  });
  return { handle, seen, incidents };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a delivery that Clerk signed reaches onEvent', () => {
  test('the signature of svix, which Clerk sends with, is accepted', async () => {
    const { handle, seen } = start();
    const signature = new SvixWebhook(SECRET).sign('msg_1', new Date(NOW_MS), BODY);
    expect((await handle(deliver({ headers: { 'svix-signature': signature } }))).status).toBe(204);
    expect(seen).toHaveLength(1);
    const other = new SvixWebhook('whsec_YW5vdGhlciBzZWNyZXQ=').sign('msg_1', new Date(NOW_MS), BODY);
    expect((await handle(deliver({ headers: { 'svix-signature': other } }))).status).toBe(400);
  });

  test('the signature of a recorded delivery is accepted', async () => {
    const { handle, seen } = start();
    const signature = 'v1,26K0F68njRVbJwOM0mYTpJznBXI6G0j7tb5ePScdSsA=';
    expect((await handle(deliver({ headers: { 'svix-signature': signature } }))).status).toBe(204);
    expect(seen).toEqual([
      {
        event: {
          known: true,
          object: 'event',
          type: 'user.deleted',
          data: { id: 'user_1', object: 'user', deleted: true },
        },
        delivery: { id: 'msg_1', timestampMs: NOW_MS },
      },
    ]);
  });

  test('an event of an unknown type is passed on unchanged', async () => {
    const { handle, seen } = start();
    await handle(deliver({ body: '{"type":"moon.landed","data":{"crew":3},"timestamp":1690000000123}' }));
    expect(seen).toEqual([
      {
        event: { known: false, type: 'moon.landed', data: { crew: 3 } },
        delivery: { id: 'msg_1', timestampMs: 1_690_000_000_123 },
      },
    ]);
  });

  test.each([
    { name: 'milliseconds', timestamp: 1_690_000_000_123, updated: 5, timestampMs: 1_690_000_000_123 },
    { name: 'seconds', timestamp: 1_690_000_000, updated: 5, timestampMs: 1_690_000_000_000 },
    { name: 'no time: that of the object', updated: 1_680_000_000_000, timestampMs: 1_680_000_000_000 },
    { name: 'no time at all: that of the delivery', timestampMs: NOW_MS },
  ])('event time: $name', async ({ timestamp, updated, timestampMs }) => {
    const { handle, seen } = start();
    await handle(
      deliver({ body: JSON.stringify({ type: 'user.updated', data: { updated_at: updated }, timestamp }) }),
    );
    expect(seen).toEqual([expect.objectContaining({ delivery: { id: 'msg_1', timestampMs } })]);
  });

  test('the body is checked as it arrived, with its white space, escapes and byte order mark', async () => {
    const { handle } = start();
    const text = fc.record({
      type: fc.constant('user.updated'),
      data: fc.dictionary(fc.string(), fc.json()),
    });
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom(undefined, 1, '\t'), async (event, indent) => {
        const body = JSON.stringify(event, null, indent);
        expect((await handle(deliver({ body }))).status).toBe(204);
      }),
    );
    // JSON.parse refuses the mark, but only after the signature over it was found right.
    const { handle: strict, incidents } = start();
    await strict(deliver({ body: `\uFEFF${BODY}` }));
    expect(incidents).toEqual([{ kind: 'rejected', fault: 'not_an_event' }]);
  });

  test.each([
    { name: 'the old one', secret: SECRET },
    { name: 'the new one', secret: OTHER_SECRET },
  ])('while a secret is replaced, $name may sign', async ({ secret }) => {
    const { handle } = start({ secrets: [SECRET, OTHER_SECRET] });
    expect((await handle(deliver({ secret }))).status).toBe(204);
  });

  test('one valid signature among several is enough', async () => {
    const { handle } = start();
    const good = deliver().headers.get('svix-signature');
    const signatures = `v1a,AAAA v1,${'A'.repeat(43)}= ${good}`;
    expect((await handle(deliver({ headers: { 'svix-signature': signatures } }))).status).toBe(204);
  });

  test('a body of exactly the limit is read, in any number of chunks', async () => {
    const { handle } = start({ maxBodyBytes: BODY.length });
    const pieces = [...new TextEncoder().encode(BODY)].map((byte) => Uint8Array.of(byte));
    expect((await handle(deliver({ body: streamOf(pieces), signed: BODY }))).status).toBe(204);
  });
});

describe('any other delivery is refused, without the reason', () => {
  const rejected = {
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    code: 'webhook_rejected',
    detail: 'This is not a delivery that was signed for this endpoint.',
  };
  test.each<{ name: string; delivery: Delivery; fault: string }>([
    { name: 'no id', delivery: { headers: { 'svix-id': '' } }, fault: 'header_missing' },
    { name: 'no time', delivery: { headers: { 'svix-timestamp': '' } }, fault: 'header_missing' },
    { name: 'no signature', delivery: { headers: { 'svix-signature': '' } }, fault: 'header_missing' },
    { name: 'another id', delivery: { headers: { 'svix-id': 'msg_2' } }, fault: 'signature_invalid' },
    {
      name: 'another time',
      delivery: { headers: { 'svix-timestamp': '1700000001' } },
      fault: 'signature_invalid',
    },
    { name: 'another body', delivery: { signed: `${BODY} ` }, fault: 'signature_invalid' },
    { name: 'another secret', delivery: { secret: OTHER_SECRET }, fault: 'signature_invalid' },
    {
      name: 'another version',
      delivery: { headers: { 'svix-signature': 'v2,AAAA' } },
      fault: 'signature_invalid',
    },
    { name: 'no version', delivery: { headers: { 'svix-signature': 'AAAA' } }, fault: 'signature_invalid' },
    {
      name: 'a time that is none',
      delivery: { headers: { 'svix-timestamp': 'now' } },
      fault: 'outside_replay_window',
    },
    {
      name: 'a negative time',
      delivery: { headers: { 'svix-timestamp': '-1' } },
      fault: 'outside_replay_window',
    },
    {
      name: 'an endless time',
      delivery: { headers: { 'svix-timestamp': '9'.repeat(400) } },
      fault: 'outside_replay_window',
    },
    { name: 'too old', delivery: { sentAtMs: NOW_MS - 301_000 }, fault: 'outside_replay_window' },
    { name: 'too new', delivery: { sentAtMs: NOW_MS + 301_000 }, fault: 'outside_replay_window' },
    { name: 'no body', delivery: { body: '' }, fault: 'not_an_event' },
    { name: 'no JSON', delivery: { body: 'type=user.created' }, fault: 'not_an_event' },
    { name: 'no object', delivery: { body: '[]' }, fault: 'not_an_event' },
    { name: 'no type', delivery: { body: '{"data":{}}' }, fault: 'not_an_event' },
    { name: 'no data', delivery: { body: '{"type":"user.created"}' }, fault: 'not_an_event' },
    { name: 'an id that fills a page', delivery: { id: 'm'.repeat(257) }, fault: 'not_an_event' },
    { name: 'no UTF-8', delivery: { body: Uint8Array.of(0x7b, 0xff) }, fault: 'not_utf8' },
    { name: 'half a character at the end', delivery: { body: Uint8Array.of(0x7b, 0xe2) }, fault: 'not_utf8' },
    { name: 'a body that breaks off', delivery: { body: brokenStream() }, fault: 'broken_off' },
  ])('$name', async ({ delivery, fault }) => {
    const { handle, seen, incidents } = start();
    const response = await handle(deliver(delivery));
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toEqual(rejected);
    expect(incidents).toEqual([{ kind: 'rejected', fault }]);
    expect(seen).toEqual([]);
  });

  test.each([
    { name: 'within', seconds: 60, ageMs: 60_000, status: 204 },
    { name: 'outside', seconds: 60, ageMs: 61_000, status: 400 },
    { name: 'within a longer one', seconds: 900, ageMs: 800_000, status: 204 },
  ])('$name the configured replay window', async ({ seconds, ageMs, status }) => {
    const { handle } = start({ replayWindowSeconds: seconds });
    expect((await handle(deliver({ sentAtMs: NOW_MS - ageMs }))).status).toBe(status);
  });

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])(
    '%s is answered with what is allowed',
    async (method) => {
      const response = await start().handle(new Request(URL_HERE, { method }));
      expect(response.status).toBe(405);
      expect(response.headers.get('allow')).toBe('POST');
    },
  );

  test('no request is answered with a server error', async () => {
    const { handle, seen } = start();
    const header = fc.string({ unit: 'binary-ascii' }).filter((text) => /^[ -~]*$/.test(text));
    const bytes = fc.uint8Array({ maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(header, header, header, bytes, async (id, timestamp, signature, body) => {
        const headers = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signature };
        const request = new Request(URL_HERE, { method: 'POST', headers, body });
        expect((await handle(request)).status).toBe(400);
      }),
    );
    expect(seen).toEqual([]);
  });
});

describe('a body over the limit', () => {
  test('is refused by its declared length, unread', async () => {
    const { handle, incidents } = start({ maxBodyBytes: 10 });
    const response = await handle(deliver({ headers: { 'content-length': '11' } }));
    expect(response.status).toBe(413);
    expect(incidents).toEqual([{ kind: 'rejected', fault: 'too_large' }]);
  });

  test('is refused while it arrives, whatever length was declared', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024));
      },
    });
    const { handle } = start();
    const response = await handle(deliver({ body: endless, headers: { 'content-length': '5' } }));
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(1030);
  });
});

describe('when the event cannot be processed', () => {
  test.each([
    {
      name: 'throws',
      onEvent: () => {
        throw new Error('down');
      },
    },
    { name: 'rejects', onEvent: () => Promise.reject(new Error('down')) },
  ])('onEvent $name: the answer asks Clerk to deliver again', async ({ onEvent }) => {
    const { handle, incidents } = start({ onEvent });
    const response = await handle(deliver());
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('5');
    expect(await response.json()).toMatchObject({ code: 'webhook_not_processed' });
    expect(incidents).toEqual([
      {
        kind: 'failed',
        id: 'msg_1',
        type: 'user.deleted',
        error: expect.objectContaining({ message: 'down' }),
      },
    ]);
  });

  test('the log names the event, without its content', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const handle = createWebhookHandler({
      secrets: [SECRET],
      nowMs: () => NOW_MS,
      onEvent: () => {
        throw new TypeError('insert … ada@acme.test');
      },
    });
    await handle(deliver());
    expect(log.mock.calls).toEqual([[expect.stringMatching(/msg_1 \(user\.deleted\).*TypeError/)]]);
    expect(String(log.mock.calls)).not.toContain('ada@');
    log.mockRestore();
  });

  test('without a secret the answer is 503 until there is one', async () => {
    vi.stubEnv('CLERK_WEBHOOK_SIGNING_SECRET', '');
    const incidents: WebhookIncident[] = [];
    const handle = createWebhookHandler({
      onEvent: () => {},
      nowMs: () => NOW_MS,
      onIncident: (incident) => incidents.push(incident),
    });
    expect((await handle(deliver())).status).toBe(503);
    expect(incidents).toEqual([
      { kind: 'not_configured', error: expect.objectContaining({ code: 'missing_webhook_secret' }) },
    ]);
    vi.stubEnv('CLERK_WEBHOOK_SIGNING_SECRET', `${OTHER_SECRET}, ${SECRET}`);
    expect((await handle(deliver())).status).toBe(204);
  });

  test.each([
    { name: 'no secret', options: { secrets: [] }, code: 'missing_webhook_secret' },
    { name: 'a secret that is no base64', options: { secrets: ['whsec_!'] }, code: 'invalid_webhook_secret' },
    { name: 'an empty secret', options: { secrets: ['whsec_'] }, code: 'invalid_webhook_secret' },
    { name: 'no window', options: { replayWindowSeconds: 0 }, code: 'invalid_number' },
    {
      name: 'an endless window',
      options: { replayWindowSeconds: Number.POSITIVE_INFINITY },
      code: 'invalid_number',
    },
    { name: 'no room', options: { maxBodyBytes: Number.NaN }, code: 'invalid_number' },
  ])('$name fails at start', ({ options, code }) => {
    expect(() => start(options)).toThrow(expect.objectContaining({ code }));
  });
});

function streamOf(pieces: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

function brokenStream(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.error(new Error('socket hang up')) });
}
