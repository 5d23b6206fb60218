/** Rows with a fact of a person, group or conversation that can be changed in place. */
import { html, type TemplateResult } from 'lit';

/** Renders a row with a text; `placeholder` is shown while there is none. */
export function fieldRow(
  label: string,
  value: string,
  maxLength: number,
  onSave: (value: string) => void,
  placeholder = '',
): TemplateResult {
  return html`<openim-field-row
    label=${label}
    placeholder=${placeholder}
    value=${value}
    max-length=${maxLength}
    editable
    .onSave=${onSave}
  ></openim-field-row>`;
}

/** Renders a row with a number that has a name for each of its values. */
export function choiceRow<Value extends number>(
  label: string,
  choices: readonly (readonly [value: Value, label: string])[],
  chosen: Value,
  onChange: (value: Value) => void,
): TemplateResult {
  const handleChange = (event: Event): void => {
    onChange(Number((event.target as HTMLSelectElement).value) as Value);
  };
  return html`<label class="fact"
    ><span>${label}</span>
    <select class="input" @change=${handleChange}>
      ${choices.map(
        ([value, name]) =>
          html`<option value=${value} .selected=${value === chosen} ?selected=${value === chosen}>
            ${name}
          </option>`,
      )}
    </select></label
  >`;
}

/** Renders a row with a switch. */
export function switchRow(label: string, isOn: boolean, onChange: (isOn: boolean) => void): TemplateResult {
  const handleChange = (event: Event): void => {
    onChange((event.target as HTMLInputElement).checked);
  };
  // eslint-disable-next-line lit-a11y/role-has-required-aria-attrs -- a checkbox says by itself whether it is checked
  const input = html`<input
    class="switch"
    type="checkbox"
    role="switch"
    .checked=${isOn}
    @change=${handleChange}
  />`;
  return html`<label class="fact"><span>${label}</span>${input}</label>`;
}
