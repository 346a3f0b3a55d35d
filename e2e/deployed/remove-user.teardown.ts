import { existsSync, readFileSync, rmSync } from 'node:fs';
import { test as teardown } from './deployed-test.ts';
import { deployedBackend, STORAGE_STATE, USER_FILE } from './deployment.ts';

teardown('the user of the run is removed', { tag: '@deployed' }, async () => {
  if (!existsSync(USER_FILE)) return;
  // The one writer is sign-in.setup.ts.
  const { userId } = JSON.parse(readFileSync(USER_FILE, 'utf8')) as { userId: string };
  await deployedBackend().users.deleteUser(userId);
  for (const file of [USER_FILE, STORAGE_STATE]) rmSync(file, { force: true });
});
