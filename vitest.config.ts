import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Node warns of its own SQLite, which the one-machine cloud keeps its state in.
const execArgv = ['--disable-warning=ExperimentalWarning'];

// Where the clouds of one run leave what permissions were used, for the test that comes after all others.
const env = { PERMISSIONS_USED: path.join(tmpdir(), `huifang-permissions-${process.pid}`) };

export default defineConfig({
  test: {
    testTimeout: 360_000,
    hookTimeout: 480_000,
    // One more than cores: a cloud that waits for its engine leaves its core to another.
    maxWorkers: 3,
    execArgv,
    env,
    projects: [
      {
        extends: true,
        // Rules share a world: a hundred of their files would load the same modules anew.
        test: { name: 'rules', include: ['test/unit/**/*.test.ts'], isolate: false },
      },
      {
        extends: true,
        test: { name: 'template', include: ['test/infra/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'cloud',
          include: ['test/{store,local,journey,simulation}/**/*.test.ts'],
          globalSetup: ['test/assembly.ts'],
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'afterwards',
          include: ['test/afterwards/**/*.test.ts'],
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
