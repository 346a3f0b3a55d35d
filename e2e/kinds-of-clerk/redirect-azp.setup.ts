import { test } from '@playwright/test';
import { switchKind } from './switch-kind.ts';

test('the local Clerk mints tokens as the kind "redirect-azp" does', () => switchKind('redirect-azp'));
