import { builtinModules } from 'node:module';
import type { BuildOptions, Plugin } from 'esbuild';

const builtins = new RegExp(
  `^(?:node:)?(?:${builtinModules.filter((name) => !name.startsWith('_')).join('|')})$`,
);

/**
 * Node's own modules are fetched with `process.getBuiltinModule`: their ES-module facade would load far more (the one
 * of `node:http` pulls in undici).
 */
const lightBuiltins: Plugin = {
  name: 'light-builtins',
  setup(build) {
    build.onResolve({ filter: builtins }, ({ path }) => ({ path, namespace: 'builtin' }));
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

/** Lambda hands credentials over in the environment; the chain that looks for them elsewhere is left out. */
const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, () => ({
      path: 'environment-credentials',
      namespace: 'environment-credentials',
    }));
    build.onLoad({ filter: /.*/, namespace: 'environment-credentials' }, () => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
      resolveDir: import.meta.dirname,
    }));
  },
};

/** What makes functions load fast, as measured: see docs/adr. */
export const fastStart: BuildOptions = { plugins: [lightBuiltins, environmentCredentials] };
