import { defineConfig } from 'vitest/config';

// Node warns of its own SQLite, which the one-machine cloud keeps its state in.
const execArgv = ['--disable-warning=ExperimentalWarning'];

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
    execArgv,
    projects: [
      {
        extends: true,
        test: { name: 'rules', include: ['test/unit/**/*.test.ts', 'test/infra/**/*.test.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'cloud',
          include: ['test/{store,local,journey}/**/*.test.ts'],
          globalSetup: ['test/assembly.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          include: ['test/simulation/**/*.test.ts'],
          globalSetup: ['test/assembly.ts'],
        },
      },
    ],
  },
});
