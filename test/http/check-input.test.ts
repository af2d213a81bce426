import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { checkInput, type InputFault, nonEmptyText, text } from '#lib/http/check-input.ts';

class Refused extends Error {
  readonly fault: InputFault;

  constructor(fault: InputFault) {
    super(fault.problem);
    this.fault = fault;
  }
}

const schema = z.object({ name: text(), user: z.object({ email: nonEmptyText() }) });
const check = (input: object, by: z.ZodMiniType = schema) => checkInput(by, input, (fault) => new Refused(fault));
const refusal = (fault: InputFault) => expect.objectContaining({ fault: expect.objectContaining(fault) });

describe('a part of a request', () => {
  test('has what its schema names', () => {
    expect(check({ name: '', user: { email: 'a' }, other: 1 })).toEqual({ name: '', user: { email: 'a' } });
  });

  test.each([
    ['is missing', {}, { name: 'name', problem: 'is missing', isMissing: true }],
    ['is missing inside of another', { name: 'a', user: {} }, { name: 'user.email', problem: 'is missing', isMissing: true }],
    ['is null', { name: null }, { name: 'name', problem: 'must be a string', isMissing: false }],
    ['is a number', { name: 1 }, { name: 'name', problem: 'must be a string', isMissing: false }],
    ['is empty', { name: 'a', user: { email: '' } }, { name: 'user.email', problem: 'must not be empty', isMissing: false }],
  ])('is refused for the first value that %s', (_, input, fault) => {
    expect(() => check(input)).toThrow(refusal(fault));
  });

  test('is refused with the faults after the first one, if there are any', () => {
    const email = { name: 'user.email', problem: 'must not be empty', isMissing: false };
    const name = { name: 'name', problem: 'must be a string', isMissing: false };
    expect(() => check({ name: 1, user: { email: '' } })).toThrow(refusal({ ...name, others: [email] }));
    expect(() => check({ name: 1, user: { email: 'a' } })).toThrow(expect.objectContaining({ fault: name }));
  });

  test('is refused as a whole without the name of a value', () => {
    const never = z.object({}).check(z.refine(() => false, 'must not exist'));
    expect(() => check({}, never)).toThrow(refusal({ name: '', problem: 'must not exist', isMissing: false }));
  });
});
