import { describe, expect, test } from 'vitest';
import { planFirstCopy, planUpdate } from './plan-files.ts';

const file = (text: string | null) => new Map(text === null ? [] : [['a.ts', text]]);

describe('the first time', () => {
  test.each([
    { name: 'a file that is not there is created', disk: null, kinds: ['create'] },
    { name: 'the same file is left alone', disk: 'new', kinds: [] },
    {
      name: 'another file of that name is overwritten, which has to be asked for',
      disk: 'theirs',
      kinds: ['overwrite'],
    },
  ])('$name', ({ disk, kinds }) => {
    expect(planFirstCopy(file('new'), file(disk)).map(({ kind }) => kind)).toEqual(kinds);
  });
});

describe('an update', () => {
  test.each([
    { name: 'nothing changed', upstream: 'a', base: 'a', disk: 'a', actions: [] },
    {
      name: 'upstream changed',
      upstream: 'b',
      base: 'a',
      disk: 'a',
      actions: [{ kind: 'update', text: 'b' }],
    },
    { name: 'they changed', upstream: 'a', base: 'a', disk: 'b', actions: [] },
    { name: 'both changed alike', upstream: 'b', base: 'a', disk: 'b', actions: [] },
    { name: 'new upstream', upstream: 'b', base: null, disk: null, actions: [{ kind: 'create', text: 'b' }] },
    { name: 'new on both sides, alike', upstream: 'b', base: null, disk: 'b', actions: [] },
    {
      name: 'new on both sides',
      upstream: 'b',
      base: null,
      disk: 'c',
      actions: [{ kind: 'merge', conflicts: 1 }],
    },
    { name: 'removed upstream', upstream: null, base: 'a', disk: 'a', actions: [{ kind: 'delete' }] },
    { name: 'removed upstream, edited', upstream: null, base: 'a', disk: 'b', actions: [{ kind: 'keep' }] },
    { name: 'removed on both sides', upstream: null, base: 'a', disk: null, actions: [] },
    { name: 'deleted by them', upstream: 'a', base: 'a', disk: null, actions: [] },
    {
      name: 'deleted by them, changed upstream',
      upstream: 'b',
      base: 'a',
      disk: null,
      actions: [{ kind: 'keep' }],
    },
    { name: 'a file upstream never had', upstream: null, base: null, disk: 'c', actions: [] },
  ])('$name', ({ upstream, base, disk, actions }) => {
    const plan = planUpdate(file(upstream), file(base), file(disk));
    expect(plan).toEqual(actions.map((action) => expect.objectContaining({ ...action, path: 'a.ts' })));
  });

  test('changes in different places come together; in the same place both stand between marks', () => {
    const base = '1\n2\n3\n4\n5\n';
    const apart = planUpdate(file('1\n2\n3\n4\nfive\n'), file(base), file('one\n2\n3\n4\n5\n'));
    expect(apart).toEqual([{ kind: 'merge', path: 'a.ts', text: 'one\n2\n3\n4\nfive\n', conflicts: 0 }]);
    const same = planUpdate(file('1\n2\nTHREE\n4\n5\n'), file(base), file('1\n2\nthree\n4\n5\n'));
    expect(same).toEqual([
      {
        kind: 'merge',
        path: 'a.ts',
        conflicts: 1,
        text: '1\n2\n<<<<<<< yours\nthree\n||||||| before\n3\n=======\nTHREE\n>>>>>>> upstream\n4\n5\n',
      },
    ]);
  });
});
