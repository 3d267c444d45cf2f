import type { Server } from 'node:http';

/** Binds a server to a port of this machine, 0 for a free one; answers the port. Rejects when it is taken. */
export function listening(server: Server, port: number, host = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address && typeof address === 'object') resolve(address.port);
      else reject(new Error('the server has no port'));
    });
  });
}
