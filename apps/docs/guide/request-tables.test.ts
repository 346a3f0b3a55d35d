import { REASONS } from '@subdomain-sso/auth/reasons';
import { DECISION_TEXTS, POSTURES, REQUEST_FORMS, whatHappens } from '@subdomain-sso/auth/what-happens';
import { expect, test } from 'vitest';
import { requestTables, SHORT_TEXTS } from './request-tables.ts';

const tables = requestTables();

test('the page shows every cell of the table once', () => {
  const shown = tables.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
  expect(shown).toHaveLength(whatHappens().length);
  for (const { rows } of tables) {
    expect(rows.map(({ id }) => id)).toEqual(REQUEST_FORMS.map(({ text }) => text));
    for (const { cells } of rows) expect(cells).toHaveLength(POSTURES.length);
  }
});

test('every decision has a short text, and every reason a place to link to', () => {
  expect(Object.keys(SHORT_TEXTS)).toEqual(Object.keys(DECISION_TEXTS));
  for (const { decision } of whatHappens()) {
    if ('reason' in decision) expect(REASONS).toHaveProperty(decision.reason);
  }
});
