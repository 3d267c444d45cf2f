import type { Locale } from '../../events/text-request.ts';
import { type System, systems } from '../../events/vehicles.ts';

/** What may come of waiting with work on a system (R23); of routine there is nothing to fear. */
const stakes: Readonly<Partial<Record<System, Readonly<Record<Locale, string>>>>> = {
  brakes: {
    'zh-CN': '制动项目拖着不修，刹车距离会变长，紧急时可能刹不住；刹车片磨到底还会伤到刹车盘，修起来更贵。',
    'en-US':
      'With brakes left as they are, the stopping distance grows and they may fail in an emergency; worn pads also ruin the discs, which costs far more.',
  },
  steering: {
    'zh-CN': '转向项目拖着不修，方向可能突然发沉、跑偏甚至失控，高速时尤其危险。',
    'en-US':
      'With steering left as it is, the vehicle may suddenly pull, turn heavy or stop answering, most dangerously at speed.',
  },
  tyres: {
    'zh-CN': '轮胎老化或磨平，雨天容易打滑，高速有爆胎的危险。',
    'en-US': 'Worn or aged tyres slide in the rain and may burst at speed.',
  },
  suspension: {
    'zh-CN': '悬挂松旷会让车发飘、偏磨轮胎，过弯和急刹时不稳。',
    'en-US':
      'A loose suspension makes the vehicle float, wears the tyres and is unstable in bends and hard braking.',
  },
  engine: {
    'zh-CN': '发动机的小毛病拖久了会变成大修，也可能半路熄火。',
    'en-US': 'A small engine fault left alone may become an overhaul, or stop you on the road.',
  },
  cooling: {
    'zh-CN': '冷却系统不修，可能开锅并损坏发动机。',
    'en-US': 'With the cooling left as it is, the engine may overheat and be ruined.',
  },
  fuel: {
    'zh-CN': '燃油系统渗漏有起火的危险，也会越来越费油。',
    'en-US': 'A leaking fuel system may catch fire, and it uses more and more fuel.',
  },
  exhaust: {
    'zh-CN': '排气泄漏会让废气进入车内，年检也可能通不过。',
    'en-US': 'A leaking exhaust lets fumes into the cabin, and the vehicle may fail its inspection.',
  },
  transmission: {
    'zh-CN': '变速箱带病行驶会加速磨损，可能突然失去动力。',
    'en-US': 'A transmission driven with a fault wears fast and may lose drive all at once.',
  },
  'high-voltage': {
    'zh-CN': '高压部件有隐患时可能断电停车，存在触电和起火风险，请尽早检查。',
    'en-US': 'A fault in the high-voltage system may cut the drive, shock or burn; have it looked at early.',
  },
  electrical: {
    'zh-CN': '灯光和电路故障影响别人看到您，也可能停车后打不着火。',
    'en-US': 'With lamps or wiring at fault others may not see you, and the vehicle may not start again.',
  },
  'air-conditioning': {
    'zh-CN': '空调不修，雨雾天除雾慢，影响视线。',
    'en-US': 'Without working air conditioning the windows clear slowly in rain and fog, and you see less.',
  },
  body: {
    'zh-CN': '漆面破损不处理会生锈扩大，以后修得更多。',
    'en-US': 'Damaged paint rusts and spreads, and more will have to be repaired.',
  },
  interior: {
    'zh-CN': '座椅、安全带等内饰问题拖着，可能在需要时起不到保护作用。',
    'en-US': 'Seats and belts left at fault may not protect you when you need them.',
  },
};

/** What may come of waiting with work on some systems, the gravest first, in both languages. */
export function stakesOf(affected: readonly System[]) {
  return systems.flatMap((system) => {
    const texts = affected.includes(system) ? stakes[system] : undefined;
    return texts ? [{ system, ...texts }] : [];
  });
}
