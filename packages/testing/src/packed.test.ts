import { fileURLToPath } from 'node:url';
import { packedPackageRules } from '@repo/packed-package/rules';

packedPackageRules({ directory: fileURLToPath(new URL('..', import.meta.url)), limitBytes: 40_000 });
