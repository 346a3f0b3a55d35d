import type { SessionActivity } from '../../store/session-rows.ts';
import type { Call } from './call.ts';

const BROWSERS: readonly [name: string, pattern: RegExp][] = [
  ['Edge', /Edg\/([\d.]+)/],
  ['Firefox', /Firefox\/([\d.]+)/],
  ['Chrome', /Chrome\/([\d.]+)/],
  ['Safari', /Version\/([\d.]+).*Safari/],
];
const DEVICES: readonly [name: string, pattern: RegExp][] = [
  ['iPhone', /iPhone/],
  ['iPad', /iPad/],
  ['Android', /Android/],
  ['Macintosh', /Macintosh/],
  ['Windows', /Windows/],
  ['Linux', /Linux/],
];

/** What the list of devices shows about the browser that signs in. The address is always this machine's. */
export function readActivity(c: Call): SessionActivity {
  const userAgent = c.req.header('user-agent') ?? '';
  const browser = BROWSERS.find(([, pattern]) => pattern.test(userAgent));
  return {
    browserName: browser?.[0] ?? null,
    browserVersion: browser?.[1].exec(userAgent)?.[1] ?? null,
    deviceType: DEVICES.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null,
    isMobile: /Mobi/.test(userAgent),
    ipAddress: '127.0.0.1',
  };
}
