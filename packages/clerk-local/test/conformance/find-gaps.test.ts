import { expect, test } from 'vitest';
import { asNode, type Descriptions } from './descriptions.ts';
import { type Answer, createGapFinder } from './find-gaps.ts';

const document = {
  components: {
    schemas: {
      Pet: {
        type: 'object',
        additionalProperties: false,
        properties: {
          name: { type: 'string' },
          owner: { nullable: true, allOf: [{ $ref: '#/components/schemas/Owner' }] },
          tags: { type: 'array', items: { type: 'string', nullable: true, enum: ['old', 'young'] } },
          shape: { oneOf: [{ $ref: '#/components/schemas/Owner' }, { type: 'string' }] },
        },
        required: ['name', 'owner'],
      },
      Owner: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
      ClerkErrors: { type: 'object', properties: { errors: { type: 'array' } }, required: ['errors'] },
    },
    responses: { Pet: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } } },
  },
};
const responses = { 200: { $ref: '#/components/responses/Pet' }, 404: { description: 'gone' } };
const descriptions: Descriptions = {
  documents: { frontend: asNode(document), backend: asNode({}) },
  operations: [
    { api: 'frontend', id: 'getPet', method: 'GET', path: '/v1/pets/{pet_id}', responses },
    { api: 'frontend', id: 'countPets', method: 'GET', path: '/v1/pets/count', responses: { 204: {} } },
  ],
};
const gapsOf = createGapFinder(descriptions);

function answer(body: unknown, rest: Partial<Answer> = {}): Answer {
  return {
    api: 'frontend',
    method: 'GET',
    path: '/v1/pets/1',
    status: 200,
    contentType: 'application/json',
    body,
    ...rest,
  };
}

test.each([
  {
    name: 'a complete answer',
    body: { name: 'Rex', owner: { id: '1' }, tags: ['old', null], shape: 'round' },
  },
  { name: 'null where nullable stands beside allOf', body: { name: 'Rex', owner: null } },
])('$name has no gap', ({ body }) => {
  expect(gapsOf(answer(body))).toEqual([]);
});

test.each([
  { name: 'a missing field', body: { name: 'Rex' }, gap: ['', 'required:owner'] },
  {
    name: 'a missing field below nullable',
    body: { name: 'Rex', owner: {} },
    gap: ['/owner', 'required:id'],
  },
  { name: 'a wrong type', body: { name: 1, owner: null }, gap: ['/name', 'type:string'] },
  { name: 'null where it is not allowed', body: { name: null, owner: null }, gap: ['/name', 'type:string'] },
  { name: 'an extra field', body: { name: '', owner: null, age: 1 }, gap: ['', 'additionalProperties:age'] },
  {
    name: 'a value outside an enum',
    body: { name: '', owner: null, tags: ['old', 'x', 'y'] },
    gap: ['/tags/*', 'enum'],
  },
  { name: 'a value of no branch', body: { name: '', owner: null, shape: {} }, gap: ['/shape', 'anyOf'] },
])('$name is one gap with its place', ({ body, gap }) => {
  expect(gapsOf(answer(body))).toEqual([
    { operation: 'frontend getPet 200', pointer: gap[0], keyword: gap[1] },
  ]);
});

test.each([
  {
    name: 'an undescribed status',
    request: { status: 201 },
    operation: 'frontend getPet 201',
    keyword: 'undocumented-status',
  },
  {
    name: 'an undescribed operation',
    request: { path: '/v1/cats' },
    operation: 'frontend GET /v1/cats 200',
    keyword: 'undocumented-operation',
  },
  {
    name: 'the fixed path, not the parameter',
    request: { path: '/v1/pets/count' },
    operation: 'frontend countPets 200',
    keyword: 'undocumented-status',
  },
])('$name is a gap', ({ request, operation, keyword }) => {
  expect(gapsOf(answer({}, request))).toEqual([{ operation, pointer: '', keyword }]);
});

test('an error response without a described body must have the error envelope', () => {
  expect(gapsOf(answer({ errors: [] }, { status: 404 }))).toEqual([]);
  expect(gapsOf(answer({ message: 'gone' }, { status: 404 }))).toEqual([
    { operation: 'frontend getPet 404', pointer: '', keyword: 'required:errors' },
  ]);
});
