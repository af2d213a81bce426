import type { Synthesised } from './template.ts';

export type Statement = { Effect: string; Action: string | string[]; Resource: unknown; Condition?: unknown };

/** The statements of a function's role. */
export function statementsIn(stack: Synthesised, id: string): Statement[] {
  return stack
    .roleOf(id)
    .Properties.Policies.flatMap(
      ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => PolicyDocument.Statement,
    );
}

/** What a function's role allows and denies: one line for each action on each resource. */
export function grantsIn(stack: Synthesised, id: string): string[] {
  return statementsIn(stack, id).flatMap(({ Effect, Action, Resource }) =>
    [Action].flat().flatMap((action) => [Resource].flat().map((on) => `${Effect} ${action} ${JSON.stringify(on)}`)),
  );
}
