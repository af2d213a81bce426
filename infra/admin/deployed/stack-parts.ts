import { CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import { functionIds } from '#lib/function-ids.ts';

/** A resource of a deployed stack. */
export type Part = {
  /** As in `AWS::SQS::Queue`. */
  type: string;
  /** Its name in the template, which the CDK makes from the names of the constructs and eight hexadecimal digits. */
  logicalId: string;
  /** Its name in its service: the URL of a queue, the name of a function or of a log group. */
  physicalId: string;
};

export async function stackParts(StackName: string): Promise<readonly Part[]> {
  const client = new CloudFormationClient({ maxAttempts: 4 });
  const found: Part[] = [];
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName })) {
    for (const { ResourceType: type, LogicalResourceId: logicalId, PhysicalResourceId: physicalId } of StackResourceSummaries) {
      if (type !== undefined && logicalId !== undefined && physicalId !== undefined) {
        found.push({ type, logicalId, physicalId });
      }
    }
  }
  return found;
}

/** A part that belongs to one function. */
export type FunctionPart = {
  /** That of a route or of a mail function, such as `mail/send-reset-link`. */
  functionId: string;
  physicalId: string;
};

/** The functions of a stack. */
export function functionsOf(parts: readonly Part[]): readonly FunctionPart[] {
  return partsOfFunctions(parts, 'AWS::Lambda::Function', 'function');
}

/** The log groups of the functions. */
export function logGroupsOf(parts: readonly Part[]): readonly FunctionPart[] {
  return partsOfFunctions(parts, 'AWS::Logs::LogGroup', 'log');
}

/** The failure queues, which lie beside their function. */
export function failureQueuesOf(parts: readonly Part[]): readonly FunctionPart[] {
  const functions = functionIdsIn(parts);
  return parts.flatMap(({ type, logicalId, physicalId }) => {
    const [, room] = /^(.*)failuresqueue[0-9A-F]{8}$/.exec(logicalId) ?? [];
    const beside = functions.filter(({ path, functionId }) => room !== undefined && path === `${room}${flat(functionId)}`);
    return type === 'AWS::SQS::Queue' ? beside.map(({ functionId }) => ({ functionId, physicalId })) : [];
  });
}

/** The access log of the API. */
export function accessLogOf(parts: readonly Part[]): string | undefined {
  return parts.find(({ type, logicalId }) => type === 'AWS::Logs::LogGroup' && /accessLog[0-9A-F]{8}$/.test(logicalId))
    ?.physicalId;
}

function functionIdsIn(parts: readonly Part[]) {
  return parts.flatMap(({ type, logicalId }) => {
    const [, path = ''] = /^(.*)function[0-9A-F]{8}$/.exec(logicalId) ?? [];
    const functionId = type === 'AWS::Lambda::Function' ? idAtTheEndOf(path) : undefined;
    return functionId === undefined ? [] : [{ path, functionId }];
  });
}

function partsOfFunctions(parts: readonly Part[], wanted: string, suffix: string): FunctionPart[] {
  const pattern = new RegExp(`^(.*)${suffix}[0-9A-F]{8}$`);
  return parts.flatMap(({ type, logicalId, physicalId }) => {
    const path = type === wanted ? pattern.exec(logicalId)?.[1] : undefined;
    const functionId = path === undefined ? undefined : idAtTheEndOf(path);
    return functionId === undefined ? [] : [{ functionId, physicalId }];
  });
}

/** The longest id wins, because one may end with another. */
function idAtTheEndOf(path: string): string | undefined {
  return functionIds.filter((id) => path.endsWith(flat(id))).toSorted((one, other) => other.length - one.length)[0];
}

/** A logical id holds letters and digits only. */
function flat(id: string): string {
  return id.replace(/[^A-Za-z0-9]/g, '');
}
