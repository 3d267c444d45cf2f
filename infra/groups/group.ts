import type { DealerInput } from '../../shared/dealers/dealer.ts';
import type { PersonInput } from '../../shared/staff/person.ts';

/** A dealer group's own single sign-on, in Cognito's place. */
export interface OwnSignIn {
  readonly issuer: string;
  readonly audience: string;
  /** The claim that holds the staff id. */
  readonly staffClaim: string;
}

/**
 * Who carries the texts: Amazon SNS; AWS End User Messaging, from a number, pool or sender id by its ARN; or a gateway of
 * the group's own, such as an adapter before a domestic provider, which docs/texting.md describes.
 */
export type Texting =
  | { readonly by: 'sns' }
  | { readonly by: 'end-user-messaging'; readonly originationArn: string }
  | { readonly by: 'gateway'; readonly url: `https://${string}` };

/** The settings of one dealer group: one file in this folder, one deployment in the group's AWS account. */
export interface Group {
  /** Names the stacks; small letters, digits and hyphens. */
  readonly name: string;
  /** AWS account and region; left out for a template that fits any. */
  readonly env?: { readonly account: string; readonly region: string };
  /** The group's number for texts, which can also receive them (E.164). */
  readonly originationNumber: string;
  /** SNS if absent. */
  readonly texting?: Texting;
  /** Who confirms an opt-out: we do (self-managed opt-outs), or the carrier does and ours is suppressed. */
  readonly optOut: 'self-managed' | 'carrier';
  /**
   * The group's short domain, as the beginning of the addresses of surveys' pages, such as `https://hf.example.cn/s/`;
   * docs/going-live.md says how it leads to the API. Without one surveys stay text-only.
   */
  readonly surveyLink?: `${'https' | 'http'}://${string}/s/`;
  /** Where alarms are mailed to; it must confirm the subscription. */
  readonly alarmEmail?: string;
  readonly ownSignIn?: OwnSignIn;
  /** How long logs are kept, in days that CloudWatch knows. */
  readonly logRetentionDays: 30 | 90 | 180 | 365;
  readonly dealers: readonly DealerInput[];
  readonly staff: readonly PersonInput[];
}
