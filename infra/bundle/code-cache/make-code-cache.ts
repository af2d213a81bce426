import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cacheFileOf, loadCode } from '#lib/runtime/load-code.ts';

/**
 * Loads a function like Lambda, with its INIT phase, sends it one request, and writes the cache of what V8 has compiled by then. It runs in the Node.js of
 * Lambda's runtime. What it needs comes as one argument, because a container passes no environment on.
 */
const { codeFile, architecture, event, variables } = JSON.parse(process.argv[2] ?? '');
if (process.arch !== architecture) {
  throw new Error(`It runs on ${process.arch}, and the functions run on ${architecture}. V8 would reject the cache.`);
}

// Stands in for every service of AWS. The function then refuses the request, but by then it has run most of its code.
const services = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ SecretString: 'x'.repeat(64) }));
  });
});
await new Promise<void>((resolve) => services.listen(0, '127.0.0.1', resolve));
const address = services.address();
const port = typeof address === 'object' ? address?.port : undefined;

for (const name of Object.keys(process.env).filter((each) => /^(AWS|REKEY)_/.test(each))) {
  delete process.env[name];
}
Object.assign(process.env, variables, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  REKEY_LOG: 'nothing',
});

const { exported, script } = loadCode(codeFile);
const { handler, initPhaseDone } = exported;
if (typeof handler !== 'function' || typeof initPhaseDone !== 'function') {
  throw new Error(`${codeFile} exports no handler`);
}
await initPhaseDone();
await handler(event, { awsRequestId: 'code-cache' });
writeFileSync(cacheFileOf(codeFile), script.createCachedData());
process.exit(0);
