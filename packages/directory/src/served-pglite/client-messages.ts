/** One message of a client: its type, a letter, and all of its bytes. */
export interface ClientMessage {
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** What a connection may begin with. `startup` opens it; `encryption` asks for TLS or GSSAPI; `cancel` is for another connection. */
export type FirstMessage = 'startup' | 'encryption' | 'cancel';

/**
 * Cuts a stream of bytes into the messages of PostgreSQL's protocol.
 *
 * @source PostgreSQL 18, section 54.7 "Message Formats": a letter (not in the first message) and a length that counts itself.
 */
export function createClientMessages() {
  let buffered = Buffer.alloc(0);
  const take = (length: number): Buffer => {
    const bytes = buffered.subarray(0, length);
    buffered = buffered.subarray(length);
    return bytes;
  };
  return {
    push(chunk: Buffer): void {
      buffered = Buffer.concat([buffered, chunk]);
    },
    /** undefined: it is not complete yet. */
    first(): FirstMessage | undefined {
      const length = buffered.length < 8 ? undefined : buffered.readUInt32BE(0);
      if (length === undefined || buffered.length < length) return undefined;
      const code = take(Math.max(8, length)).readUInt32BE(4);
      if (code === 80_877_103 || code === 80_877_104) return 'encryption';
      return code === 80_877_102 ? 'cancel' : 'startup';
    },
    /** undefined: it is not complete yet. */
    next(): ClientMessage | undefined {
      const length = buffered.length < 5 ? undefined : 1 + Math.max(4, buffered.readUInt32BE(1));
      if (length === undefined || buffered.length < length) return undefined;
      const bytes = take(length);
      return { type: String.fromCharCode(bytes[0] ?? 0), bytes };
    },
  };
}
