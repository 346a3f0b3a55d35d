/** The participants: the browser, which begins every exchange, between an app’s server and Clerk. */
export interface Sequence {
  readonly app: string;
  readonly clerk: string;
  readonly steps: readonly (Step | Repetition)[];
  /** What the picture shows, in a sentence. */
  readonly caption: string;
}

type Step = Exchange | Outcome;

/** `request` goes from the browser to `with`, `answer` comes back. */
interface Exchange {
  readonly kind: 'request' | 'answer';
  readonly with: 'app' | 'clerk';
  readonly text: string;
  /** The header or claim that decides. */
  readonly detail?: string;
  readonly tone?: Tone;
}

/** How it ends. */
interface Outcome {
  readonly kind: 'outcome';
  readonly text: string;
  readonly tone: Tone;
}

interface Repetition {
  readonly kind: 'repetition';
  readonly label: string;
  readonly steps: readonly Step[];
}

type Tone = 'danger' | 'good';

const TEXT = { danger: 'text-danger', good: 'text-good', plain: 'text-ink-soft' } as const;
const BOX = { danger: 'border-danger bg-danger-soft', good: 'border-good bg-good-soft' } as const;

/**
 * A sequence diagram made of a list: it reflows on a narrow screen, follows the colours of the page, and screen readers read it as
 * “Browser to Clerk: …”, step by step.
 */
export function SequenceDiagram({ app, clerk, steps, caption }: Sequence) {
  return (
    <figure>
      <div className="rounded-xl border border-line bg-surface p-3 sm:p-6">
        <div aria-hidden="true" className="grid grid-cols-3 gap-2 text-center text-xs font-semibold">
          <Head text={app} className="justify-self-start" />
          <Head text="Browser" className="justify-self-center" />
          <Head text={clerk} className="justify-self-end" />
        </div>
        <div className="relative">
          <div aria-hidden="true" className="absolute inset-x-3 inset-y-0 flex justify-between sm:inset-x-12">
            <span className="border-l border-line-strong" />
            <span className="border-l border-line-strong" />
            <span className="border-l border-line-strong" />
          </div>
          <div className="px-3 pt-5 pb-1 sm:px-12">
            <StepList steps={steps} names={{ app, clerk }} />
          </div>
        </div>
      </div>
      <figcaption className="mt-2 text-sm text-ink-soft">{caption}</figcaption>
    </figure>
  );
}

type Names = Pick<Sequence, 'app' | 'clerk'>;

function StepList({ steps, names }: { steps: Sequence['steps']; names: Names }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: Safari takes a list without markers for none.
    <ol role="list" className="relative space-y-4 text-[0.8125rem] leading-snug">
      {steps.map((step) => (
        <StepItem
          key={step.kind === 'repetition' ? step.label : `${step.kind} ${step.text}`}
          step={step}
          names={names}
        />
      ))}
    </ol>
  );
}

function StepItem({ step, names }: { step: Sequence['steps'][number]; names: Names }) {
  switch (step.kind) {
    case 'repetition':
      return <RepetitionItem {...step} names={names} />;
    case 'outcome':
      return <OutcomeItem {...step} />;
    case 'request':
    case 'answer':
      return <ExchangeItem {...step} names={names} />;
  }
}

function RepetitionItem({ label, steps, names }: Repetition & { names: Names }) {
  return (
    <li className="-mx-2 rounded-lg px-2 pt-2 pb-3 outline-1 outline-line-strong outline-dashed sm:-mx-6 sm:px-6">
      <p className="relative mb-3 inline-block rounded-md bg-sunken px-2 py-1 text-xs font-semibold">
        {label}
      </p>
      <StepList steps={steps} names={names} />
    </li>
  );
}

function ExchangeItem({ kind, with: peer, text, detail, tone, names }: Exchange & { names: Names }) {
  const [from, to] = kind === 'request' ? ['Browser', names[peer]] : [names[peer], 'Browser'];
  const pointsRight = (kind === 'request') === (peer === 'clerk');
  return (
    <li className="grid grid-cols-2">
      <div className={`text-center ${peer === 'clerk' ? 'col-start-2' : ''}`}>
        <p className="px-2 text-balance">
          <span className="sr-only">{`${from} to ${to}: `}</span>
          {text}
          {detail && (
            <>
              <span className="sr-only">; </span>
              <span className={`block font-mono text-xs ${TEXT[tone ?? 'plain']}`}>{detail}</span>
            </>
          )}
        </p>
        <Arrow pointsRight={pointsRight} isDashed={kind === 'answer'} />
      </div>
    </li>
  );
}

function OutcomeItem({ text, tone }: Outcome) {
  return <li className={`rounded-md border px-3 py-2 text-center text-balance ${BOX[tone]}`}>{text}</li>;
}

function Arrow({ pointsRight, isDashed }: { pointsRight: boolean; isDashed: boolean }) {
  const line = isDashed ? 'border-dashed' : '';
  const head = pointsRight ? 'right-1 rotate-45' : 'left-1 -rotate-135';
  return (
    <span aria-hidden="true" className="relative mt-1 block h-2.5 text-ink-soft">
      <span className={`absolute inset-x-1 top-1/2 -translate-y-1/2 border-t-2 border-current ${line}`} />
      <span
        className={`absolute top-1/2 size-2 -translate-y-1/2 border-t-2 border-r-2 border-current ${head}`}
      />
    </span>
  );
}

function Head({ text, className }: { text: string; className: string }) {
  return (
    <p className={`rounded-md border border-line-strong bg-canvas px-2 py-1.5 sm:min-w-24 ${className}`}>
      {text}
    </p>
  );
}
