import { applyEvent, openDirectory } from '@repo/directory';
import { createWebhookHandler } from '@subdomain-sso/auth/webhooks';
import type { SentDelivery, WriterMessage, WriterOrder } from '../writer-protocol.ts';

// A process of its own, started by writer-process.ts: what an app's webhook route does, without the HTTP server around it.

const say = (message: WriterMessage) => process.send?.(message);

async function start({ location, secret, concurrency }: Extract<WriterOrder, { kind: 'start' }>) {
  const directory = await openDirectory(location, { maxConnections: concurrency });
  const handle = createWebhookHandler({
    secrets: [secret],
    onEvent: (event, delivery) =>
      applyEvent(directory.db, { ...delivery, type: event.type, data: event.data }),
  });
  const waiting: SentDelivery[] = [];
  let active = 0;
  const next = async (): Promise<void> => {
    const delivery = active < concurrency ? waiting.shift() : undefined;
    if (!delivery) return;
    active += 1;
    const { number, headers, body } = delivery;
    const request = new Request('https://portal.acme.test/api/webhooks/clerk', {
      method: 'POST',
      headers,
      body,
    });
    const { status } = await handle(request);
    active -= 1;
    say({ kind: 'answer', number, status });
    return next();
  };
  say({ kind: 'ready' });
  return {
    take: (delivery: SentDelivery) => {
      waiting.push(delivery);
      void next();
    },
    close: () => directory.close(),
  };
}

let writer: ReturnType<typeof start> | undefined;
process.on('message', async (order: WriterOrder) => {
  if (order.kind === 'start') writer = start(order);
  const { take, close } = (await writer) ?? {};
  if (order.kind === 'deliver') take?.(order.delivery);
  if (order.kind !== 'stop') return;
  await close?.();
  process.exit(0);
});
process.on('disconnect', () => process.exit(1));
