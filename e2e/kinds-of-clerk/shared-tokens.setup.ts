import { test } from '@playwright/test';
import { switchKind } from './switch-kind.ts';

test('the local Clerk mints tokens as the kind "shared-tokens" does', () => switchKind('shared-tokens'));
