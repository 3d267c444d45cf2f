import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What a carrier does with a text that it is handed. */
export type Mood = 'takes' | 'throttles' | 'refuses' | 'fails' | 'hangs-up' | 'is-silent';

/** A text as it reached the carrier. */
export interface Reached {
  readonly to: string;
  readonly words: string;
}

/** How a carrier reads a request, and what it answers in each mood, by the protocol that it speaks. */
export interface Protocol {
  read(headers: IncomingMessage['headers'], body: string): Reached;
  readonly type: string;
  answer(mood: 'takes' | 'throttles' | 'refuses' | 'fails'): {
    readonly status: number;
    readonly body: string;
  };
}

/** A carrier on this machine, as moody as it is told. */
export class Carrier {
  mood: Mood = 'takes';
  readonly reached: Reached[] = [];
  readonly #server: Server;

  constructor(protocol: Protocol) {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.reached.push(protocol.read(request.headers, Buffer.concat(chunks).toString()));
        this.#reply(protocol, response);
      });
    });
  }

  /** Begins to listen; answers its URL. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (!address || typeof address === 'string') throw new Error('it listens nowhere');
    return `http://127.0.0.1:${address.port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #reply(protocol: Protocol, response: ServerResponse): void {
    if (this.mood === 'is-silent') return;
    if (this.mood === 'hangs-up') return void response.destroy();
    const { status, body } = protocol.answer(this.mood);
    response.writeHead(status, { 'content-type': protocol.type });
    response.end(body);
  }
}
