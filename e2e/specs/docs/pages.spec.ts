import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { urlOf } from '../../fixtures/addresses.ts';
import { expect, test } from '../../fixtures/test.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGES = ['/', '/why-azp', '/reasons', '/exports', '/troubleshooting', '/what-happens', '/deploying'];

/** What axe finds against WCAG 2.1 AA, as rule and element. Serious and worse only: the rest is advice. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })",
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [390, 1280]) {
    test(`pages of the docs fit ${width} px and are accessible, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      for (const path of PAGES) {
        await page.goto(urlOf('docs', path));
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        expect(await faultsOf(page), path).toEqual([]);
      }
    });
  }
}

test('the search opens by its shortcut, finds by the keyboard and closes', async ({ page }) => {
  await page.goto(urlOf('docs', '/'));
  const search = page.getByRole('dialog', { name: 'Search the documentation' });
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(search).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.type('redirect loop');
  await expect(search.getByRole('option').first()).toContainText('Troubleshooting');
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await expect(search.getByRole('option').nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(urlOf('docs', '/troubleshooting#a-redirect-loop'));
  await expect(search).toBeHidden();
});

test('the index is fetched when somebody searches, and not before', async ({ page }) => {
  const fetched: string[] = [];
  page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await page.goto(urlOf('docs', '/why-azp'));
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Type a word' })).toBeVisible();
  expect(fetched.filter((path) => path === '/search.json')).toHaveLength(1);
  const opened = fetched.indexOf('/search.json');
  expect(fetched.indexOf('/why-azp')).toBeLessThan(opened);
});

test('a sample is copied as it is written', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: urlOf('docs', '') });
  await page.goto(urlOf('docs', '/'));
  await page.getByRole('button', { name: 'Copy' }).first().click();
  await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toBeAttached();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('npx -y pnpm@12 dev');
});
