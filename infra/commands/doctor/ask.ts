import { type Asked, said, type Words } from './finding.ts';

/** Asks for something; what goes wrong becomes words that name the permission which it takes. */
export async function ask<T>(permission: string, question: () => Promise<T>): Promise<Asked<T>> {
  try {
    return { answer: await question() };
  } catch (error) {
    return { failure: failureOf(error, permission) };
  }
}

/** Asks by something that had to be found first. */
export async function askBy<K, T>(
  key: Asked<K>,
  permission: string,
  question: (key: K) => Promise<T>,
): Promise<Asked<T>> {
  return 'failure' in key ? key : ask(permission, () => question(key.answer));
}

function failureOf(error: unknown, permission: string): Words {
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  if (/AccessDenied|NotAuthorized|AuthorizationError|UnauthorizedOperation/i.test(name))
    return said(`These credentials lack the permission ${permission}.`, `当前凭证缺少权限 ${permission}。`);
  if (/Throttl|TooManyRequests|LimitExceeded|SlowDown/i.test(name))
    return said(
      `AWS asks to slow down (${permission}: ${name}). Run this again in a minute.`,
      `AWS 限流（${permission}：${name}），请一分钟后再试。`,
    );
  if (/Credential|ExpiredToken|InvalidClientToken|UnrecognizedClient|SignatureDoesNotMatch/.test(name))
    return said(
      `There are no valid credentials in this shell (${name}): sign in, then try again.`,
      `当前终端没有有效的 AWS 凭证（${name}），请登录后再试。`,
    );
  return said(`${permission} failed: ${name}: ${message}`, `${permission} 失败：${name}：${message}`);
}
