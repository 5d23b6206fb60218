import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit';
import { MAX_EMAIL_LENGTH, MAX_NICKNAME_LENGTH, MAX_VISITOR_ATTRIBUTE_LENGTH } from '../../src/index.js';
import type { PreChatField, VisitorDetails } from '../launcher/types.js';
import type { LauncherWords } from '../locales/launcher/index.js';

type Problem = 'required' | 'invalidEmail' | 'invalid';

/** The questions before a chat. Each answer is checked when the form is submitted, and again while it is being corrected. */
export class PreChatForm {
  readonly #problems = signal<ReadonlyMap<string, Problem>>(new Map());
  readonly #onSubmit: (answers: VisitorDetails) => void;

  constructor(onSubmit: (answers: VisitorDetails) => void) {
    this.#onSubmit = onSubmit;
  }

  readonly #handleSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const inputs = [...form.elements].filter((element) => isInput(element));
    this.#problems.value = new Map(
      inputs.flatMap((input) => {
        const problem = problemOf(input);
        return problem ? [[input.name, problem] as const] : [];
      }),
    );
    const firstBad = inputs.find(({ name }) => this.#problems.peek().has(name));
    if (firstBad) {
      firstBad.focus();
      return;
    }
    const {
      name = '',
      email = '',
      ...others
    } = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
    const attributes = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== ''));
    this.#onSubmit({ name, email, attributes });
  };

  readonly #handleInput = (event: Event): void => {
    const input = event.target;
    if (!isInput(input) || !this.#problems.peek().has(input.name)) return;
    const problem = problemOf(input);
    const problems = new Map(this.#problems.peek());
    if (problem) problems.set(input.name, problem);
    else problems.delete(input.name);
    this.#problems.value = problems;
  };

  template(fields: readonly PreChatField[], words: LauncherWords, isAway: boolean): TemplateResult {
    return html`<form
      part="form"
      class="form"
      novalidate
      @submit=${this.#handleSubmit}
      @input=${this.#handleInput}
    >
      <p class="form__hint">${words.formHint}</p>
      ${fields.map((field) => this.#fieldTemplate(field, words))}
      <button part="form__button" class="button form__button" type="submit">
        ${isAway ? words.leaveMessage : words.start}
      </button>
    </form>`;
  }

  #fieldTemplate(field: PreChatField, words: LauncherWords): TemplateResult {
    const { name, required = false } = field;
    const problem = this.#problems.value.get(name);
    const label = field.label ?? (name === 'name' ? words.name : name === 'email' ? words.email : name);
    return html`<div class="field">
      <label class="field__label" for="field-${name}"
        >${label}${required ? nothing : html` <span class="field__optional">${words.optional}</span>`}</label
      >
      ${inputTemplate(field, problem !== undefined)}
      ${
        problem ? html`<p class="field__problem" id="problem-${name}" role="alert">${words[problem]}</p>` : nothing
      }
    </div>`;
  }
}

type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isInput(element: unknown): element is Input {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

function problemOf(input: Input): Problem | undefined {
  if (input.required && input.value.trim() === '') return 'required';
  if (input.validity.valid) return undefined;
  return input.type === 'email' ? 'invalidEmail' : 'invalid';
}

const AUTOCOMPLETE: Readonly<Record<string, string>> = { name: 'name', email: 'email', tel: 'tel' };

function inputTemplate(field: PreChatField, isBad: boolean): TemplateResult {
  const { name, required = false, options = [] } = field;
  const type = field.type ?? (name === 'email' ? 'email' : 'text');
  const invalid = isBad ? 'true' : 'false';
  const problemID = isBad ? `problem-${name}` : nothing;
  if (type === 'select') {
    return html`<select
      class="input"
      id="field-${name}"
      name=${name}
      ?required=${required}
      aria-invalid=${invalid}
      aria-describedby=${problemID}
    >
      <option value=""></option>
      ${options.map((option) => html`<option>${option}</option>`)}
    </select>`;
  }
  if (type === 'textarea') {
    return html`<textarea
      class="input"
      id="field-${name}"
      name=${name}
      rows="3"
      dir="auto"
      maxlength=${MAX_VISITOR_ATTRIBUTE_LENGTH}
      ?required=${required}
      aria-invalid=${invalid}
      aria-describedby=${problemID}
    ></textarea>`;
  }
  return html`<input
    class="input"
    id="field-${name}"
    name=${name}
    type=${type}
    dir="auto"
    autocomplete=${AUTOCOMPLETE[name] ?? AUTOCOMPLETE[type] ?? 'off'}
    maxlength=${name === 'name' ? MAX_NICKNAME_LENGTH : name === 'email' ? MAX_EMAIL_LENGTH : MAX_VISITOR_ATTRIBUTE_LENGTH}
    ?required=${required}
    aria-invalid=${invalid}
    aria-describedby=${problemID}
  />`;
}
