import {
  type Happening,
  POSTURES,
  REQUEST_FORMS,
  SITUATIONS,
  type Situation,
  whatHappens,
} from '@subdomain-sso/auth/what-happens';

type Decision = Happening['decision'];

/** A decision in one or two words, for a cell; the list above the tables explains each. */
export const SHORT_TEXTS: Readonly<Record<Decision['kind'], string>> = {
  pass: 'passes',
  'pass-anonymously': 'passes as nobody',
  sync: 'session sync',
  resend: 'sent again',
  confirm: 'asks the user',
  'sign-in': 'sign-in',
  'no-access': 'no access',
  'sdk-redirect': 'redirect of Clerk',
  deny: 'error',
  explain: 'explanation',
};

/** What one situation of a user means for every form of request: a row for each form, a cell for each posture. */
export interface RequestTable {
  readonly situation: Situation;
  readonly text: string;
  readonly rows: readonly { readonly id: string; readonly cells: readonly Decision[] }[];
}

/** The whole table of the proxy, one part for each situation of a user. */
export function requestTables(): readonly RequestTable[] {
  const cells = whatHappens();
  // Object.keys widens the names; they are those of SITUATIONS.
  return (Object.keys(SITUATIONS) as Situation[]).map((situation) => ({
    situation,
    text: SITUATIONS[situation].text,
    rows: REQUEST_FORMS.map((form) => ({
      id: form.text,
      cells: POSTURES.flatMap((posture) =>
        cells
          .filter(
            (cell) =>
              cell.situation === situation && cell.posture === posture && cell.form.text === form.text,
          )
          .map(({ decision }) => decision),
      ),
    })),
  }));
}
