import type { Group } from '../../groups/group.ts';
import { type Answers, type StackEnd, stackEnds, type StackSeen } from './answers.ts';
import { type Finding, judge, type Judged, missing, type Need, ok, said } from './finding.ts';

/** What the account and what is deployed in it must be. `version` is that of this checkout. */
export function judgeAccount(group: Group, answers: Answers, version: string): Finding[] {
  const { caller, region, stacks, concurrency, table, secret, api } = answers;
  return [
    judge(credentials, caller, ({ account }) => rightAccount(group, region, account)),
    ...stackEnds.map((end) =>
      judge(stackNeed(end), stacks[end], (stack) => deployed(group.name, end, stack, version)),
    ),
    judge(concurrencyNeed, concurrency, enough),
    judge(tableNeed, table, tableReady),
    judge(secretNeed, secret, secretReady),
    judge(apiNeed, api, (status) => (status === 200 ? reachable() : unreachable(status))),
  ];
}

const credentials: Need = {
  about: said('AWS account', 'AWS 账户'),
  why: said(
    'In another account or region nothing of this group is found.',
    '账户或区域不对，就找不到本集团的任何资源。',
  ),
};

function rightAccount(group: Group, region: string, account: string): Judged {
  const { name, env, texting, ownSignIn } = group;
  if (env && (env.account !== account || env.region !== region))
    return missing(
      said(
        `These credentials are of account ${account} in ${region}; ${name} belongs to ${env.account} in ${env.region}.`,
        `当前凭证属于账户 ${account}（${region}），而 ${name} 属于 ${env.account}（${env.region}）。`,
      ),
      said(
        'Sign in to the account of the group and set AWS_REGION.',
        '请登录本集团的账户，并设置 AWS_REGION。',
      ),
    );
  if (region.startsWith('cn-') && !(texting?.by === 'gateway' && ownSignIn))
    return missing(
      said(`Account ${account} in ${region}.`, `账户 ${account}（${region}）。`),
      said(
        "AWS's regions in China have neither texts nor user pools: set texting by a gateway and ownSignIn in the group, or deploy in another region.",
        'AWS 中国区域既不能发短信，也没有用户池：请在集团设置短信网关（texting）和自己的登录（ownSignIn），或部署到其他区域。',
      ),
    );
  return ok(`Account ${account} in ${region}.`, `账户 ${account}（${region}）。`);
}

function stackNeed(end: StackEnd): Need {
  const whys = {
    state: said('It holds the table, the secret and who may sign in.', '其中有数据表、密钥和登录用户。'),
    events: said('It asks, texts and pursues complaints.', '询问、发短信、跟进投诉都在其中。'),
    api: said('The DMS posts to it, and staff work with it.', 'DMS 向它推送工单，员工也通过它工作。'),
  };
  return { about: said(`stack ${end}`, `堆栈 ${end}`), why: whys[end] };
}

function deployed(group: string, end: StackEnd, stack: StackSeen | undefined, version: string): Judged {
  const name = `huifang-${group}-${end}`;
  const deploy = said(
    `npx cdk deploy --all -c group=${group}; the events of the stack in CloudFormation say why one fails.`,
    `npx cdk deploy --all -c group=${group}；若失败，CloudFormation 中该堆栈的事件会说明原因。`,
  );
  if (!stack) return missing(said(`There is no stack ${name}.`, `没有堆栈 ${name}。`), deploy);
  const { status, changedAt, outputs } = stack;
  if (!/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status))
    return missing(said(`${name} is in state ${status}.`, `${name} 的状态为 ${status}。`), deploy);
  const there = outputs['Version'] ?? 'unknown';
  if (there !== version)
    return missing(
      said(
        `${name} has version ${there}, this checkout ${version}.`,
        `${name} 的版本为 ${there}，此处为 ${version}。`,
      ),
      deploy,
    );
  return ok(
    `${name} has version ${there}, deployed ${changedAt}.`,
    `${name} 的版本为 ${there}，部署于 ${changedAt}。`,
  );
}

const concurrencyNeed: Need = {
  about: said('functions at once', '函数并发'),
  why: said(
    'New accounts may run only ten functions at once; beyond that the DMS is refused and texts are late.',
    '新账户只允许十个函数同时运行；超出时 DMS 会被拒绝，短信也会延迟。',
  ),
};
const fewestAtOnce = 100;

function enough(limit: number): Judged {
  if (limit >= fewestAtOnce) return ok(`${limit} may run at once.`, `最多可同时运行 ${limit} 个。`);
  return missing(
    said(`Only ${limit} may run at once.`, `最多只能同时运行 ${limit} 个。`),
    said(
      'Service Quotas → AWS Lambda → Concurrent executions: ask for 1,000.',
      'Service Quotas → AWS Lambda → Concurrent executions：申请 1,000。',
    ),
  );
}

const tableNeed: Need = {
  about: said('table', '数据表'),
  why: said('All that is known of customers is in it.', '客户的一切资料都在其中。'),
};

function tableReady(table: { status: string; isProtected: boolean; canGoBack: boolean }): Judged {
  const { status, isProtected, canGoBack } = table;
  if (status === 'ACTIVE' && isProtected && canGoBack)
    return ok(
      'It is active, protected from deletion, and can be brought back to any moment of 35 days.',
      '运行中，有删除保护，并可恢复到 35 天内的任一时刻。',
    );
  return missing(
    said(
      `State ${status}; protected from deletion: ${isProtected}; point-in-time recovery: ${canGoBack}.`,
      `状态 ${status}；删除保护：${isProtected ? '有' : '无'}；时间点恢复：${canGoBack ? '有' : '无'}。`,
    ),
    said(
      'Somebody changed it by hand: deploy the state stack again.',
      '有人手工改动过：请重新部署 state 堆栈。',
    ),
  );
}

const secretNeed: Need = {
  about: said('group secret', '集团密钥'),
  why: said(
    'Webhook secrets and the ids of phones derive from it: if it changes, every DMS is refused and opt-outs are lost.',
    '各 Webhook 密钥和手机标识都由它派生：一旦改变，所有 DMS 都会被拒绝，退订记录也会丢失。',
  ),
};

function secretReady({ isLeaving, rotates }: { isLeaving: boolean; rotates: boolean }): Judged {
  if (isLeaving)
    return missing(
      said('It is about to be deleted.', '即将被删除。'),
      said('Secrets Manager → the secret → Cancel deletion.', 'Secrets Manager → 该密钥 → 取消删除。'),
    );
  if (rotates)
    return missing(
      said('It is rotated automatically.', '已开启自动轮换。'),
      said(
        'Switch rotation off; webhook secrets are rotated by npm run dealer -- add-secret.',
        '请关闭自动轮换；Webhook 密钥用 npm run dealer -- add-secret 轮换。',
      ),
    );
  return ok('It is there and is not rotated.', '存在，且不自动轮换。');
}

const apiNeed: Need = {
  about: said('API', 'API'),
  why: said('The DMS and staff reach us by it.', 'DMS 和员工都通过它访问。'),
};

function reachable(): Judged {
  return ok('It answers.', '可以访问。');
}

function unreachable(status: number): Judged {
  return missing(
    said(`It answers ${status} when it is asked to describe itself.`, `请求接口说明时返回 ${status}。`),
    said(
      'See the log of console/describe, then docs/runbook.md.',
      '请查看 console/describe 的日志，再看 docs/runbook.md。',
    ),
  );
}
