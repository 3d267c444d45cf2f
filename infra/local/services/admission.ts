import { AwsError, type Admission, type Delivery } from '../contract.ts';

/** Whether a target lets a service in; it does when nobody is there to ask. */
export function letsIn(admit: Admission | undefined, delivery: Delivery): boolean {
  try {
    admit?.(delivery);
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
