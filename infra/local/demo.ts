import { startGroupCloud } from './group-cloud.ts';
import { billOf } from './bill.ts';
import { Play } from './play.ts';
import { scenes, Story } from './story.ts';

// `npm run demo` tells the story at the American store, `npm run demo -- zh` at the Chinese one.
const language = process.argv.includes('zh') ? 'zh' : 'en';

console.log('Starting a one-machine cloud of its own …');
const cloud = await startGroupCloud();
try {
  const play = new Play(cloud.url);
  await play.resetMeter();
  await new Story(play, scenes[language], (line) => console.log(line)).tell();
  const events = await play.events();
  const parked = await play.deadLetters();
  for (const line of billOf(await play.meter())) console.log(line);
  console.log(`\n${events.length} events, ${parked.length} dead letters. Try it yourself: npm start`);
} finally {
  await cloud.stop();
}
