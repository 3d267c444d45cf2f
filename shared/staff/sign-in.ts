import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Table } from '../platform/table.ts';
import { loadPerson } from './roster.ts';

interface Deps {
  readonly table: Table;
  readonly pool: CognitoIdentityProviderClient;
  readonly poolId: string;
}

/**
 * Brings somebody's sign-in in line with their entry as it now is: a user named by the staff id while they work here, none
 * that can sign in once they have left. It may come again, late and out of order; what is so already stays so.
 */
export async function bringSignIn(staffId: string, deps: Deps): Promise<void> {
  const person = (await loadPerson(deps.table, staffId))?.person;
  if (!person) return;
  if (person.active) await admit(staffId, person.email, deps);
  else await lockOut(staffId, deps);
}

/** Without an address nobody can be invited: an operator then sets the first password. */
async function admit(staffId: string, email: string | undefined, { pool, poolId }: Deps): Promise<void> {
  const user = { UserPoolId: poolId, Username: staffId };
  const address = email && {
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ],
  };
  const invitation = address
    ? { DesiredDeliveryMediums: ['EMAIL' as const], ...address }
    : { MessageAction: 'SUPPRESS' as const };
  try {
    await pool.send(new AdminCreateUserCommand({ ...user, ...invitation }));
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
    await pool.send(new AdminEnableUserCommand(user));
    // Who forgets a password is written to where they can be reached now.
    if (address) await pool.send(new AdminUpdateUserAttributesCommand({ ...user, ...address }));
  }
}

/** Access tokens live on for some hours, but role and dealers are read on each request: they open nothing any more. */
async function lockOut(staffId: string, { pool, poolId }: Deps): Promise<void> {
  const user = { UserPoolId: poolId, Username: staffId };
  try {
    await pool.send(new AdminDisableUserCommand(user));
    await pool.send(new AdminUserGlobalSignOutCommand(user));
  } catch (error) {
    if (!(error instanceof UserNotFoundException)) throw error;
  }
}
