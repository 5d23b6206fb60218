import DefaultTheme from 'vitepress/theme-without-fonts';
import { h } from 'vue';
import './style.css';
import HeroChat from './HeroChat.vue';
import Playground from './Playground.vue';
import ThemeBuilder from './ThemeBuilder.vue';

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { 'home-hero-image': () => h(HeroChat) }),
  enhanceApp({ app }: { app: { component(name: string, component: unknown): void } }) {
    app.component('Playground', Playground);
    app.component('ThemeBuilder', ThemeBuilder);
  },
};
