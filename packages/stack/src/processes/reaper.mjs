// Ends the process groups of a stack whose parent died without doing so (kill -9, a crash, a closed terminal).
// Its standard input is a pipe from that parent: lines "+<group>" and "-<group>"; the end of it is the parent's end.
// Plain JavaScript, because it has to start at once and without a loader.
import { createInterface } from 'node:readline';

const GRACE_MS = 3000;
const groups = new Set();

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

for await (const line of createInterface({ input: process.stdin })) {
  const group = Number(line.slice(1));
  if (line.startsWith('+')) groups.add(group);
  else groups.delete(group);
}

for (const group of groups) signalGroup(group, 'SIGTERM');
if (groups.size > 0) setTimeout(killAll, GRACE_MS);

function killAll() {
  for (const group of groups) signalGroup(group, 'SIGKILL');
}

function signalGroup(group, signal) {
  try {
    process.kill(-group, signal);
  } catch {
    groups.delete(group);
  }
}
