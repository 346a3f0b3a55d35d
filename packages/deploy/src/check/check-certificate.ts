import { connect } from 'node:tls';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Certificates that Vercel renews by itself are replaced 30 days before their end; fewer days mean that it could not. */
const ENOUGH_DAYS = 14;

/**
 * Looks at the certificate of a host as a browser does.
 *
 * @param url With https; its port, or 443.
 * @returns null: valid for two weeks and more. Otherwise what is wrong, in words.
 */
export function checkCertificate(url: URL, timeLimitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect(
      { host: url.hostname, port: Number(url.port || 443), servername: url.hostname, timeout: timeLimitMs },
      () => {
        const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / DAY_MS);
        resolve(days >= ENOUGH_DAYS ? null : `the certificate ends in ${days} days`);
        socket.destroy();
      },
    );
    socket.once('timeout', () => {
      resolve('no answer on the TLS port');
      socket.destroy();
    });
    socket.once('error', (error: NodeJS.ErrnoException) =>
      resolve(`no valid certificate (${error.code ?? 'unknown'})`),
    );
  });
}
