import { writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { flagsSchema } from '#infra/stack/flags.ts';
import { namesOfDeployment } from '#infra/stack/unknown-context.ts';
import { parseSettings, type SettingName, schemaOf, settingNames, variableOf } from '#lib/settings/settings.ts';
import { deploymentsFolder } from './deployment-file.ts';
import { documentedNames } from './documented-names.ts';

type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The JSON Schema of a deployment's file, with which editors complete and explain it. It is made from the schemas with which Rekey reads the values,
 * so it is as new as they are. Rules that JSON Schema cannot express are left out: the synthesis knows them all.
 */
export function deploymentSchema(): JsonSchema {
  const settings = new Map<string, SettingName>(settingNames.map((name) => [variableOf(name), name]));
  const defaults: { readonly [name: string]: unknown } = parseSettings({});
  const flags = new Map<string, z.core.$ZodType>(Object.entries(flagsSchema.shape));
  const documented = documentedNames();
  const propertyOf = (name: string): JsonSchema => {
    const setting = settings.get(name);
    const schema = setting === undefined ? flags.get(name) : schemaOf(setting);
    const { fallback = '', meaning = '' } = documented.get(name) ?? {};
    const known = setting === undefined ? undefined : defaults[setting];
    const isShown = fallback.replaceAll('`', '') === `${known}`;
    return {
      description: `${meaning}. Default: ${fallback.replaceAll('`', '')}.`,
      // Its schema does not describe the list. If a list has a default, it may hold only what is in there.
      ...(Array.isArray(known)
        ? orText({ type: 'array', items: { type: 'string', ...(known.length > 0 && { enum: known }) } })
        : schema !== undefined && valueSchema(schema)),
      ...(isShown && { default: known }),
    };
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A deployment of Rekey',
    type: 'object',
    properties: {
      $schema: { type: 'string' },
      profile: { type: 'string', description: 'The AWS profile whose credentials deploy and operate the stack.' },
      ...Object.fromEntries(namesOfDeployment.map((name) => [name, propertyOf(name)])),
    },
    required: ['REKEY_MAIL_FROM'],
    additionalProperties: false,
  };
}

/** Writes the schema beside the files of the deployments. It is not in the repository: each command that reads such a file writes it. */
export function writeDeploymentSchema(folder = deploymentsFolder()): void {
  writeFileSync(path.join(folder, 'schema.json'), `${JSON.stringify(deploymentSchema(), undefined, 2)}\n`);
}

/** Every value is read as text. In a file, a number, a truth value, a list or an object may stand for its text. */
function valueSchema(schema: z.core.$ZodType): JsonSchema {
  const { $schema: _, ...text } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const { $schema: __, ...value } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  if (value.type === 'number') {
    return { ...value, type: 'integer' };
  }
  if (text.enum?.length === 2 && text.enum.includes('true') && text.enum.includes('false')) {
    return { enum: [true, false], ...('default' in text && { default: text.default === 'true' }) };
  }
  if (value.type === 'array') {
    return orText(value);
  }
  return value.type === 'object' ? withoutRequired(value) : text;
}

function orText(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'string' }] };
}

/** What has a default may be left out. */
function withoutRequired(schema: JsonSchema): JsonSchema {
  return z.parse(
    z.record(z.string(), z.unknown()),
    JSON.parse(JSON.stringify(schema, (key, value) => (key === 'required' ? undefined : value))),
  );
}
