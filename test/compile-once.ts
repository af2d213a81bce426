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

// Jest looks both up in `vm` at each call. They compile CommonJS and ECMAScript modules.
vm.compileFunction = (source, params = [], options = {}) => {
  const key = `${options.filename} ${params}`;
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
