import { Client, Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type ServedPglite, servePglite } from './serve-pglite.ts';

async function serve(): Promise<ServedPglite> {
  const served = await servePglite(undefined);
  onTestFinished(() => served.close());
  return served;
}

function connect({ url }: ServedPglite): Pool {
  const pool = new Pool({ connectionString: url, max: 4 });
  pool.on('error', () => {});
  onTestFinished(() => pool.end());
  return pool;
}

async function addInTransaction(pool: Pool, id: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock($1)', [7]);
    await client.query('insert into x values ($1, $2)', [id, 'transaction']);
    await client.query('commit');
  } finally {
    client.release();
  }
}

test('two processes that query and lock at one time lose nothing, and see what the other committed', async () => {
  const served = await serve();
  const pools = [connect(served), connect(served)];
  await pools[0]?.query('create table x (id int primary key, how text)');
  const work = pools.flatMap((pool, index) =>
    Array.from({ length: 20 }, (_, count) => {
      const id = index * 1000 + count * 2;
      return [
        pool.query('insert into x values ($1, $2)', [id, 'statement']),
        pool.query('select count(*) from x where how = $1', ['statement']),
        addInTransaction(pool, id + 1),
      ];
    }).flat(),
  );
  await Promise.all(work);
  for (const pool of pools) {
    expect((await pool.query('select count(*)::int as rows from x')).rows).toEqual([{ rows: 80 }]);
  }
});

test('a statement that fails is reported to its connection, which goes on', async () => {
  const pool = connect(await serve());
  await pool.query('create table x (id int primary key)');
  await pool.query('insert into x values ($1)', [1]);
  await expect(pool.query('insert into x values ($1)', [1])).rejects.toMatchObject({ code: '23505' });
  await expect(pool.query('select * from nowhere where id = $1', [1])).rejects.toMatchObject({
    code: '42P01',
  });
  expect((await pool.query('select $1::int as id', [3])).rows).toEqual([{ id: 3 }]);
});

test('a transaction that fails is rolled back, and holds nobody up', async () => {
  const served = await serve();
  const pool = connect(served);
  await pool.query('create table x (id int primary key)');
  const client = await pool.connect();
  await client.query('begin');
  await client.query('insert into x values ($1)', [1]);
  await expect(client.query('insert into x values ($1)', [1])).rejects.toMatchObject({ code: '23505' });
  const other = connect(served).query('select count(*)::int as rows from x');
  await client.query('rollback');
  client.release();
  expect((await other).rows).toEqual([{ rows: 0 }]);
});

test('what a process had begun is rolled back when it dies, and the next one is served', async () => {
  const served = await serve();
  const pool = connect(served);
  await pool.query('create table x (id int primary key)');
  const dying = new Client(served.url);
  dying.on('error', () => {});
  await dying.connect();
  await dying.query('begin');
  await dying.query('insert into x values ($1)', [1]);
  const waiting = pool.query('select count(*)::int as rows from x');
  // As the system does for a killed process.
  const { stream } = Reflect.get(dying, 'connection');
  stream.destroy();
  expect((await waiting).rows).toEqual([{ rows: 0 }]);
});
