import { defineConfig } from 'vitest/config';
import { LIMITS } from '../../vitest.limits.ts';

export default defineConfig({ test: { include: ['src/**/*.test.ts'], ...LIMITS } });
