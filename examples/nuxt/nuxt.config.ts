export default defineNuxtConfig({
  compatibilityDate: '2026-11-01',
  css: ['~/page.css'],
  vue: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('openim-') } },
});
