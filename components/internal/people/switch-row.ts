import { html, type TemplateResult } from 'lit';

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
