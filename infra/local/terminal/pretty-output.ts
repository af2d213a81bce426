import { styleText } from 'node:util';
import { type Paint, prettyLine } from './pretty-line.ts';

/** Colours a text if the output is a terminal and neither `NO_COLOR` nor its like forbids it. */
export const paint: Paint = (style, text) => styleText(style, text, { stream: process.stdout });

/**
 * Makes the functions' log lines readable from here on. They write to the standard output themselves, as in Lambda, and know of no other
 * form, so that the code that is deployed does not carry one.
 */
export function prettifyOutput(): void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array, ...rest: unknown[]) =>
    Reflect.apply(write, process.stdout, [typeof chunk === 'string' ? prettyLine(chunk, paint) : chunk, ...rest]);
}
