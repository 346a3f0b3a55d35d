import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verifyWebhook } from '@clerk/backend/webhooks';
import { onTestFinished } from 'vitest';

/** One request as it arrived, and what Clerk's own verification says of it. */
export interface Received {
  id: string;
  headers: IncomingHttpHeaders;
  /** Type of the event, undefined where the signature is wrong. */
  verified: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into foreign JSON, and its assertions are the check.
  event: any;
}

export interface WebhookReceiver {
  url: string;
  /** In order of arrival. */
  readonly received: Received[];
  /** What the next requests are answered with; `hang`: with nothing. */
  answer: number | 'hang';
  /** Resolves when the next request has arrived. */
  next(): Promise<void>;
}

/** A real endpoint on this machine, stopped when the test ends. */
export async function startWebhookReceiver(secret: () => string): Promise<WebhookReceiver> {
  const arrivals: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('');
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const copy = new Request(receiver.url, { method: 'POST', headers, body });
    const verified = await verifyWebhook(copy, { signingSecret: secret() }).then(
      ({ type }) => type,
      () => undefined,
    );
    receiver.received.push({
      id: headers.get('svix-id') ?? '',
      headers: request.headers,
      verified,
      event: JSON.parse(body),
    });
    for (const arrive of arrivals.splice(0)) arrive();
    if (receiver.answer === 'hang') return;
    response.writeHead(receiver.answer, { location: `${receiver.url}/elsewhere` }).end('seen');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A TCP server's address is never a pipe's name.
  const { port } = server.address() as AddressInfo;
  const receiver: WebhookReceiver = {
    url: `http://portal.acme.localhost:${port}/api/webhooks/clerk`,
    received: [],
    answer: 200,
    next: () => new Promise((resolve) => arrivals.push(resolve)),
  };
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return receiver;
}
