import { Agent, request } from 'node:http';
import { ORIGIN, type RunningClerk } from './start-clerk.ts';

interface Answer {
  readonly status: number;
  readonly setCookie: readonly string[];
  readonly text: string;
}

/** One signed-in browser. */
export interface Browser {
  readonly sessionId: string;
  readonly cookie: string;
}

/** What clients ask of one local Clerk. `node:http` and not `fetch`: it takes a fraction of the time of what is measured. */
export interface Traffic {
  createUser(number: number): Promise<string>;
  /** With a ticket: a password would measure bcrypt. */
  signIn(userId: string): Promise<Browser>;
  mint(browser: Browser): Promise<void>;
}

export function createTraffic({ url, secretKey }: RunningClerk): Traffic {
  const agent = new Agent({ keepAlive: true });
  const post = async (path: string, headers: Record<string, string>, body: string) => {
    const answer = await send(agent, `${url}/v1${path}`, headers, body);
    if (answer.status !== 200) throw new Error(`POST ${path} answered ${answer.status}.`);
    return answer;
  };
  const backend = async (path: string, body: object): Promise<Record<string, string>> => {
    const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' };
    return JSON.parse((await post(path, headers, JSON.stringify(body))).text);
  };
  const browserHeaders = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' };
  return {
    createUser: async (number) => {
      const email_address = [`user-${number}@acme.test`];
      const { id = '' } = await backend('/users', { email_address, skip_password_requirement: true });
      return id;
    },
    signIn: async (userId) => {
      const { token = '' } = await backend('/sign_in_tokens', { user_id: userId });
      const form = new URLSearchParams({ strategy: 'ticket', ticket: token });
      const { text, setCookie } = await post('/client/sign_ins', browserHeaders, form.toString());
      const cookie = setCookie.find((line) => line.startsWith('__client='))?.split(';')[0] ?? '';
      return { sessionId: JSON.parse(text).response.created_session_id, cookie };
    },
    mint: async ({ sessionId, cookie }) => {
      await post(`/client/sessions/${sessionId}/tokens`, { ...browserHeaders, cookie }, 'organization_id=');
    },
  };
}

/** Does `work` for 0, 1, 2 … below `count`, some at once. @returns how many a second. */
export async function rateOf(
  count: number,
  connections: number,
  work: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const startedMs = performance.now();
  const runOne = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: connections }, runOne));
  return count / ((performance.now() - startedMs) / 1000);
}

function send(agent: Agent, url: string, headers: Record<string, string>, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, setCookie: answer.headers['set-cookie'] ?? [], text }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}
