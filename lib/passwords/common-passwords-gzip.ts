import { constants, gzipSync } from 'node:zlib';
import { wordsForPage } from './words-for-page.ts';

/** The list, compressed with gzip, in Base64. The bundler replaces this module by its value. */
export const commonPasswordsGzip: string = gzipSync(wordsForPage, { level: constants.Z_BEST_COMPRESSION }).toString('base64');
