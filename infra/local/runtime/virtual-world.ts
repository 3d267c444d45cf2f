import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Makes `Date` of this thread tell the time that stands in `clock` (one double, epoch milliseconds).
 * Timers and `performance` stay real: they measure how long something takes, not when it is.
 */
export function followVirtualClock(clock: SharedArrayBuffer): void {
  const time = new Float64Array(clock);
  const now = () => time[0] ?? 0;
  const RealDate = Date;
  const VirtualDate = new Proxy(RealDate, {
    construct(target, given: unknown[], newTarget) {
      const made: unknown = Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget);
      if (typeof made === 'object' && made !== null) return made;
      throw new TypeError('not a date');
    },
    apply: () => new RealDate(now()).toString(),
    get: (target, name, receiver): unknown => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  RealDate.prototype.constructor = VirtualDate;
  globalThis.Date = VirtualDate;
}

/**
 * Makes everything random in this thread follow from a seed, so that the same run gives the same history.
 * Answers the function that sets a new seed.
 */
export function seedRandomness(firstSeed: string): (seed: string) => void {
  let stream = byteStream(firstSeed);
  const fill = (view: ArrayBufferView) => {
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(stream(view.byteLength));
  };
  const fraction = () => {
    const bytes = stream(7);
    // 53 bits, as many as a double holds.
    return (bytes.readUIntBE(0, 6) * 32 + (bytes.readUInt8(6) >> 3)) / 2 ** 53;
  };
  const randomUUID = () => {
    const bytes = stream(16);
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
    return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
  const getRandomValues = <View extends ArrayBufferView>(view: View) => (fill(view), view);
  const randomFillSync = <View extends ArrayBufferView>(view: View, offset = 0, size?: number) => {
    fill(new Uint8Array(view.buffer, view.byteOffset + offset, size ?? view.byteLength - offset));
    return view;
  };
  const randomBytes = (size: number, done?: (error: null, bytes: Buffer) => void) =>
    answer(stream(size), done);
  const randomInt = (one: number, other?: number | IntDone, done?: IntDone) => {
    const [from, to] = typeof other === 'number' ? [one, other] : [0, one];
    return answer(from + Math.floor(fraction() * (to - from)), typeof other === 'function' ? other : done);
  };
  Math.random = fraction;
  replace(globalThis.crypto, { getRandomValues, randomUUID });
  replace(crypto, { randomBytes, randomFillSync, randomInt, randomUUID });
  syncBuiltinESMExports();
  return (seed) => {
    stream = byteStream(seed);
  };
}

/** Also where a property cannot be assigned to. */
function replace(object: object, members: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(members))
    Object.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: true });
}

type IntDone = (error: null, number: number) => void;

function answer<T>(value: T, done?: (error: null, value: T) => void): T | undefined {
  if (!done) return value;
  queueMicrotask(() => done(null, value));
  return undefined;
}

function byteStream(seed: string): (size: number) => Buffer {
  // A block cipher in counter mode over nothing is an endless stream that follows from its key alone.
  const key = crypto.createHash('sha256').update(seed).digest();
  const cipher = crypto.createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
  return (size) => cipher.update(Buffer.alloc(size));
}
