import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

const timeoutMilliseconds = 10_000;

const obsolete = () => {
  throw new Error('Lambda no longer supports done, fail and succeed');
};

/** The context of one invocation of a function, as Lambda makes it. */
export function lambdaContext(functionName: string): Context {
  const deadline = Date.now() + timeoutMilliseconds;
  return {
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${functionName}`,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    memoryLimitInMB: '1024',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done: obsolete,
    fail: obsolete,
    succeed: obsolete,
  };
}
