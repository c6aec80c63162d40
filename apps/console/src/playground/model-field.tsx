import { useEffect, useState } from 'preact/hooks';
import { listModels, type Model } from '../api/model.js';
import { FailureNotice } from '../components/failure-notice.js';
import { useResource } from '../components/use-resource.js';
import { draft } from './draft.js';

const ANOTHER = '';

/** A choice of what the gateway lists, by provider, and a field for names that it does not. */
export function ModelField() {
  const { value: models, failure } = useResource(listModels);
  const [isTyped, setTyped] = useState(false);
  const { model } = draft;
  useEffect(() => {
    if (models && model.value === '') model.value = models[0]?.id ?? '';
  }, [models]);
  const isListed = models?.some(({ id }) => id === model.value) ?? true;
  const isFree = isTyped || !isListed;
  return (
    <>
      <label class="field">
        <span>Model</span>
        <select
          value={isFree ? ANOTHER : model.value}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value === ANOTHER);
            if (value !== ANOTHER) model.value = value;
          }}
        >
          {providersOf(models ?? []).map(([provider, listed]) => (
            <optgroup key={provider} label={provider}>
              {listed.map(({ id }) => (
                <option key={id}>{id}</option>
              ))}
            </optgroup>
          ))}
          <option value={ANOTHER}>Another name …</option>
        </select>
      </label>
      {isFree && (
        <label class="field">
          <span>Name of the model</span>
          <input
            value={model.value}
            spellcheck={false}
            onInput={(event) => (model.value = event.currentTarget.value)}
          />
        </label>
      )}
      {failure && <FailureNotice failure={failure} />}
    </>
  );
}

function providersOf(models: readonly Model[]): readonly (readonly [string, readonly Model[]])[] {
  return [...Map.groupBy(models, ({ provider }) => provider)];
}
