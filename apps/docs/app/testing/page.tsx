import { CodeBlock } from '@repo/ui';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';

export const metadata = chapterMetadata('/testing');

export default function TestingPage() {
  return (
    <Chapter
      href="/testing"
      title="Testing"
      lead="Playwright tests that your registry makes: one session on all apps, and nothing more."
    >
      <h2>The suite</h2>
      <CodeBlock>{`import { defineSsoTests } from '@subdomain-sso/testing';
import { sso } from '../sso.config.ts';

defineSsoTests(sso);`}</CodeBlock>
      <p>
        These lines are a whole spec. One sign-in is known on every app, and each app’s token names that app.
        Signing out reaches open tabs. A sign-in leads back to the exact address. Cookies stay where they
        belong. A token of another app opens nothing, an API accepts its callers alone, hostile return URLs
        lead nowhere else, and staff apps refuse everybody else. What a registry has no app for is skipped,
        with the reason.
      </p>
      <h2>Your own tests</h2>
      <CodeBlock>{`const { test, expect } = createSsoTest(sso);

test.use({ as: 'owner', organization: 'acme' });

test('reads the reports', async ({ page, context, sso, account }) => {
  await page.goto(sso.url('platform', '/reports'));
  await expect(page).toBeSignedInAs(account.email);
  await expect(context).toHaveTokenOf('platform');
});`}</CodeBlock>
      <p>
        Each worker makes users and an organization of its own, and deletes them when it ends. With the local
        Clerk, <code>inbox</code> reads mails and <code>advanceTime</code> moves the time of sessions.
      </p>
      <h2>What is tested</h2>
      <p>
        Variables decide: the local Clerk of this machine, whose variables <code>clerk-local</code> writes
        into <code>.env.local</code>; a development instance, by its keys; or a preview, by{' '}
        <code>SSO_E2E_BASE_DOMAIN</code> or one address for each app. The README of{' '}
        <code>packages/testing</code> has the table of variables, fixtures and options.
      </p>
    </Chapter>
  );
}
