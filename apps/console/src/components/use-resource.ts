import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { asApiFailure, type ApiFailure } from '../api/api-failure.js';
import { apiKey } from '../api/api-key.js';

export interface Resource<Value> {
  readonly value: Value | undefined;
  readonly failure: ApiFailure | undefined;
  /** The value before stays until the new one is there. */
  reload(): Promise<void>;
}

/** Loads a value when a component is shown, and again with another API key. */
export function useResource<Value>(load: () => Promise<Value>): Resource<Value> {
  const [value, setValue] = useState<Value>();
  const [failure, setFailure] = useState<ApiFailure>();
  const last = useRef(0);
  const loader = useRef(load);
  loader.current = load;
  const reload = useCallback(async () => {
    const run = ++last.current;
    const settle = (loaded: Value | undefined, thrown?: unknown) => {
      // An answer that comes after a later one is old.
      if (run !== last.current) return;
      if (thrown === undefined) setValue(() => loaded);
      setFailure(thrown === undefined ? undefined : asApiFailure(thrown));
    };
    await loader.current().then(settle, (thrown: unknown) => settle(undefined, thrown));
  }, []);
  useEffect(() => void reload(), [apiKey.value]);
  return { value, failure, reload };
}
