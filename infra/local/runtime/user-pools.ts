import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { AwsError } from '../contract.ts';
import { Notes } from '../services/state.ts';

const Asked = v.object({ UserPoolId: v.string(), Username: v.pipe(v.string(), v.minLength(1)) });
const Kept = v.object({ enabled: v.boolean() });

/** Cognito's user pools as far as functions administer them: who there is, and who may sign in. */
export class UserPools {
  private readonly notes: Notes;
  private readonly pools: readonly string[];

  constructor(db: DatabaseSync, template: { ofType(type: string): readonly { readonly ref: string }[] }) {
    this.notes = new Notes(db);
    this.pools = template.ofType('AWS::Cognito::UserPool').map(({ ref }) => ref);
  }

  /** Whether a pool has an enabled user of that name; undefined where no pool ever had a user, and so nothing to say. */
  maySignIn(username: string): boolean | undefined {
    if (!this.pools.some((pool) => this.notes.get(`users ${pool}`))) return undefined;
    return this.pools.some((pool) => this.find(pool, username)?.enabled === true);
  }

  call(action: string, input: unknown): unknown {
    const { UserPoolId, Username } = v.parse(Asked, input);
    if (!this.pools.includes(UserPoolId))
      throw new AwsError('ResourceNotFoundException', `User pool ${UserPoolId} does not exist.`);
    const known = this.find(UserPoolId, Username);
    if (action === 'AdminCreateUser') {
      if (known) throw new AwsError('UsernameExistsException', 'User account already exists');
      this.keep(UserPoolId, Username, true);
      this.notes.set(`users ${UserPoolId}`, 'some');
      return { User: { Username, Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD', Attributes: [] } };
    }
    if (!known) throw new AwsError('UserNotFoundException', 'User does not exist.');
    // Tokens that were given out cannot be taken back; a gateway judges them by signature and time alone.
    if (action === 'AdminUserGlobalSignOut') return {};
    // Nobody is written to here.
    if (action === 'AdminUpdateUserAttributes') return {};
    if (action !== 'AdminEnableUser' && action !== 'AdminDisableUser')
      throw new AwsError('UnknownOperationException', `The one-machine cloud has no Cognito ${action}`);
    this.keep(UserPoolId, Username, action === 'AdminEnableUser');
    return {};
  }

  private find(pool: string, username: string): v.InferOutput<typeof Kept> | undefined {
    const note = this.notes.get(noteOf(pool, username));
    return note === undefined ? undefined : v.parse(Kept, JSON.parse(note));
  }

  private keep(pool: string, username: string, enabled: boolean): void {
    this.notes.set(noteOf(pool, username), JSON.stringify({ enabled }));
  }
}

function noteOf(pool: string, username: string): string {
  return `user ${pool}/${username}`;
}
