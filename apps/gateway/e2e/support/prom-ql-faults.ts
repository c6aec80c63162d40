import { parser } from '@prometheus-io/lezer-promql';
import type { ScrapedMetrics } from './scrape-metrics.js';

/** Where an expression is no PromQL, or asks for a metric or a label that is not there. */
export function promQlFaults(expression: string, metrics: ScrapedMetrics): readonly string[] {
  const faults: string[] = [];
  const asked: string[] = [];
  const known = new Set<string>();
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      const text = expression.slice(from, to);
      if (type.isError) faults.push(`No PromQL: ${expression.slice(from, from + 40)}`);
      if (type.name === 'LabelName') asked.push(text);
      if (type.name !== 'Identifier') return;
      const labels = metrics.get(text) ?? metrics.get(text.replace(/_(bucket|sum|count)$/, ''));
      if (!labels) faults.push(`There is no metric ${text}.`);
      for (const label of labels ?? []) known.add(label);
    },
  });
  const strange = asked.filter((label) => label !== 'le' && !known.has(label));
  return [...faults, ...strange.map((label) => `No metric of it has a label ${label}.`)];
}
