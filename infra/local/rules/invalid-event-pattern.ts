/** An event pattern that EventBridge would refuse; the message says why and where. */
export class InvalidEventPattern extends Error {
  override readonly name = 'InvalidEventPatternException';

  constructor(reason: string, at: string) {
    super(`Event pattern is not valid. Reason: ${reason} at ${at === '' ? 'the top' : at}`);
  }
}
