'use client';

import { Button, FactList, Notice } from '@repo/ui';
import { appUrl, useAuthFetch } from '@subdomain-sso/auth/client';
import { useCallback, useEffect, useState } from 'react';

/** The part of the API's answer to `GET /v1/usage` that is shown here. */
interface Usage {
  readonly calls: number;
  readonly limit: number;
  readonly period: { readonly to: string };
  readonly byCaller: Readonly<Record<string, number>>;
}

type Shown = { state: 'loading' } | { state: 'failed'; problem: string } | { state: 'ready'; usage: Usage };

/** Calls of this hour, requested from the API on another origin with a bearer token of this app. */
export function ApiUsage() {
  const call = useAuthFetch();
  const [shown, setShown] = useState<Shown>({ state: 'loading' });
  const load = useCallback(async () => {
    setShown({ state: 'loading' });
    setShown(await fetchUsage(call));
  }, [call]);

  useEffect(() => {
    void load();
  }, [load]);

  return (
    <div className="space-y-4" aria-busy={shown.state === 'loading'}>
      <div aria-live="polite">
        <UsageView shown={shown} />
      </div>
      <Button look="quiet" onClick={() => void load()} disabled={shown.state === 'loading'}>
        Ask again
      </Button>
    </div>
  );
}

function UsageView({ shown }: { shown: Shown }) {
  if (shown.state === 'loading') return <p className="text-sm text-ink-soft">Asking the API …</p>;
  if (shown.state === 'failed') return <Notice tone="danger">{shown.problem}</Notice>;
  const { calls, limit, period, byCaller } = shown.usage;
  return (
    <FactList
      facts={[
        { label: 'Calls this hour', value: `${calls} of ${limit}` },
        ...Object.entries(byCaller).map(([origin, count]) => ({
          label: `From ${new URL(origin).hostname.split('.', 1)}`,
          value: String(count),
        })),
        { label: 'Counting restarts at', value: timeOf(period.to) },
      ]}
    />
  );
}

async function fetchUsage(call: ReturnType<typeof useAuthFetch>): Promise<Shown> {
  const url = appUrl('api', '/v1/usage');
  if (!url) return { state: 'failed', problem: 'The API has no deployment in this preview.' };
  try {
    const response = await call(url);
    const body: unknown = response.ok ? await response.json() : null;
    if (isUsage(body)) return { state: 'ready', usage: body };
    return { state: 'failed', problem: `The API answered ${response.status}. Try again in a moment.` };
  } catch {
    return { state: 'failed', problem: 'The API could not be reached. Try again in a moment.' };
  }
}

function isUsage(body: unknown): body is Usage {
  return (
    typeof body === 'object' &&
    body !== null &&
    'calls' in body &&
    typeof body.calls === 'number' &&
    'limit' in body &&
    'period' in body &&
    'byCaller' in body
  );
}

function timeOf(iso: string): string {
  return new Date(iso).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}
