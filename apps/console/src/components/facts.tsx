import { Fragment, type ComponentChild } from 'preact';

interface FactsProperties {
  readonly facts: readonly (readonly [name: string, value: ComponentChild])[];
}

export function Facts({ facts }: FactsProperties) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
