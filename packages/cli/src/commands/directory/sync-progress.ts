import type { SyncProgress } from '@repo/directory';
import { SingleBar } from 'cli-progress';

/** Shows the progress of a sync. */
export interface SyncDisplay {
  show(progress: SyncProgress): void;
  /** A line that stays, between the bars. */
  say(line: string): void;
  stop(): void;
}

const TITLES: Readonly<Record<SyncProgress['step'], string>> = {
  user: 'users',
  organization: 'organizations',
  membership: 'memberships, by organization',
  removal: 'what is no longer listed',
};

/**
 * Shows a bar for each step on a terminal; elsewhere a line at the start of a step and after each tenth of it.
 *
 * @param stream Not the standard output, which has the result.
 */
export function createSyncDisplay(stream: NodeJS.WriteStream): SyncDisplay {
  const plain = createPlainDisplay((line) => stream.write(`${line}\n`));
  return stream.isTTY ? createBarDisplay(stream, plain) : plain;
}

/**
 * One line per tenth.
 * @param write Takes a line without its break.
 * @internal Exported for its test.
 */
export function createPlainDisplay(write: (line: string) => void): SyncDisplay {
  let last = '';
  return {
    show: ({ step, done, total }) => {
      const tenth = total === 0 ? 10 : Math.floor((done * 10) / total);
      if (last === `${step} ${tenth}`) return;
      last = `${step} ${tenth}`;
      write(step === 'removal' ? TITLES.removal : `${TITLES[step]}: ${done} of ${total}`);
    },
    say: write,
    stop: () => {},
  };
}

function createBarDisplay(stream: NodeJS.WriteStream, plain: SyncDisplay): SyncDisplay {
  let bar: { readonly step: string; readonly bar: SingleBar } | undefined;
  const stop = () => {
    bar?.bar.stop();
    bar = undefined;
  };
  return {
    show: (progress) => {
      const { step, done, total } = progress;
      if (bar?.step !== step) stop();
      if (step === 'removal') return plain.show(progress);
      if (!bar) {
        const format = `{bar} {value}/{total} ${TITLES[step]}, about {eta_formatted} left`;
        bar = { step, bar: new SingleBar({ stream, format }) };
        bar.bar.start(total, done);
      }
      bar.bar.setTotal(total);
      bar.bar.update(done);
    },
    say: (line) => {
      stop();
      plain.say(line);
    },
    stop,
  };
}
