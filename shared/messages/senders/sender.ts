/** The sender was asked too often or is down: nothing left, and it may be tried again later. */
export class NotAccepted extends Error {
  constructor(cause: unknown) {
    super('the sender did not accept the text now', { cause });
    this.name = 'NotAccepted';
  }
}

/** The sender or the carrier will not send this text to this number. */
export class Refused extends Error {
  constructor(cause: unknown) {
    super('the sender refuses the text', { cause });
    this.name = 'Refused';
  }
}

/**
 * Sends texts; a port, since carriers differ by country. Throws `NotAccepted` or `Refused` when the text certainly did
 * not leave; any other error means that it may have left, and it must not be repeated.
 */
export interface Sender {
  readonly channel: 'sms';
  /**
   * `id` names the text, the same each time that it is tried; `to` is E.164. Answers the id by which the carrier's
   * receipts name it, where they are taken in.
   */
  send(text: {
    readonly id: string;
    readonly to: string;
    readonly words: string;
  }): Promise<string | undefined>;
}
