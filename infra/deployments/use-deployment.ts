import { type DeploymentFile, readDeploymentFile } from './deployment-file.ts';
import { writeDeploymentSchema } from './deployment-schema.ts';

/**
 * Reads the file of a deployment and points this process, and the processes that it starts, at its region and its AWS profile. The profile stays aside if
 * the environment has an access key, as in a pipeline.
 *
 * @throws {SettingsError} when the file is missing or not usable
 */
export function useDeployment(name: string): DeploymentFile {
  const deployment = readDeploymentFile(name);
  writeDeploymentSchema();
  const { region, profile } = deployment;
  if (region !== undefined) {
    Object.assign(process.env, { AWS_REGION: region, AWS_DEFAULT_REGION: region });
  }
  if (profile !== undefined && !process.env.AWS_ACCESS_KEY_ID) {
    process.env.AWS_PROFILE = profile;
  }
  return deployment;
}
