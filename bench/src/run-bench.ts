import type { Browser, BrowserContext, Page } from '@playwright/test';
import { createStopwatch, type Stopwatch } from './measure-navigation.ts';
import { rotate } from './rotate.ts';
import { open, SCENARIOS, type ScenarioId, type Tab } from './scenarios.ts';
import { type BenchStack, MODES, type Mode, SIBLINGS } from './stack.ts';
import type { Sample } from './summarize.ts';

/** Milliseconds added to each request to Clerk: beside us, and a region away. */
export const ROUND_TRIPS_MS = [0, 60] as const;

export interface BenchOptions {
  readonly stack: BenchStack;
  readonly browser: Browser;
  readonly runs: number;
  readonly scenarios: readonly ScenarioId[];
  readonly onSample: (sample: Sample) => void;
}

/**
 * Measures every navigation in every mode, side by side: the modes take turns within each run, and each begins as often as the
 * others, so that whatever else the machine does meets all alike. One run before the first is not counted.
 */
export async function runBench(options: BenchOptions): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (let run = -1; run < options.runs; run += 1) {
    for (const roundTripMs of ROUND_TRIPS_MS) {
      for (const mode of rotate(MODES, run + 1)) {
        for (const sample of await walk(options, { run, roundTripMs, mode })) {
          if (run < 0) continue;
          samples.push(sample);
          options.onSample(sample);
        }
      }
    }
  }
  return samples;
}

type Place = Pick<Sample, 'run' | 'roundTripMs' | 'mode'>;

/** One person with a fresh browser goes through all navigations. */
async function walk({ stack, browser, scenarios }: BenchOptions, place: Place): Promise<Sample[]> {
  stack.setRoundTrip(place.roundTripMs);
  const context = await browser.newContext();
  try {
    await stack.session.addTo(context);
    const page = await context.newPage();
    const { userId } = stack.session;
    const stopwatch = await createStopwatch(page, { ...stack, userId });
    const tab: Tab = { page, ...addresses(stack, place.mode), session: stack.session };
    const chosen = SCENARIOS.filter(({ id }) => scenarios.includes(id));
    if (chosen[0]?.id !== 'first-visit') await open(page, tab.a.url);
    const samples: Sample[] = [];
    for (const { id, prepare, navigate } of chosen) {
      await prepare(tab);
      await rest(page);
      await clearHandshakes(context);
      samples.push(await take({ ...place, scenario: id }, { stopwatch, tab, navigate }));
    }
    return samples;
  } finally {
    await context.close();
  }
}

async function take(
  key: Place & { scenario: ScenarioId },
  step: { stopwatch: Stopwatch; tab: Tab; navigate: (tab: Tab) => Promise<unknown> },
): Promise<Sample> {
  const measured = await step.stopwatch.measure(() => step.navigate(step.tab));
  return {
    ...key,
    ...measured,
    isAzpOwn: measured.server === 'signed in' && measured.azp === step.tab.a.origin,
  };
}

/** Waits until the page has nothing to do: people look at a page before they click. */
async function rest(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
}

/**
 * As if the last handshake were a minute ago. For two seconds the SDK counts handshakes and leaves one out, and for half a minute
 * a handshake that failed signs every app out: users who read a page before they click meet neither.
 *
 * @source `@clerk/backend` 3.20.1 `checkAndTrackRedirectLoop`, `resolveHandshake`.
 */
async function clearHandshakes(context: BrowserContext): Promise<void> {
  await context.clearCookies({ name: /^__clerk_(redirect_count|handshake_nonce)$/ });
}

function addresses({ originOf, outsideUrl }: BenchStack, mode: Mode) {
  const of = (host: Parameters<typeof originOf>[0]) => ({
    origin: originOf(host),
    url: `${originOf(host)}/`,
  });
  const { a, b } = SIBLINGS[mode];
  return { a: of(a), b: of(b), outsideUrl };
}
