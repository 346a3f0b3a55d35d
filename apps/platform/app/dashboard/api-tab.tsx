'use client';

import { Button, Card, CodeBlock, EmptyState, Notice } from '@repo/ui';
import { authFetch } from '@subdomain-sso/auth/client';
import { useCallback, useEffect, useState } from 'react';

type Answer = { state: 'loading' } | { state: 'failed'; problem: string } | { state: 'ready'; body: unknown };

const ENDPOINTS = [
  { path: '/api/me', title: 'Who am I?' },
  { path: '/api/projects', title: 'My projects' },
] as const;

/** The JSON API, called from this browser with the session cookie of this app. */
export function ApiTab() {
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
      {ENDPOINTS.map(({ path, title }) => (
        <Card key={path} title={title}>
          <Endpoint path={path} />
        </Card>
      ))}
      <div className="prose lg:col-span-2">
        <p>
          Without a session both answer <code>401</code> with <code>application/problem+json</code> and never
          redirect. <code>POST /api/projects</code> takes <code>{'{"name": "…", "weeklyHours": 40}'}</code>.
        </p>
      </div>
    </div>
  );
}

function Endpoint({ path }: { path: string }) {
  const [answer, setAnswer] = useState<Answer>({ state: 'loading' });
  const load = useCallback(async () => {
    setAnswer({ state: 'loading' });
    setAnswer(await fetchAnswer(path));
  }, [path]);

  useEffect(() => {
    void load();
  }, [load]);

  return (
    <div className="space-y-4">
      <div className="flex items-center justify-between gap-4">
        <code className="font-mono text-sm">GET {path}</code>
        <Button look="quiet" onClick={() => void load()} disabled={answer.state === 'loading'}>
          Call again
        </Button>
      </div>
      <div aria-live="polite">
        <AnswerView answer={answer} />
      </div>
    </div>
  );
}

function AnswerView({ answer }: { answer: Answer }) {
  if (answer.state === 'loading') return <p className="text-sm text-ink-soft">Waiting for the answer …</p>;
  if (answer.state === 'failed') return <Notice tone="danger">{answer.problem}</Notice>;
  if (isEmpty(answer.body)) {
    return <EmptyState title="An empty list">Add a project in the first tab and call again.</EmptyState>;
  }
  return <CodeBlock>{JSON.stringify(answer.body, null, 2)}</CodeBlock>;
}

async function fetchAnswer(path: string): Promise<Answer> {
  try {
    const response = await authFetch(path, { headers: { Accept: 'application/json' } });
    if (response.ok) return { state: 'ready', body: await response.json() };
    return {
      state: 'failed',
      problem: `The API answered ${response.status}. Reload the page to sign in again.`,
    };
  } catch {
    return { state: 'failed', problem: 'The API could not be reached. Is the platform app still running?' };
  }
}

function isEmpty(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    'projects' in body &&
    Array.isArray(body.projects) &&
    body.projects.length === 0
  );
}
