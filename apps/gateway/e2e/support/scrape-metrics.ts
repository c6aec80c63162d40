/** The labels that series of a metric have, by its name. */
export type ScrapedMetrics = ReadonlyMap<string, ReadonlySet<string>>;

/** What `GET /metrics` of a gateway has now. */
export async function scrapeMetrics(gateway: { readonly url: string }): Promise<ScrapedMetrics> {
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  const names = [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name]) => name!);
  return new Map(names.map((name) => [name, labelsOf(name, text)]));
}

function labelsOf(metric: string, text: string): ReadonlySet<string> {
  const series = new RegExp(String.raw`^${metric}(?:_bucket|_sum|_count)?\{(.*)\} `, 'gm');
  const labels = [...text.matchAll(series)].flatMap(([, labels = '']) =>
    [...labels.matchAll(/(\w+)="/g)].map(([, label]) => label!),
  );
  return new Set(labels.filter((label) => label !== 'le'));
}
