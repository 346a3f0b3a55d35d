import { unlessAway } from '@repo/data';
import { listOrganizations, listPeople } from '@repo/directory';
import { Button, ButtonLink, DatabaseAway, EmptyState, PageHeader, SelectField, TextField } from '@repo/ui';
import { requireStaff } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { peopleHref, readPeopleQuery } from '../../directory/people-query.ts';
import { PeopleTable } from '../../directory/people-table.tsx';
import { portalDatabase } from '../../directory/portal-directory.ts';

export const metadata: Metadata = { title: 'People' };

/** The support desk looks up users. The page reads the mirror, so it also works while Clerk is slow or down. */
export default async function PeoplePage({ searchParams }: PageProps<'/people'>) {
  await requireStaff();
  const { values, problems, filter, after } = readPeopleQuery(await searchParams);
  const read = await unlessAway(async () => {
    const { db } = await portalDatabase();
    return Promise.all([listPeople(db, filter, after && { after }), listOrganizations(db)]);
  });
  if (!read.ok) return <DatabaseAway what="People" />;
  const [{ people, next }, organizations] = read.value;
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <PageHeader
        title="People"
        lead="Everybody with an account at Acme, for the support desk. Newest first; changes arrive within seconds."
      />
      <search>
        <form action="/people" className="mb-8 grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <TextField
            label="Name or e-mail"
            name="search"
            type="search"
            maxLength={100}
            defaultValue={values.search}
          />
          <SelectField label="Organization" name="organization" defaultValue={values.organization}>
            <option value="">All</option>
            {organizations.map(
              ({ slug, name }) =>
                slug && (
                  <option key={slug} value={slug}>
                    {name}
                  </option>
                ),
            )}
          </SelectField>
          <TextField
            label="Joined from (UTC)"
            name="from"
            type="date"
            defaultValue={values.from}
            error={problems.from}
          />
          <TextField
            label="Joined to (UTC)"
            name="to"
            type="date"
            defaultValue={values.to}
            error={problems.to}
          />
          <div className="flex gap-3 sm:col-span-2 lg:col-span-4">
            <Button type="submit">Search</Button>
            {isFiltered && (
              <ButtonLink look="quiet" href="/people">
                Show everybody
              </ButtonLink>
            )}
          </div>
        </form>
      </search>
      {people.length === 0 ? (
        <EmptyState title={isFiltered || after ? 'Nobody found' : 'Nobody is here yet'}>
          {isFiltered || after
            ? 'Nobody matches all of these filters. Remove one of them, or show everybody.'
            : 'People appear here when they sign up. “pnpm sso directory sync” adds those who signed up earlier.'}
        </EmptyState>
      ) : (
        <PeopleTable people={people} />
      )}
      <nav aria-label="Pages" className="mt-6 flex gap-3 empty:hidden">
        {after && (
          <ButtonLink look="quiet" href={peopleHref(values)}>
            First page
          </ButtonLink>
        )}
        {next && (
          <ButtonLink look="quiet" href={peopleHref(values, next)}>
            Next page
          </ButtonLink>
        )}
      </nav>
    </>
  );
}
