import { listTools } from '../api/tool.js';
import { useResource } from '../components/use-resource.js';
import { draft } from './draft.js';

/** The tools that the gateway may run for the model. */
export function ToolPicker() {
  const { value: tools } = useResource(listTools);
  const chosen = draft.tools.value;
  const choose = (name: string, isWanted: boolean) => {
    const others = chosen.filter((one) => one !== name);
    draft.tools.value = isWanted ? [...others, name] : others;
  };
  return (
    <fieldset class="plain">
      <legend>
        Tools <span class="hint">run by the gateway</span>
      </legend>
      {tools?.length === 0 && <p class="hint">This gateway has no tools.</p>}
      <ul class="tool-picker">
        {tools?.map(({ name, description, available }) => (
          <li key={name}>
            <label title={description}>
              <input
                type="checkbox"
                checked={chosen.includes(name)}
                onChange={(event) => choose(name, event.currentTarget.checked)}
              />
              <code>{name}</code>
              {!available && <span class="badge dot bad">Resting</span>}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
