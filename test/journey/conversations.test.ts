import { beforeAll, expect, test } from 'vitest';
import { useCloud } from './a-cloud.ts';
import { conversationsIn } from './conversation.ts';
import { type Played, playConversations } from './play-conversations.ts';

const home = useCloud({ requests: 'at once' });
const titles = (['zh-CN', 'en-US'] as const).flatMap((locale) =>
  conversationsIn(locale).map(({ title }) => ({ locale, title })),
);
let played: Played[] = [];

beforeAll(async () => {
  played = await playConversations(home.play, home.cloud);
});

test.each(titles)('$locale: $title', ({ locale, title }) => {
  const found = played.filter((each) => each.locale === locale && each.title === title);
  expect(found.map(({ differences }) => differences)).toEqual([[]]);
});
