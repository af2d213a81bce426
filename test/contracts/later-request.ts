import type { ResetRequest } from '#lib/reset/ports.ts';

let made = 0;

/** Another request under the same key. */
export function laterRequest(request: ResetRequest, milliseconds: number): ResetRequest {
  made += 1;
  return { ...request, requestId: `later-request-${made}`, requestedAt: request.requestedAt + milliseconds };
}
