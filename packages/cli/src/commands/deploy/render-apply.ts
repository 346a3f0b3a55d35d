import { type ChecklistItem, describeStep, isDestructive, type Step, serviceOf } from '@repo/deploy';
import type { createColors } from 'picocolors';

type Colors = ReturnType<typeof createColors>;

/** Renders steps as a diff, by service. */
export function renderSteps(steps: readonly Step[], colors: Colors): string {
  if (steps.length === 0) return `${colors.green('✓')} Vercel, Clerk and this repository are as planned.`;
  const services = [...new Set(steps.map(serviceOf))];
  return services
    .flatMap((service) => [
      colors.bold(service),
      ...steps.filter((step) => serviceOf(step) === service).map((step) => `  ${paint(step, colors)}`),
    ])
    .join('\n');
}

/** Renders the step that is being carried out. */
export function renderStepNow(
  step: Step,
  { number, of }: { readonly number: number; readonly of: number },
  colors: Colors,
): string {
  return colors.dim(`[${number}/${of}] ${describeStep(step)}`);
}

/** Renders what became of the steps. */
export function renderFaults(
  {
    faults,
    skipped,
    done,
  }: {
    readonly faults: readonly {
      readonly step: Step;
      readonly fault: { readonly what: string; readonly advice: string };
    }[];
    readonly skipped: readonly Step[];
    readonly done: number;
  },
  colors: Colors,
): string {
  const lines = faults.flatMap(({ step, fault }) => [
    `${colors.red('✗')} ${describeStep(step)}`,
    `    refused: ${fault.what}`,
    `    ${fault.advice}`,
  ]);
  const left = skipped.map((step) => `${colors.yellow('!')} not done without --yes: ${describeStep(step)}`);
  const again =
    faults.length > 0 ? ' Run the command again when they are corrected: it goes on with what is left.' : '';
  return [
    ...lines,
    ...left,
    `${done} done, ${faults.length} refused, ${skipped.length} not confirmed.${again}`,
  ].join('\n');
}

/** Renders what is left to do by hand, with its place. */
export function renderChecklist(items: readonly ChecklistItem[], colors: Colors): string {
  if (items.length === 0) return '';
  return [
    colors.bold('\nLeft to do by hand'),
    ...items.flatMap(({ what, where, details }) => [
      `[ ] ${what}`,
      `    ${colors.cyan(where)}`,
      ...details.map((detail) => `      ${detail}`),
    ]),
  ].join('\n');
}

function paint(step: Step, colors: Colors): string {
  const text = describeStep(step);
  if (isDestructive(step)) return colors.red(text);
  return text.startsWith('+') ? colors.green(text) : colors.yellow(text);
}
