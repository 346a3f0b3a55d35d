/** Why a body was not read to its end. */
export type BodyFault = 'too_large' | 'broken_off' | 'not_utf8';

/**
 * Reads a request's body as the exact text that was sent, and never more than the limit.
 * A declared Content-Length counts only when it is too large: the bytes that arrive are counted.
 *
 * @param maxBytes Bytes, >= 0.
 * @returns The text; encoded as UTF-8 it is byte for byte what was sent, including a byte order mark.
 */
export async function readLimitedBody(
  request: Request,
  maxBytes: number,
): Promise<{ readonly text: string } | { readonly fault: BodyFault }> {
  if (Number(request.headers.get('content-length')) > maxBytes) return { fault: 'too_large' };
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const reader = request.body?.getReader();
  if (!reader) return { text: '' };
  let text = '';
  let size = 0;
  for (;;) {
    const chunk = await reader.read().catch(() => undefined);
    if (!chunk) return { fault: 'broken_off' };
    size += chunk.value?.byteLength ?? 0;
    if (size > maxBytes) {
      // The answer does not wait for the cancellation, and an error of it changes nothing.
      void reader.cancel().catch(() => {});
      return { fault: 'too_large' };
    }
    try {
      text += decoder.decode(chunk.value, { stream: !chunk.done });
    } catch {
      void reader.cancel().catch(() => {});
      return { fault: 'not_utf8' };
    }
    if (chunk.done) return { text };
  }
}
