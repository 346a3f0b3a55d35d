import { defineCommand } from 'citty';
import { parseOptions } from './options.ts';

/** `bench auth`: what verifying a session costs per request, with this package and with others, side by side. */
export const authCommand = defineCommand({
  meta: {
    name: 'auth',
    description: 'What verifying a session costs per request, beside other ways of doing it',
  },
  args: {
    rounds: { type: 'string', description: 'How often each variant has its turn', default: '5' },
    seconds: { type: 'string', description: 'How long a turn lasts', default: '3' },
    connections: { type: 'string', description: 'Requests under way at any time', default: '20' },
    json: { type: 'boolean', description: 'One JSON document with all samples instead of tables' },
  },
  async run({ args }) {
    parseOptions(args);
  },
});
