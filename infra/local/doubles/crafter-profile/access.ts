import type { Parameters } from './parameters.ts';
import { actionDenied, ProfileError } from './profile-error.ts';
import type { AccessToken, AttributeDefinition, AttributeValues, Permission, ProfileStore, Tenant } from './profile-store.ts';

/** What the access token of one request may do. */
export class Access {
  readonly token: AccessToken;
  readonly #store: ProfileStore;

  /** @throws {ProfileError} 403 when the token is missing, unknown or expired */
  constructor(store: ProfileStore, parameters: Parameters) {
    this.#store = store;
    this.token = findToken(store, parameters.first('accessTokenId') ?? '');
  }

  requireAction(action: string, tenant: string): void {
    // The first matching entry decides, also when a later one would allow more.
    const entry = this.token.tenantPermissions.find((permission) => permission.tenant === '*' || permission.tenant === tenant);
    if (!isAllowed(entry, action)) {
      throw actionDenied(action, `tenant "${tenant}"`);
    }
  }

  readTenant(name: string): Tenant {
    this.requireAction('READ_TENANT', name);
    const tenant = this.#store.tenants.get(name);
    if (tenant === undefined) {
      throw new ProfileError(404, 'NO_SUCH_TENANT', `No tenant with name "${name}" found`);
    }
    return tenant;
  }

  mayReadAttribute(definition: AttributeDefinition): boolean {
    return this.#mayUseAttribute(definition, 'READ_ATTRIBUTE');
  }

  /** @throws {ProfileError} 400 when any of them lacks a definition */
  readableAttributes(tenant: Tenant, attributes: AttributeValues): AttributeValues {
    const readable = Object.entries(attributes).filter(([name]) => this.mayReadAttribute(definitionOf(tenant, name)));
    return Object.fromEntries(readable);
  }

  /** @throws {ProfileError} 400 when any of them lacks a definition, and 403 when the application may not write one */
  requireWritableAttributes(tenant: Tenant, attributes: AttributeValues): void {
    for (const name of Object.keys(attributes)) {
      if (!this.#mayUseAttribute(definitionOf(tenant, name), 'WRITE_ATTRIBUTE')) {
        throw actionDenied('WRITE_ATTRIBUTE', `attribute "${name}"`);
      }
    }
  }

  #mayUseAttribute({ permissions }: AttributeDefinition, action: string): boolean {
    const { application } = this.token;
    return isAllowed(
      permissions.find((permission) => permission.application === '*' || permission.application === application),
      action,
    );
  }
}

function findToken(store: ProfileStore, id: string): AccessToken {
  if (id === '') {
    throw denied('Access token ID param missing from request');
  }
  const token = store.accessTokens.get(id);
  if (token === undefined) {
    throw denied(`No access token found for ID "${id}"`);
  }
  if (token.expiresOn !== null && store.now() >= token.expiresOn) {
    throw denied(`Access token "${id}" for application "${token.application}" expired on ${usDate(token.expiresOn)}`);
  }
  return token;
}

function denied(message: string): ProfileError {
  return new ProfileError(403, 'ACCESS_DENIED', message);
}

function usDate(time: number): string {
  const [year, month, day] = new Date(time).toISOString().slice(0, 10).split('-');
  return `${month}/${day}/${year}`;
}

function isAllowed(permission: Permission | undefined, action: string): boolean {
  return permission !== undefined && (permission.allowedActions.includes('*') || permission.allowedActions.includes(action));
}

function definitionOf(tenant: Tenant, name: string): AttributeDefinition {
  const definition = tenant.attributeDefinitions.find((candidate) => candidate.name === name);
  if (definition === undefined) {
    const message = `Attribute definition for attribute "${name}" not found in tenant "${tenant.name}"`;
    throw new ProfileError(400, 'ATTRIBUTE_NOT_DEFINED', message);
  }
  return definition;
}
