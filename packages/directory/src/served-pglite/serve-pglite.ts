import { createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';
import { claimDataDirectory } from '../storage/claim-data-directory.ts';
import { createClientMessages } from './client-messages.ts';

export interface ServedPglite {
  /** For DIRECTORY_SERVED_URL. */
  readonly url: string;
  /** Ends the connections, then closes the database. */
  close(): Promise<void>;
}

/**
 * Serves an embedded PostgreSQL to several processes of this machine: the apps of a stack share one database, as they do in
 * production, and one of them may end and start again.
 *
 * PGlite has a single session. A connection gets it for as long as its statement or transaction lasts, and the others wait: an
 * extended query is several messages that belong together. `@electric-sql/pglite-socket` 0.2.17 hands the session on between
 * messages, and two connections that query at one time fail with `portal "" does not exist`; see docs/decisions/0017.
 *
 * @param dataDir Folder of the database; undefined: in memory.
 * @throws {DirectoryError} `data_directory_in_use`.
 */
export async function servePglite(dataDir: string | undefined): Promise<ServedPglite> {
  const release = dataDir === undefined ? () => {} : claimDataDirectory(dataDir);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const database = await PGlite.create(dataDir ?? 'memory://');
    const queue = createQueue();
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      void serveConnection(socket, database, queue);
    });
    const port = await new Promise<number>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async close() {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
        await queue.enter();
        await database.close().finally(release);
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Lets one connection after the other have the session, in the order in which they asked. */
function createQueue() {
  let last = Promise.resolve();
  return {
    /** @returns Hands the session on; a second call does nothing. */
    async enter(): Promise<() => void> {
      const before = last;
      let leave = () => {};
      last = new Promise((resolve) => {
        leave = resolve;
      });
      await before;
      return leave;
    },
  };
}

type Queue = ReturnType<typeof createQueue>;

async function serveConnection(socket: Socket, database: PGlite, queue: Queue): Promise<void> {
  // The client sees the same: a connection that ended. `close` follows.
  socket.on('error', () => {});
  const messages = createClientMessages();
  let isOpen = false;
  let batch: Uint8Array[] = [];
  let leave: (() => void) | undefined;
  try {
    for await (const chunk of socket) {
      messages.push(chunk);
      while (!isOpen) {
        const first = messages.first();
        if (first === undefined) break;
        if (first === 'cancel') return;
        socket.write(first === 'encryption' ? 'N' : GREETING);
        isOpen = first === 'startup';
      }
      while (isOpen) {
        const message = messages.next();
        if (message === undefined) break;
        if (message.type === 'X') return;
        batch.push(message.bytes);
        // Query, Sync and Flush ask for an answer; the messages before them belong to the same request.
        if (!'QSH'.includes(message.type)) continue;
        leave ??= await queue.enter();
        const status = await answer(socket, database, batch);
        batch = [];
        // In a transaction, failed or not, the session stays with this connection.
        if (status !== 'idle') continue;
        leave();
        leave = undefined;
      }
    }
  } catch {
    // The connection broke off; a transaction that it had begun is rolled back below.
  } finally {
    socket.destroy();
    if (leave) {
      await database.exec('rollback').catch(() => {});
      leave();
    }
  }
}

/** @returns Whether the session is free for another connection. */
async function answer(
  socket: Socket,
  database: PGlite,
  batch: readonly Uint8Array[],
): Promise<'idle' | 'held'> {
  let status: 'idle' | 'held' = 'held';
  for (const bytes of batch) {
    const answered = await database.execProtocolRaw(bytes);
    if (answered.length === 0) continue;
    if (!socket.destroyed) socket.write(answered);
    // ReadyForQuery is the last message of an answer: 'Z', length 5, status.
    const [type, , , , length, state] = answered.subarray(-6);
    if (type === 0x5a && length === 5) status = state === 0x49 ? 'idle' : 'held';
  }
  return status;
}

/**
 * AuthenticationOk, the parameters that drivers read, ReadyForQuery: there is no password on the loopback interface.
 *
 * @source PostgreSQL 18, sections 54.2.1 and 54.7.
 */
const GREETING = Buffer.concat([
  message('R', Buffer.alloc(4)),
  ...Object.entries({
    server_version: '17.0',
    server_encoding: 'UTF8',
    client_encoding: 'UTF8',
    standard_conforming_strings: 'on',
    integer_datetimes: 'on',
    DateStyle: 'ISO, MDY',
    TimeZone: 'GMT',
  }).map(([name, value]) => message('S', Buffer.from(`${name}\0${value}\0`))),
  message('Z', Buffer.from('I')),
]);

function message(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}
