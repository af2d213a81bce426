import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SamError } from './sam-error.ts';
import { parseTemplate, templateForSam } from './template.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Synthesised = { templateFile: string; variablesFile: string };

/**
 * Synthesises the stack for this machine's architecture. Beside its template it writes a template for `sam local` and the file for `--env-vars`.
 *
 * @throws {SamError} if the synthesis fails. The CDK has then already printed the reason.
 */
export function synthesiseForSam(variables: { readonly [name: string]: string }, outDir = 'build/sam'): Synthesised {
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  // These decide which functions there are.
  const { REKEY_PRODUCTS = '', REKEY_CRAFTER_PROFILE_SELF_SERVICE = '' } = variables;
  const served = { REKEY_PRODUCTS, REKEY_CRAFTER_PROFILE_SELF_SERVICE };
  const context = { architecture, stackName: 'Rekey', REKEY_MAIL_FROM: 'rekey@example.com', ...served };
  const flags = Object.entries(context).flatMap(([name, value]) => ['--context', `${name}=${value}`]);
  const cdk = path.join(root, 'node_modules/aws-cdk/bin/cdk');
  // The functions get the settings of npm start as variables, and a deployment does not allow all of those settings.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('REKEY_')));
  const { status } = spawnSync(process.execPath, [cdk, 'synth', '--quiet', '--output', outDir, ...flags], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) {
    throw new SamError('cdk synth failed. The reason is above.');
  }
  const inOutDir = (name: string) => path.join(root, outDir, name);
  const template = parseTemplate(readFileSync(inOutDir('Rekey.template.json'), 'utf8'));
  const templateFile = inOutDir('sam.template.json');
  const variablesFile = inOutDir('variables.json');
  writeFileSync(templateFile, JSON.stringify(templateForSam(template, Object.keys(variables)), undefined, 1));
  writeFileSync(variablesFile, JSON.stringify({ Parameters: variables }, undefined, 1));
  return { templateFile, variablesFile };
}
