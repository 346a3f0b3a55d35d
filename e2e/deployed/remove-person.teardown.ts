import { existsSync, readFileSync, rmSync } from 'node:fs';
import { test as teardown } from './deployed-test.ts';
import { deployedBackend, PERSON_FILE, STORAGE_STATE } from './deployment.ts';

teardown('nobody is left behind', { tag: '@deployed' }, async () => {
  if (!existsSync(PERSON_FILE)) return;
  // The one writer is sign-in.setup.ts.
  const { userId } = JSON.parse(readFileSync(PERSON_FILE, 'utf8')) as { userId: string };
  await deployedBackend().users.deleteUser(userId);
  for (const file of [PERSON_FILE, STORAGE_STATE]) rmSync(file, { force: true });
});
