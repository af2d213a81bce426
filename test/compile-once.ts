import { createRequire } from 'node:module';
import vm from 'node:vm';

declare module 'node:vm' {
  interface SourceTextModule {
    // @types/node does not have it yet.
    createCachedData(): Buffer;
  }
}

/**
 * Jest evaluates every module again for each test file. With this file preloaded (`--import`), each process of a run compiles a
 * source only once: V8 reads later compilations from the data that it made during the first. Every test file still has modules of its own.
 */
const compiled = new Map<string, { source: string; data: Buffer | undefined }>();

const { compileFunction, SourceTextModule } = vm;
const requireOnce = createRequire(import.meta.url);

/**
 * CommonJS packages that all test files of a process share, because they keep no state: what the local DynamoDB and SES consist of, and what Jest
 * formats messages with. The local SES itself, which keeps mails, is not shared. A clock that a test sets does not reach these packages.
 */
const shared =
  /\/node_modules\/(?:dynalite|express|handlebars|mailparser|zod|jest-message-util|jest-diff|chalk|graceful-fs)\/[^\0]*\.c?js$/;

// Jest looks both up in `vm` at each call. They compile CommonJS and ECMAScript modules.
vm.compileFunction = (source, params = [], options = {}) => {
  const { filename = '' } = options;
  if (shared.test(filename)) {
    return Object.assign((module: NodeJS.Module) => {
      module.exports = requireOnce(filename);
    }, {});
  }
  const key = `${filename} ${params}`;
  const known = find(key, source);
  if (known) {
    return compileFunction(source, params, { ...options, cachedData: known });
  }
  const made = compileFunction(source, params, { ...options, produceCachedData: true });
  compiled.set(key, { source, data: made.cachedData });
  return made;
};

vm.SourceTextModule = class extends SourceTextModule {
  constructor(source: string, options: vm.SourceTextModuleOptions = {}) {
    const key = options.identifier ?? '';
    const known = find(key, source);
    super(source, known ? { ...options, cachedData: known } : options);
    if (!known) {
      compiled.set(key, { source, data: this.createCachedData() });
    }
  }
};

/** Compares the whole source, because V8 compares only its length. */
function find(key: string, source: string): Buffer | undefined {
  const known = compiled.get(key);
  return known?.source === source ? known.data : undefined;
}
