import { type FactsByName, moment, say, type Tellers } from './sentence.ts';

/** How complaints and promises are told. */
export const complaintSentences: Tellers<
  Extract<keyof FactsByName, `complaint.${string}` | `promise.${string}`>
> = {
  'complaint.opened': ({ number }) => say(`记录了投诉 ${number}。`, `Complaint ${number} was opened.`),
  'complaint.unacknowledged': () =>
    say(
      '未能用短信告知客户投诉已收到，由人致电。',
      'The customer could not be told by text that it has arrived; somebody calls.',
    ),
  'complaint.alarmed': () => say('重大投诉：已通知上级。', 'It is a major complaint: superiors were told.'),
  'complaint.words-added': () => say('客户补充了意见。', 'The customer added something.'),
  'complaint.confirmed': () =>
    say('已与客户核实投诉。', 'Somebody confirmed with the customer what is wrong.'),
  'complaint.analysed': () => say('已分析原因。', 'The causes were analysed.'),
  'complaint.settlement-proposed': () =>
    say('提出了处理方案，等待批准。', 'A settlement was proposed and awaits approval.'),
  'complaint.settlement-approved': () => say('处理方案获批准。', 'The settlement was approved.'),
  'complaint.settlement-returned': () => say('处理方案被退回。', 'The settlement was returned.'),
  'complaint.task-completed': () => say('一项任务已完成。', 'Somebody did what they had to.'),
  'complaint.carried-out': () => say('处理方案已落实。', 'The settlement was carried out.'),
  'complaint.refused': () =>
    say('客户的要求被拒绝，并说明了理由。', 'What the customer wants was refused, with reasons.'),
  'complaint.escalated': ({ level }) =>
    say(`期限已过，升至第 ${level} 级。`, `A time was up; it climbed to level ${level}.`),
  'complaint.reassigned': () => say('改由另一位同事负责。', 'Another colleague is in charge.'),
  'complaint.waiting': ({ until }, zone) =>
    say(
      `等待客户，最迟到 ${moment(until, zone)}。`,
      `It waits for the customer, until ${moment(until, zone)} at the latest.`,
    ),
  'complaint.resumed': () => say('继续处理。', 'It goes on.'),
  'complaint.extension-requested': () => say('申请延期。', 'More time was asked for.'),
  'complaint.extension-decided': ({ granted }) =>
    granted ? say('同意延期。', 'More time was granted.') : say('不同意延期。', 'More time was not granted.'),
  'complaint.solution-proposed': () =>
    say('员工认为已解决，请客户确认。', 'Staff say that it is solved; the customer is asked.'),
  'complaint.asked-again': ({ reason }) =>
    reason === 'silent'
      ? say('客户没有答复，再问一次。', 'The customer did not answer and is asked again.')
      : say('答复不明确，再问一次。', 'The answer was unclear; the customer is asked again.'),
  'complaint.handed': () =>
    say('短信没有得到明确答复，由人询问客户。', 'Texts brought no clear answer; somebody asks the customer.'),
  'complaint.closed': () => say('客户说已解决。', 'The customer says that it is solved.'),
  'complaint.reopened': () => say('客户说没有解决。', 'The customer says that it is not solved.'),
  'complaint.force-close-approved': () =>
    say('有人批准在客户未确认时结束投诉。', "Somebody approved closing it without the customer's word."),
  'complaint.force-closed': () =>
    say('未经客户确认而结束投诉。', "It was closed without the customer's word."),
  'complaint.read': () => say('有人阅读了投诉。', 'Somebody read it.'),
  'complaint.words-erased': () =>
    say('应客户要求，原话已删除。', 'The words were erased at the customer’s request.'),
  'promise.made': ({ dueAt }, zone) =>
    say(
      `答应客户在 ${moment(dueAt, zone)} 之前做到。`,
      `The customer was promised something until ${moment(dueAt, zone)}.`,
    ),
  'promise.kept': () => say('承诺已兑现。', 'The promise was kept.'),
  'promise.broken': () => say('承诺没有兑现。', 'The promise was not kept.'),
  'promise.escalated': () =>
    say('承诺仍未兑现，升级处理。', 'The promise is still not kept; the next level must see to it.'),
  'promise.passed-on': () => say('承诺转交另一位同事。', 'Another colleague is to keep the promise.'),
};
