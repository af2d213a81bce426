import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { shellBlocksOf } from '#test/docs/pages.ts';
import { type Call, callsForProduct, callsForRekey } from './calls.ts';
import { wildcards } from './wildcards.ts';

const [block] = shellBlocksOf('docs/front.md').filter(({ script }) => script.includes('create-rule'));

/** The conditions of each rule, as the commands of the page pass them to the AWS CLI. */
const rules: readonly (readonly string[])[] = (() => {
  const script = `aws() { printf '%s\\t' "$@"; echo; }\n${block?.script}`;
  const { stdout } = spawnSync('bash', ['-eu'], {
    input: script,
    encoding: 'utf8',
    env: { ...process.env, LISTENER: 'l', REKEY_NGINX: 'n' },
  });
  const lines = stdout.trimEnd().split('\n');
  return lines.map((line) => line.split('\t').filter((word) => word.startsWith('Field=')));
})();

const valuesOf = (condition: string) => /Values=\[([^\]]*)\]/.exec(condition)?.[1]?.split(',') ?? [];

function isMet(condition: string, { method, path, cookie = '' }: Call): boolean {
  const values = valuesOf(condition);
  switch (/^Field=([\w-]+),/.exec(condition)?.[1]) {
    case 'path-pattern':
      return values.some((value) => wildcards(value).test(path.replace(/\?.*/, '')));
    case 'http-request-method':
      return values.includes(method);
    case 'http-header':
      return condition.includes('HttpHeaderName=Cookie,') && values.some((value) => wildcards(value).test(cookie));
    default:
      throw new Error(`no test knows the condition ${condition}`);
  }
}

const isForNginx = (call: Call) => rules.some((conditions) => conditions.every((condition) => isMet(condition, call)));

test('the load balancer gives nginx every call of the route table', () => {
  expect(rules.length).toBeGreaterThan(5);
  expect(callsForRekey.filter((call) => !isForNginx(call))).toEqual([]);
});

test('the load balancer gives nginx the usual spellings of Studio’s own calls, which nginx closes', () => {
  const own = ['forgot_password', 'validate_token', 'set_password', 'set_password.json'];
  expect(own.filter((name) => !isForNginx({ method: 'POST', path: `/studio/api/2/users/${name}` }))).toEqual([]);
});

test('the load balancer leaves what people are logged in for with the product', () => {
  const sessions = callsForProduct.filter(({ path }) => path.includes('/user/current') || path.includes('/users'));
  expect(sessions.filter(isForNginx)).toEqual([
    { method: 'PUT', path: '/api/5.0/user/current', cookie: 'rekey_session=' },
    { method: 'PUT', path: '/api/5.0/user/current', cookie: 'not_rekey_session=a' },
  ]);
});

test('a rule has at most five values, which is all that a load balancer takes', () => {
  expect(rules.filter((conditions) => conditions.flatMap(valuesOf).length > 5)).toEqual([]);
});
