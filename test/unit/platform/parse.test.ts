import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseJson, parseRequest } from '../../../shared/platform/parse.ts';

const schema = v.object({
  'a/b': v.optional(v.object({ 'c~d': v.number() })),
  list: v.array(v.object({ when: v.pipe(v.string(), v.isoDate()) })),
});

describe('parsing what came from outside', () => {
  it('what is right comes back as it was read', () => {
    expect(parseRequest(schema, { list: [{ when: '2026-03-02' }], more: 1 }, 'thing')).toEqual({
      list: [{ when: '2026-03-02' }],
    });
  });

  it('each fault has its JSON pointer (RFC 6901), slashes and tildes escaped', () => {
    const parse = () =>
      parseRequest(schema, { 'a/b': { 'c~d': 'x' }, list: [{}, { when: '2. 3.' }] }, 'thing');
    expect(parse).toThrow(
      expect.objectContaining({
        status: 400,
        detail: 'The thing has 3 fault(s); see errors.',
        errors: [
          { pointer: '/a~1b/c~0d', detail: 'must be number' },
          { pointer: '/list/0/when', detail: 'is missing' },
          { pointer: '/list/1/when', detail: 'is not valid' },
        ],
      }),
    );
  });

  it('a fault of the whole has the empty pointer', () => {
    expect(() => parseRequest(schema, 'x', 'thing')).toThrow(
      expect.objectContaining({ errors: [{ pointer: '', detail: 'must be Object' }] }),
    );
  });

  it('JSON of any kind is read; what is none is told with 400', () => {
    expect(parseJson('null')).toBeNull();
    expect(parseJson(' {"a": [1]} ')).toEqual({ a: [1] });
    for (const text of ['', '{', "{'a': 1}", 'undefined', '[1,]']) {
      expect(() => parseJson(text)).toThrow(expect.objectContaining({ status: 400 }));
    }
  });
});
