import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Our own rules: few, and each about something no published rule covers. */
const house = {
  rules: {
    'explain-disable': {
      meta: {
        type: 'suggestion',
        messages: { reason: 'Say why after `--`: `// eslint-disable-next-line rule -- reason`.' },
      },
      create: (context) => ({
        Program() {
          for (const comment of context.sourceCode.getAllComments()) {
            if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
              context.report({ loc: comment.loc, messageId: 'reason' });
            }
          }
        },
      }),
    },
  },
};

const namedExportsOnly = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Named exports only.',
};

/** What turns text into markup or code: message text must never reach one of these. */
const noMarkupFromText = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(inner|outer)HTML$/]',
    message: 'Render text with a text binding, never as HTML.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment|write|writeln)$/][callee.object.name!=/^(stdout|stderr)$/][callee.object.property.name!=/^(stdout|stderr)$/]',
    message: 'Render text with a text binding, never as HTML.',
  },
];

const eventNames = {
  selector:
    'NewExpression[callee.name=/^(Event|CustomEvent)$/] > Literal.arguments:first-child:not([value=/^openim-[a-z]+(-[a-z]+)*$/])',
  message: 'Event names are `openim-kebab-case`.',
};

export default defineConfig(
  // The examples and the site of docs/ are projects of their own, which their builds check.
  { ignores: ['dist/', 'node_modules/', '**/.cache/', 'coverage/', 'examples/', 'docs/site/', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  { plugins: { house }, rules: { 'house/explain-disable': 'error' } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
      // They take a third of the time and can find nothing: there are no enums, and TypeScript itself tells apart classes
      // that have private members.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
      '@typescript-eslint/consistent-type-assertions': [
        'error',
        { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', namedExportsOnly],
    },
  },
  {
    files: ['src/**/*.ts', 'components/**/*.ts', 'embed/**/*.ts'],
    rules: {
      'no-console': ['error', { allow: ['warn', 'error'] }],
      'no-restricted-syntax': ['error', namedExportsOnly, ...noMarkupFromText],
    },
  },
  {
    files: ['server/**/*.ts'],
    rules: { 'no-console': 'error' },
  },
  {
    files: ['components/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice'], litA11y.configs.recommended],
    settings: {
      lit: { elementBaseClasses: ['LitElement', 'OpenIMElement'] },
      wc: { elementBaseClasses: ['LitElement', 'OpenIMElement'] },
    },
    rules: {
      // LitElement has every lifecycle method, and TypeScript checks it.
      'wc/guard-super-call': 'off',
      'lit/attribute-names': 'error',
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-native-attributes': 'error',
      'lit/no-template-bind': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-value-attribute': 'error',
      'lit/prefer-static-styles': 'error',
      'lit/value-after-constraints': 'error',
      'no-restricted-syntax': ['error', namedExportsOnly, eventNames, ...noMarkupFromText],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '/unsafe-(html|svg|mathml)(\\.js)?$|^lit/static-html(\\.js)?$',
              message: 'Text is a text binding; markup is a template.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['test/**/*.ts', 'demo/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test', 'suite'], package: 'node:test' },
          ],
        },
      ],
    },
  },
  {
    // Pages of the benchmarks: others' elements come without types.
    files: ['bench/peers/*.js', 'bench/page/*.js'],
    languageOptions: {
      globals: {
        document: 'readonly',
        window: 'readonly',
        performance: 'readonly',
        requestAnimationFrame: 'readonly',
        setTimeout: 'readonly',
        customElements: 'readonly',
        Node: 'readonly',
      },
    },
  },
  {
    // The tools that read these ask for a default export.
    files: ['*.config.ts', '*.config.js'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // What pages paste: an ordinary script.
    files: ['embed/stub.js'],
    languageOptions: {
      sourceType: 'script',
      globals: { window: 'readonly', OpenIMChat: 'readonly', setTimeout: 'readonly' },
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { module: 'writable', require: 'readonly' } },
  },
);
