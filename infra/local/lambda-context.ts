import { randomUUID } from 'node:crypto';
import type { Context } from 'aws-lambda';

const timeoutMilliseconds = 10_000;

const obsolete = () => {
  throw new Error('done, fail and succeed are gone from Lambda');
};

/** The context that Lambda gives to one invocation of a function. */
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
