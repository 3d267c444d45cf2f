import type { Dealer } from '../../../shared/dealers/dealer.ts';
import type { Person } from '../../../shared/staff/person.ts';
import type { Asked } from './finding.ts';

/** The stacks of a group, by the ends of their names. */
export const stackEnds = ['state', 'events', 'api'] as const;
export type StackEnd = (typeof stackEnds)[number];

/** A stack as CloudFormation tells of it. */
export interface StackSeen {
  readonly status: string;
  readonly changedAt: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** The group's number as AWS describes it. */
export interface NumberSeen {
  readonly status: string;
  readonly country: string;
  readonly type: string;
  readonly messageType: string;
  readonly sendsTexts: boolean;
  readonly twoWay: boolean;
  readonly twoWayChannel?: string | undefined;
  readonly selfManagedOptOuts: boolean;
}

/** Who hears a topic. */
export interface SubscriptionSeen {
  readonly protocol: string;
  readonly endpoint: string;
  readonly isConfirmed: boolean;
}

/** A user of the user pool. */
export interface UserSeen {
  readonly status: string;
  readonly enabled: boolean;
}

/** A dealer as the table has it, with who works there and how its DMS has done in the last seven days. */
export interface DealerSeen {
  readonly dealer: Dealer;
  readonly roster: readonly Person[];
  readonly deliveries: readonly {
    readonly outcome: string;
    readonly receivedAt: string;
    readonly status: number;
  }[];
}

/** What AWS and the group's own table say, as far as going live depends on it. */
export interface Answers {
  readonly region: string;
  readonly caller: Asked<{ readonly account: string }>;
  readonly stacks: Readonly<Record<StackEnd, Asked<StackSeen | undefined>>>;
  readonly concurrency: Asked<number>;
  readonly table: Asked<{
    readonly status: string;
    readonly isProtected: boolean;
    readonly canGoBack: boolean;
  }>;
  readonly secret: Asked<{ readonly isLeaving: boolean; readonly rotates: boolean }>;
  readonly api: Asked<number>;
  /** The users of our own user pool by their names; undefined where the group signs in elsewhere. */
  readonly users: Asked<ReadonlyMap<string, UserSeen> | undefined>;
  /** What the group's own sign-in answers; undefined where it is our user pool. */
  readonly ownSignIn: Asked<{ readonly issuer: string; readonly keys: number } | undefined>;
  /** Whether whoever carries the texts reaches verified numbers only. */
  readonly sandbox: Asked<boolean>;
  /** Dollars a month; undefined where nobody set a limit. */
  readonly spendLimit: Asked<number | undefined>;
  /** The status of the group's own gateway; undefined where it has none. */
  readonly gateway: Asked<number | undefined>;
  /** The name of our role for receipts, and the ARN of the one that SNS uses; undefined where it is not SNS that texts. */
  readonly receipts: Asked<{ readonly ours: string; readonly inUse: string | undefined } | undefined>;
  readonly number: Asked<NumberSeen | undefined>;
  /** Whether the number lets SNS send by it. */
  readonly numberLetsSnsSend: Asked<boolean>;
  /** The topic that customers' texts come to, and who hears it. */
  readonly inbound: Asked<{ readonly arn: string; readonly heardBy: readonly SubscriptionSeen[] }>;
  readonly alarms: Asked<readonly SubscriptionSeen[]>;
  readonly deadLetters: Asked<readonly { readonly of: string; readonly count: number }[]>;
  readonly dealers: Asked<readonly DealerSeen[]>;
  readonly isGroupPaused: Asked<boolean>;
}
