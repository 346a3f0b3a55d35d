import { expect, test } from 'vitest';
import { startWebhookReceiver } from '../../test/fixtures/webhook-receiver.ts';
import { sendAttempt } from './send-attempt.ts';

const signal = new AbortController().signal;

test('an endpoint that takes too long has given no answer', async () => {
  const receiver = await startWebhookReceiver(() => '');
  receiver.answer = 'hang';
  const result = await sendAttempt({ url: receiver.url, headers: {}, body: '{}', signal, timeoutMs: 50 });
  expect(result).toEqual({ status: null, detail: 'No answer within 50 ms.' });
});

test('an attempt that is called off has no result', async () => {
  const receiver = await startWebhookReceiver(() => '');
  receiver.answer = 'hang';
  const calledOff = new AbortController();
  const arrived = receiver.next();
  const attempt = sendAttempt({ url: receiver.url, headers: {}, body: '{}', signal: calledOff.signal });
  await arrived;
  calledOff.abort();
  expect(await attempt).toBe('aborted');
});
