import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKS } from '@repo/doctor';
import { CORPUS } from '@repo/doctor/corpus';
import { findingsIn, type Judged } from '@repo/doctor/corpus/judge';
import { writeTree } from '@repo/doctor/corpus/write';

/** Live checks need a deployment, and Clerk's command one that is signed in. */
const OFFLINE = CHECKS.filter(({ kind, id }) => kind !== 'live' && id !== 'clerk-cli');

/**
 * Examines every repository of the corpus, one after the other.
 *
 * @param onJudged After each.
 */
export async function judgeCorpus(onJudged: () => void): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const { name, files, history, expected } of CORPUS) {
    const root = await mkdtemp(join(tmpdir(), 'bench-doctor-'));
    try {
      writeTree(root, { files, ...(history ? { history } : {}) });
      judged.push({ name, expected, found: await findingsIn(root, OFFLINE) });
    } finally {
      await rm(root, { recursive: true, force: true });
    }
    onJudged();
  }
  return judged;
}
