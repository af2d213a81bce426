import { defineRoute } from '#lib/http/route.ts';

export const health = defineRoute({
  id: 'page/health',
  method: 'GET',
  answersHead: true,
  paths: ['/health'],
  summary: 'Says to a load balancer that Rekey answers',
  touches: [],
  hashesPasswords: false,
  // The checks that call it report it themselves.
  onFailure: null,
});
