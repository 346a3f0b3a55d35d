import { z } from 'zod';
import { DeployError } from '../errors.ts';
import type { Target } from './step.ts';

/** Values by name and environment. Never printed, never written to a file. */
export type Values = ReadonlyMap<string, Readonly<Partial<Record<Target, string>>>>;

/** What `sso deploy apply` must be given. Everything else it derives or reads. */
export interface Answers {
  readonly vercelToken: string;
  /** Of the production instance. */
  readonly clerkSecretKey: string;
  /** Of a development instance, for previews; undefined: previews do not get keys. */
  readonly previewClerkSecretKey: string | undefined;
  /** Secrets that are copied as they are, by the name of their variable. */
  readonly others: Values;
}

export type AnswerName = (typeof ANSWERS)[number]['variable'];

interface Question {
  readonly variable: string;
  readonly isRequired: boolean;
  readonly question: string;
  readonly where: string;
  readonly form: RegExp;
  readonly formInWords: string;
}

/** The questions, in order. Each is answered by a variable of the environment, else asked for in a terminal. */
export const ANSWERS = [
  {
    variable: 'VERCEL_TOKEN',
    isRequired: true,
    question: 'Token of Vercel',
    where: 'https://vercel.com/account/settings/tokens',
    form: /^\S+$/,
    formInWords: 'the token alone, without spaces',
  },
  {
    variable: 'CLERK_SECRET_KEY',
    isRequired: true,
    question: 'Secret key of Clerk’s production instance',
    where: 'https://dashboard.clerk.com/last-active?path=api-keys',
    form: /^sk_live_\S+$/,
    formInWords: 'sk_live_…: the production instance',
  },
  {
    variable: 'DATABASE_URL',
    isRequired: true,
    question: 'Address of the PostgreSQL of production',
    where: 'your database provider',
    form: /^postgres(ql)?:\/\/\S+$/,
    formInWords: 'postgres://user:password@host/name',
  },
  {
    variable: 'PREVIEW_CLERK_SECRET_KEY',
    isRequired: false,
    question: 'Secret key of Clerk’s development instance, for previews',
    where: 'https://dashboard.clerk.com/last-active?path=api-keys',
    form: /^sk_test_\S+$/,
    formInWords: 'sk_test_…: a development instance',
  },
  {
    variable: 'PREVIEW_DATABASE_URL',
    isRequired: false,
    question: 'Address of the PostgreSQL of previews',
    where: 'your database provider',
    form: /^postgres(ql)?:\/\/\S+$/,
    formInWords: 'postgres://user:password@host/name',
  },
  {
    variable: 'CLERK_WEBHOOK_SIGNING_SECRET',
    isRequired: false,
    question: 'Signing secret of the webhook endpoint, once it exists',
    where: 'https://dashboard.clerk.com/last-active?path=webhooks',
    form: /^whsec_[A-Za-z0-9+/]+=*$/,
    formInWords: 'whsec_…',
  },
] as const satisfies readonly Question[];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Lists the questions whose answers are not in the environment.
 *
 * @param env `process.env`, or what a user typed instead.
 */
export function openQuestions(env: Environment): readonly (typeof ANSWERS)[number][] {
  return ANSWERS.filter(({ variable }) => !env[variable]?.trim());
}

/**
 * Reads the answers.
 *
 * @throws {DeployError} `missing_token` for VERCEL_TOKEN, `missing_answer`: names what is missing and where to find it.
 *   `invalid_answer`: not the form of such a value, or the same database for production and previews. No value is in it.
 */
export function parseAnswers(env: Environment): Answers {
  const given = new Map<AnswerName, string>();
  for (const { variable, isRequired, question, where, form, formInWords } of ANSWERS) {
    const value = env[variable]?.trim();
    if (!value) {
      if (!isRequired) continue;
      const code = variable === 'VERCEL_TOKEN' ? 'missing_token' : 'missing_answer';
      throw new DeployError(code, `${variable} is not set. ${question}: ${where}.`);
    }
    if (!form.test(value)) {
      throw new DeployError(
        'invalid_answer',
        `${variable} does not look like one: ${formInWords}. ${question}: ${where}.`,
      );
    }
    given.set(variable, value);
  }
  if (given.get('DATABASE_URL') === given.get('PREVIEW_DATABASE_URL')) {
    throw new DeployError(
      'invalid_answer',
      'PREVIEW_DATABASE_URL is the database of production. Anybody who opens a pull request could change its data.',
    );
  }
  return {
    vercelToken: required.parse(given.get('VERCEL_TOKEN')),
    clerkSecretKey: required.parse(given.get('CLERK_SECRET_KEY')),
    previewClerkSecretKey: given.get('PREVIEW_CLERK_SECRET_KEY'),
    others: new Map([
      [
        'DATABASE_URL',
        only({ production: given.get('DATABASE_URL'), preview: given.get('PREVIEW_DATABASE_URL') }),
      ],
      ['CLERK_WEBHOOK_SIGNING_SECRET', only({ production: given.get('CLERK_WEBHOOK_SIGNING_SECRET') })],
    ]),
  };
}

const required = z.string().min(1);

function only(
  values: Readonly<Partial<Record<Target, string | undefined>>>,
): Partial<Record<Target, string>> {
  const { production, preview } = values;
  return { ...(production ? { production } : {}), ...(preview ? { preview } : {}) };
}
