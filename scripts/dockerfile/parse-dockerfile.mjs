const KEYWORDS = new Set(
  'FROM ARG ENV WORKDIR COPY RUN USER VOLUME EXPOSE HEALTHCHECK CMD'.split(' '),
);

/**
 * The stages of a Dockerfile: `{ base, name, steps: [{ keyword, flags, text, line }] }`. For the
 * instructions that ours uses, one a line; throws for any other, so that none is left out in silence.
 */
export function parseDockerfile(source) {
  const stages = [];
  for (const [index, written] of source.split('\n').entries()) {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) continue;
    const step = parseStep(line, index + 1);
    if (step.keyword === 'FROM') {
      const { base, name } = /^(?<base>\S+)(?: AS (?<name>\S+))?$/i.exec(step.text).groups;
      stages.push({ base, name: name ?? `stage-${stages.length}`, steps: [] });
    } else if (stages.length === 0) {
      throw new Error(`Dockerfile:${step.line}: ${step.keyword} before the first FROM.`);
    } else {
      stages.at(-1).steps.push(step);
    }
  }
  return stages;
}

function parseStep(line, number) {
  const { keyword, flags, text } =
    /^(?<keyword>[A-Z]+)\s+(?<flags>(?:--\S+\s+)*)(?<text>.*)$/.exec(line)?.groups ?? {};
  if (!KEYWORDS.has(keyword) || text.endsWith('\\'))
    throw new Error(`Dockerfile:${number}: scripts/dockerfile cannot run "${line}".`);
  const pairs = flags.matchAll(/--([\w-]+)=(\S+)/g);
  const named = Object.fromEntries([...pairs].map(([, name, value]) => [name, value]));
  return { keyword, flags: named, text, line: number };
}

/** `$NAME` and `${NAME}` by what ARG and ENV have set; an unknown name is an error. */
export function expand(text, variables) {
  return text.replaceAll(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced, plain) => {
    const name = braced ?? plain;
    if (variables[name] === undefined) throw new Error(`Dockerfile: $${name} is not set.`);
    return variables[name];
  });
}
