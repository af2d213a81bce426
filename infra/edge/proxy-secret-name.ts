/** The name of the secret that the edge of a stack sends, in Secrets Manager of the edge's region. The id of each of its versions is its SHA-256. */
export function proxySecretName(stackName: string): string {
  return `rekey/${stackName}/proxy`;
}
