import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { changeOwner, copyFromContext, copyFromStage, placeOf } from './copy-files.mjs';
import { expand, parseDockerfile } from './parse-dockerfile.mjs';
import { readDockerignore } from './read-dockerignore.mjs';
import { runStep } from './run-step.mjs';

/**
 * Runs a Dockerfile's steps without an engine. A stage is a folder that stands for `/`: paths of
 * WORKDIR, COPY and ENV are put below it, and RUN is run by this machine's sh in it. The base image is
 * the Node that runs this, as /usr/local/bin/node, and this machine's npm.
 */
export class ImageBuilder {
  folder = mkdtempSync(join(tmpdir(), 'run-dockerfile-'));
  #context;
  #stages;
  #mayCopy;
  #built = new Map();

  /** @param context a folder with a Dockerfile and a .dockerignore; nothing is written to it */
  constructor(context) {
    // mkdtemp keeps others out, and the image's user is another.
    chmodSync(this.folder, 0o755);
    this.#context = context;
    this.#stages = parseDockerfile(readFileSync(join(context, 'Dockerfile'), 'utf8'));
    this.#mayCopy = readDockerignore(join(context, '.dockerignore'));
  }

  /** The last stage; those that it copies from are run once for all images. */
  build(buildArguments) {
    return this.#run(this.#stages.at(-1), buildArguments, `image-${this.#built.size}`);
  }

  #stageNamed(name) {
    if (!this.#built.has(name)) {
      const stage = this.#stages.find((one) => one.name === name);
      if (stage === undefined) throw new Error(`Dockerfile: no stage is named ${name}.`);
      this.#built.set(name, this.#run(stage, {}, name));
    }
    return this.#built.get(name);
  }

  #run({ base, steps }, buildArguments, name) {
    const root = mkdtempSync(join(this.folder, `${name}-`));
    chmodSync(root, 0o755);
    mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
    copyFileSync(process.execPath, join(root, 'usr/local/bin/node'));
    const image = { base, root, workdir: '/', env: {}, arguments: {}, volumes: [] };
    for (const step of steps) {
      try {
        this.#take(image, step, buildArguments);
      } catch (error) {
        const what = `Dockerfile:${step.line}: ${step.keyword} ${step.text}`;
        throw new Error(`${what}\n${error.message}`, { cause: error });
      }
    }
    return image;
  }

  #take(image, { keyword, flags, text }, buildArguments) {
    const expanded = () => expand(text, { ...image.arguments, ...image.env });
    switch (keyword) {
      case 'ARG': {
        const [name, preset] = text.split('=');
        image.arguments[name] = buildArguments[name] ?? preset;
        break;
      }
      case 'ENV':
        for (const [, name, value] of expanded().matchAll(/(\w+)=(\S*)/g)) image.env[name] = value;
        break;
      case 'WORKDIR':
        image.workdir = resolve(image.workdir, expanded());
        mkdirSync(join(image.root, image.workdir), { recursive: true });
        break;
      case 'COPY':
        this.#copy(image, flags, expanded().split(/\s+/));
        break;
      case 'RUN':
        runStep(image, text);
        break;
      case 'VOLUME':
        image.volumes.push(expanded());
        break;
      case 'HEALTHCHECK':
        image.healthCheck = JSON.parse(text.replace(/^CMD\s+/, ''));
        break;
      case 'CMD':
        image.command = JSON.parse(text);
        break;
      default:
        // USER and EXPOSE change no file: the one that starts the image reads them.
        image[keyword.toLowerCase()] = text;
    }
  }

  #copy({ root, workdir }, { from, chown }, paths) {
    const source = from === undefined ? this.#context : this.#stageNamed(from).root;
    const target = join(root, resolve(workdir, paths.at(-1)));
    for (const path of paths.slice(0, -1)) {
      const original = join(source, path);
      if (!existsSync(original)) throw new Error(`There is no ${path}.`);
      if (from !== undefined) copyFromStage(original, target);
      else {
        const isFolder = statSync(original).isDirectory();
        const place = isFolder ? target : placeOf(path, paths.at(-1), target);
        copyFromContext(this.#context, path, place, this.#mayCopy);
      }
    }
    if (chown !== undefined && process.getuid() === 0) changeOwner(target, chown.split(':'));
  }
}
