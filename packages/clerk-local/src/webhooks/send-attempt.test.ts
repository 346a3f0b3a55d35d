import { expect, test } from 'vitest';
import { startWebhookReceiver } from '../../test/fixtures/webhook-receiver.ts';
import { sendAttempt } from './send-attempt.ts';

const signal = new AbortController().signal;

test('an endpoint that takes too long gave no answer', async () => {
  const receiver = await startWebhookReceiver(() => '');
  receiver.answer = 'hang';
  const result = await sendAttempt({ url: receiver.url, headers: {}, body: '{}', signal, timeoutMs: 50 });
  expect(result).toEqual({ status: null, detail: 'No answer within 50 ms.' });
});

test('an aborted attempt has no result', async () => {
  const receiver = await startWebhookReceiver(() => '');
  receiver.answer = 'hang';
  const aborted = new AbortController();
  const arrived = receiver.next();
  const attempt = sendAttempt({ url: receiver.url, headers: {}, body: '{}', signal: aborted.signal });
  await arrived;
  aborted.abort();
  expect(await attempt).toBe('aborted');
});
