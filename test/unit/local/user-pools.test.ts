import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, it } from 'vitest';
import { UserPools } from '../../../infra/local/runtime/user-pools.ts';
import { openState } from '../../../infra/local/services/state.ts';

const pool = 'us-east-1_POOL';
const template = { ofType: () => [{ ref: pool }] };
const user = { UserPoolId: pool, Username: 'li-na' };

function pools() {
  return new UserPools(openState(':memory:'), template);
}

describe('a user pool', () => {
  it('lets in who was created and not disabled, and says so as AWS does', () => {
    const users = pools();
    expect(users.maySignIn('li-na')).toBeUndefined();
    users.call(name(AdminCreateUserCommand), user);
    expect(users.maySignIn('wang-lei')).toBe(false);
    expect(users.maySignIn('li-na')).toBe(true);
    expect(() => users.call(name(AdminCreateUserCommand), user)).toThrow(
      expect.objectContaining({ code: 'UsernameExistsException' }),
    );
    users.call(name(AdminDisableUserCommand), user);
    users.call(name(AdminUserGlobalSignOutCommand), user);
    users.call(name(AdminDisableUserCommand), user);
    expect(users.maySignIn('li-na')).toBe(false);
    users.call(name(AdminUpdateUserAttributesCommand), user);
    expect(users.maySignIn('li-na')).toBe(false);
    users.call(name(AdminEnableUserCommand), user);
    expect(users.maySignIn('li-na')).toBe(true);
  });

  it('knows nobody else, no other pool and nothing that it cannot do', () => {
    const users = pools();
    const disable = (UserPoolId: string) => () => users.call('AdminDisableUser', { ...user, UserPoolId });
    expect(disable(pool)).toThrow(expect.objectContaining({ code: 'UserNotFoundException' }));
    expect(disable('another')).toThrow(expect.objectContaining({ code: 'ResourceNotFoundException' }));
    users.call('AdminCreateUser', user);
    expect(() => users.call('AdminGetUser', user)).toThrow('no Cognito AdminGetUser');
  });
});

function name(command: { name: string }): string {
  return command.name.replace(/Command$/, '');
}
