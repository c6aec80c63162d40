import { useEffect } from 'preact/hooks';
import { useResource, type Resource } from './use-resource.js';

/** As `useResource`, repeated so many milliseconds after each answer while the tab is seen. */
export function useLiveResource<Value>(
  load: () => Promise<Value>,
  intervalMs: number,
): Resource<Value> {
  const resource = useResource(load);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const wait = () => {
      if (!ended && !document.hidden) timer = setTimeout(() => void refresh(), intervalMs);
    };
    const refresh = async () => {
      await resource.reload();
      wait();
    };
    const onVisibility = () => {
      clearTimeout(timer);
      if (!document.hidden) void refresh();
    };
    document.addEventListener('visibilitychange', onVisibility);
    wait();
    return () => {
      ended = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisibility);
    };
  }, []);
  return resource;
}
