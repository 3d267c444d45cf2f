import { createServer, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { timeAt, timeOf } from '../../../infra/commands/connection.ts';
import { listening } from '../../../infra/local/runtime/listening.ts';
import { command } from '../../a-command.ts';

const ending: (() => void)[] = [];
afterEach(() => ending.splice(0).forEach((end) => end()));

describe('a command that is not asked rightly', () => {
  it.each([
    ['dealer', ['list', '--tabel', 'x'], "Unknown option '--tabel'"],
    ['dealer', ['frob', '--table', 'x'], 'There is no command frob.'],
    ['relay', ['--dealer', 'x'], 'The command needs --dealer, --from,'],
    ['redrive', ['--group', 'demo', '--discard'], '--discard needs --message'],
  ])('%s %j says why, and how', async (name, args, why) => {
    const { code, out, err } = await command(name, ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.startsWith(why)).toBe(true);
    expect(err).toContain(`\n\nnpm run ${name} -- `);
    expect(err).not.toMatch(/^ +at /m);
  });

  it('tells how when it is asked', async () => {
    const { code, out, err } = await command('dealer', '--help');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('npm run dealer -- COMMAND');
  });

  it('says in a sentence what it cannot do', async () => {
    const { code, err } = await command('register', '--group', 'nobody', '--table', 'x');
    expect([code, err.split('\n').length]).toEqual([1, 2]);
    expect(err).toContain('there is no dealer group "nobody"');
  });
});

describe('the time where a command works', () => {
  async function answering(answer: (response: ServerResponse) => void): Promise<string> {
    const server = createServer((_, response) => answer(response));
    ending.push(() => server.close());
    return `http://127.0.0.1:${await listening(server, 0)}`;
  }

  it('is that of whatever answers there, even if it refuses', async () => {
    const url = await answering((response) =>
      response.writeHead(404, { date: 'Mon, 02 Mar 2026 01:00:00 GMT' }).end(),
    );
    expect(await timeAt(url)).toBe('2026-03-02T01:00:00.000Z');
    expect(await timeOf(url)).toBe('2026-03-02T01:00:00.000Z');
  });

  it('is not guessed', async () => {
    const url = await answering((response) => {
      response.sendDate = false;
      response.end();
    });
    await expect(timeAt(url)).rejects.toThrow(`What answers at ${url} does not say what time it is.`);
    await expect(timeAt('http://127.0.0.1:1')).rejects.toThrow('Nothing answers at http://127.0.0.1:1.');
  });
});
