import type { Exchange } from './exchange.ts';

const json = { 'Content-Type': 'application/json;charset=UTF-8' };

export const crafterStudioExchanges: readonly Exchange[] = [
  {
    title: 'S1 forgot-password of a known user',
    route: 'crafter-studio/forgot-password',
    request: { method: 'GET', path: '/api/1/services/api/1/user/forgot-password.json?username=jane.doe' },
    response: {
      status: 200,
      headers: { ...json, Location: '{{base}}/api/1/services/api/1/user/get.json?username=jane.doe' },
      body: '{"message":"OK"}',
    },
  },
];
