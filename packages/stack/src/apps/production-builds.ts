import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StackError } from '../errors.ts';
import { appDirectory } from '../repository.ts';
import { isApi, type ServiceName } from './app-catalog.ts';

/**
 * Makes sure that every app was built for this port: keys and hosts are part of a build.
 *
 * @param publishableKey Key of the local Clerk on this port.
 * @throws {StackError} `missing_build`, `build_of_another_port`: with the command that builds.
 * @source next 16.4.6 writes `.next/BUILD_ID` last and its resolved configuration to `.next/required-server-files.json`.
 */
export function assertBuilt(apps: readonly ServiceName[], port: number, publishableKey: string): void {
  const command = `SSO_LOCAL_CLERK=1 SSO_LOCAL_PORT=${port} pnpm build`;
  for (const name of apps) {
    // A worker gets its port and its Clerk when it starts; its build holds neither.
    const output = join(appDirectory(name), isApi(name) ? 'dist' : '.next');
    if (!existsSync(join(output, isApi(name) ? 'worker.js' : 'BUILD_ID'))) {
      throw new StackError('missing_build', `apps/${name} has no production build. Run: ${command}`);
    }
    const builtKey = readBuiltKey(join(output, 'required-server-files.json'));
    if (builtKey !== undefined && builtKey !== publishableKey) {
      const problem = `apps/${name} was built for another port or another Clerk instance.`;
      throw new StackError('build_of_another_port', `${problem} Run: ${command}`);
    }
  }
}

function readBuiltKey(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  const manifest: { config?: { env?: Record<string, string> } } = JSON.parse(readFileSync(path, 'utf8'));
  return manifest.config?.env?.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY;
}
