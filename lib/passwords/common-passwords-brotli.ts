import { brotliCompressSync } from 'node:zlib';
import { wordsForPage } from './words-for-page.ts';

/** The list, compressed with Brotli, in Base64. The bundler replaces this module by its value, because compressing takes a sixth of a second. */
export const commonPasswordsBrotli: string = brotliCompressSync(wordsForPage).toString('base64');
