// The LiteLLM proxy: a model endpoint that nobody here wrote, with replies that are made up.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './wait.mjs';

/** Any key that is long enough and begins as the proxy wants it. */
export const KEY = 'sk-front-desk-of-a-journey';

function program() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const path = process.env.BATON_LITELLM ?? join(cache, 'baton/litellm/bin/litellm');
  if (!existsSync(path)) throw new Error(`no LiteLLM at ${path}: scripts/tools test installs it`);
  return path;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** `replies`: by the model's name, what it says. */
export async function gateway(replies) {
  const folder = mkdtempSync(join(tmpdir(), 'baton-litellm-'));
  const config = join(folder, 'config.yaml');
  const models = Object.entries(replies).map(([name, mock_response]) => ({
    model_name: name,
    litellm_params: { model: 'openai/any', api_key: 'none', mock_response },
  }));
  // JSON is YAML too.
  writeFileSync(
    config,
    JSON.stringify({ model_list: models, general_settings: { master_key: KEY } }),
  );
  const port = await freePort();
  const child = spawn(program(), ['--config', config, '--host', '127.0.0.1', '--port', `${port}`], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, LITELLM_LOCAL_MODEL_COST_MAP: 'True', LITELLM_TELEMETRY: 'False' },
  });
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/health/liveliness`).then(
      (answer) => answer.ok,
      () => false,
    );
  await until('LiteLLM is up', isUp, 120_000);
  return {
    host: `127.0.0.1:${port}`,
    async stop() {
      child.kill();
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
